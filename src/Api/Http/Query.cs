using System.Globalization;
using HazardLedger.Api.Recording;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Http;

/// <summary>Reads query parameters strictly: unknown ones and repeated ones are faults, so that no filter is ever ignored in silence.</summary>
public sealed class Query
{
    private readonly IQueryCollection _query;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<Fault> _faults = [];

    public Query(HttpContext http) => _query = http.Request.Query;

    /// <summary>The problem that answers the request, or null when every parameter was known and well formed.</summary>
    public IResult? Problem()
    {
        var unknown = _query.Keys.Where(key => !_known.Contains(key)).Select(key => new Fault(key, "未知参数。", "Unknown parameter.")).ToList();
        return unknown.Count > 0 ? Http.Problem.Faults(unknown, ProblemKind.UnknownParameter)
            : _faults.Count > 0 ? Http.Problem.Faults(_faults, ProblemKind.BadParameter) : null;
    }

    /// <summary>Text of at most 200 characters; null when absent.</summary>
    public string? Text(string name)
    {
        _known.Add(name);
        if (!_query.TryGetValue(name, out var values))
        {
            return null;
        }

        if (values.Count == 1 && values[0] is { Length: > 0 and <= 4000 } text && !text.Any(char.IsControl))
        {
            return text;
        }

        _faults.Add(new(name, "须有且只有一个值。", "Exactly one value is needed."));
        return null;
    }

    /// <summary>Comma-separated texts, none of them empty; empty when absent.</summary>
    public IReadOnlyList<string> List(string name)
    {
        IReadOnlyList<string> texts = Text(name)?.Split(',') ?? [];
        if (texts.Contains(""))
        {
            _faults.Add(Fault.Form(name, "a,b,…"));
        }

        return texts;
    }

    /// <summary>A legal day; null when absent.</summary>
    public DateOnly? Day(string name) => Parse<DateOnly>(name, "yyyy-mm-dd", static (string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 1949 and < 2200);

    /// <summary>An instant with offset; null when absent.</summary>
    public DateTimeOffset? Instant(string name) => Parse<DateTimeOffset>(name, "RFC 3339", StrictInstant.TryParse);

    /// <summary>True or false; null when absent.</summary>
    public bool? Flag(string name) => Parse<bool>(name, "true | false", static (string text, out bool flag) =>
        bool.TryParse(text, out flag) && text is "true" or "false");

    /// <summary>A whole number within bounds; null when absent.</summary>
    public long? Number(string name, long least, long most) => Parse<long>(name, $"{least}–{most}", (string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);

    /// <summary>An enum's camelCase word; null when absent.</summary>
    public T? Word<T>(string name) where T : struct, Enum => Parse<T>(name, string.Join(" | ", Enum.GetValues<T>().Select(EventJson.Word)), static (string text, out T word) =>
    {
        word = Enum.GetValues<T>().FirstOrDefault(value => EventJson.Word(value) == text);
        return EventJson.Word(word) == text;
    });

    /// <summary>One of some words; null when absent.</summary>
    public string? OneOf(string name, params string[] words)
    {
        var text = Text(name);
        if (text is null || words.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        _faults.Add(Fault.Form(name, string.Join(" | ", words)));
        return null;
    }

    /// <summary>Adds a fault found by the caller.</summary>
    public void Refuse(Fault fault) => _faults.Add(fault);

    private delegate bool TryParse<T>(string text, out T value);

    private T? Parse<T>(string name, string expected, TryParse<T> parse) where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (parse(text, out var value))
        {
            return value;
        }

        _faults.Add(Fault.Form(name, expected));
        return null;
    }
}
