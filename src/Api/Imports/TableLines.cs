using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HazardLedger.Api.Imports;

/// <summary>Rows of a table as lines of an import, by a map. What a cell says in no form that the map knows goes on as it stands and is refused
/// like any other line, with its row's number; nothing is guessed.</summary>
internal sealed class TableLines(TableMap map)
{
    private const int LongestKey = 128;
    private static readonly string[] Instants = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm"];
    private readonly string[] days = ["yyyy-MM-dd", "yyyy-MM-dd 00:00:00", .. map.Dates];
    private string? subject;
    private int nth;

    /// <summary>The lines of a table, whose first row is its head.</summary>
    /// <exception cref="InvalidDataException">The table lacks columns that the map names; the message says which.</exception>
    public async IAsyncEnumerable<ImportLine> ReadAsync(IAsyncEnumerable<TableRow> rows, [EnumeratorCancellation] CancellationToken ct)
    {
        Dictionary<string, int>? columns = null;
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (columns is null)
            {
                columns = row.Cells.Select((name, at) => (Name: name.Trim(), at)).DistinctBy(column => column.Name, StringComparer.Ordinal).ToDictionary(column => column.Name, column => column.at, StringComparer.Ordinal);
                if (map.Lacking([.. columns.Keys]) is { Count: > 0 } lacking)
                {
                    throw new InvalidDataException($"The table has no column {string.Join(", ", lacking)}.");
                }

                continue;
            }

            string Cell(string column) => columns[column] < row.Cells.Count ? row.Cells[columns[column]].Trim() : "";
            foreach (var line in LinesOf(Cell))
            {
                yield return new(row.Number, JsonSerializer.SerializeToUtf8Bytes(line));
            }
        }
    }

    private IEnumerable<JsonObject> LinesOf(Func<string, string> cell)
    {
        var id = cell(map.Id);
        (subject, nth) = id == subject ? (subject, nth) : (id, 0);
        foreach (var command in map.Commands.Where(command => command.When.All(column => cell(column).Length > 0)))
        {
            var body = new JsonObject();
            foreach (var (path, member) in command.Members.Concat(map.Members.ExceptBy(command.Members.Keys, pair => pair.Key)))
            {
                if (ValueOf(member, cell) is { } value)
                {
                    Put(body, path.Split('.'), value);
                }
            }

            var line = new JsonObject { ["command"] = command.Command, ["body"] = body };
            if (id.Length > 0)
            {
                line["external"] = new JsonObject { ["system"] = map.System, ["id"] = id };
                line["idempotencyKey"] = KeyOf($"{map.System}/{id}/{nth++}");
            }

            yield return line;
        }
    }

    private JsonNode? ValueOf(TableMap.MemberMap member, Func<string, string> cell)
    {
        if (member.Value is { } own)
        {
            return JsonNode.Parse(own.GetRawText());
        }

        var text = cell(member.Column!);
        return text.Length == 0 ? null : member.As switch
        {
            "list" => new JsonArray([.. text.Split(member.By, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(item => (JsonNode)Meant(member, item))]),
            "day" => DateOnly.TryParseExact(text, days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : text,
            "instant" => InstantOf(text),
            "number" => decimal.TryParse(text.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? Plain(number) : text,
            "flag" => Meant(member, text) is "true" or "false" ? Meant(member, text) == "true" : text,
            _ => Meant(member, text),
        };
    }

    private static JsonValue Plain(decimal number) => number == decimal.Truncate(number) && Math.Abs(number) < 1e15m ? JsonValue.Create((long)number) : JsonValue.Create(number);

    private static string Meant(TableMap.MemberMap member, string text) => member.Words.GetValueOrDefault(text, text);

    private static string InstantOf(string text) => DateTime.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        ? local.ToString("yyyy-MM-dd'T'HH:mm:ss'+08:00'", CultureInfo.InvariantCulture) : text;

    // Steps that are numbers are places in a list.
    private static void Put(JsonObject body, ReadOnlySpan<string> path, JsonNode value)
    {
        JsonNode at = body;
        for (var step = 0; step < path.Length; step++)
        {
            JsonNode next = step == path.Length - 1 ? value : IsPlace(path[step + 1]) ? new JsonArray() : new JsonObject();
            at = at is JsonArray list ? InList(list, next, path[step]) : InObject((JsonObject)at, next, path[step]);
        }
    }

    private static JsonNode InObject(JsonObject at, JsonNode next, string name)
    {
        if (next is not (JsonObject or JsonArray) || !at.ContainsKey(name))
        {
            at[name] = next;
        }

        return at[name]!;
    }

    private static JsonNode InList(JsonArray at, JsonNode next, string place)
    {
        var n = IsPlace(place) ? int.Parse(place, CultureInfo.InvariantCulture) : at.Count;
        if (n < at.Count && next is JsonObject or JsonArray)
        {
            return at[Math.Min(n, at.Count - 1)]!;
        }

        at.Add(next);
        return next;
    }

    private static bool IsPlace(string step) => step.Length is 1 or 2 && step.All(char.IsAsciiDigit);

    private static string KeyOf(string key) => key.Length <= LongestKey ? key : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
