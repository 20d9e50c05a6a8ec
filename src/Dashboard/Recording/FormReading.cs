using System.Globalization;
using System.Text.Json.Nodes;
using HazardLedger.Dashboard.Words;

namespace HazardLedger.Dashboard.Recording;

/// <summary>Makes the JSON body of a command from what a form sends. What cannot be read is passed on as it was said: the desk says what is
/// wrong with it, as it does to every client.</summary>
/// <param name="said">A field's value by its path; null when the form does not send it.</param>
internal sealed class FormReading(Func<string, string?> said)
{
    /// <summary>Rows that a form offers for a list of records.</summary>
    public const int Rows = 3;

    /// <summary>The members that were filled in.</summary>
    public JsonObject Body(IEnumerable<FormField> fields)
    {
        var body = new JsonObject();
        foreach (var field in fields)
        {
            if (Read(field) is { } value)
            {
                body[field.Member.Name] = value;
            }
        }

        return body;
    }

    private JsonNode? Read(FormField field) => field.Kind switch
    {
        FieldKind.Flag => said(field.Path) is not null ? JsonValue.Create(true) : field.Member.Required ? JsonValue.Create(false) : null,
        FieldKind.Lines => Lines(said(field.Path)) is { Count: > 0 } lines ? lines : field.Member.Required ? new JsonArray() : null,
        FieldKind.Rows => RowsOf(field) is { Count: > 0 } rows ? rows : field.Member.Required ? new JsonArray() : null,
        FieldKind.Group => IsTouched(field.Parts) ? Body(field.Parts) : null,
        _ => Text(field.Path) is { } text ? One(field, text) : null,
    };

    private static JsonValue One(FormField field, string text) => field.Kind switch
    {
        FieldKind.Number => Number(text, Nullable.GetUnderlyingType(field.Member.Type) ?? field.Member.Type),
        FieldKind.Choice when field.Member.Type == typeof(int) || field.Member.Type == typeof(long) => Number(text, field.Member.Type),
        FieldKind.Moment => JsonValue.Create(Moment(text)),
        _ => JsonValue.Create(text),
    };

    private JsonArray RowsOf(FormField field) => new(
        [.. Enumerable.Range(0, Rows).Select(number => field.Row(number).ToList()).Where(IsTouched).Select(row => (JsonNode?)Body(row))]);

    // A tick alone says nothing: an empty group's box is not ticked by anybody.
    private bool IsTouched(IReadOnlyList<FormField> parts) => parts.Any(part => part.Kind != FieldKind.Flag && Text(part.Path) is not null);

    private string? Text(string path) => said(path)?.ReplaceLineEndings("\n").Trim() is { Length: > 0 } text ? text : null;

    private static JsonArray Lines(string? text) =>
        new([.. (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonNode?)JsonValue.Create(line))]);

    private static JsonValue Number(string text, Type type) =>
        type == typeof(double) || type == typeof(decimal)
            ? double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var real) ? JsonValue.Create(real) : JsonValue.Create(text)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : JsonValue.Create(text);

    // The browser's field has no offset: it shows the jurisdiction's clock.
    private static string Moment(string text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)
            ? Phrasing.InstantOf(clock).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) : text;
}
