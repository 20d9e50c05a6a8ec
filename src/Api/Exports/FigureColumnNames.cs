using System.Text.Json;
using System.Text.Json.Nodes;
using HazardLedger.Api.Http;
using HazardLedger.Projections.Names;

namespace HazardLedger.Api.Exports;

/// <summary>The answer of <c>GET /v1/figures</c> as a table: the total in the first row, each group in one of its own, each number in a column. It is
/// made from the answer itself, so whatever figure the answer has, the table has as well.</summary>
internal static class FigureColumnNames
{
    private static readonly Dictionary<string, Name> Words = new(StringComparer.Ordinal)
    {
        ["key"] = new("代码", "Key"), ["name"] = new("名称", "Name"), ["from"] = new("起始日", "From"), ["asOf"] = new("截止日", "As of"), ["knownAt"] = new("获知时点", "Known at"),
        ["position"] = new("位点", "Position"), ["projected"] = new("推算", "Projected"), ["numerator"] = new("分子", "numerator"), ["denominator"] = new("分母", "denominator"), ["percent"] = new("%", "%"),
        ["median"] = new("中位数", "median"), ["p90"] = new("90%位数", "90th percentile"), ["supervision"] = new("挂牌督办", "Listed"), ["byLevel"] = new("按最高级别", "by highest level:"),
    };

    /// <summary>The columns and rows of an answer. Where the answer comes from stands in every row, so that a row can be cut out and still says it.</summary>
    /// <param name="answer">The body of the JSON answer.</param>
    /// <param name="english">English names; Chinese otherwise.</param>
    public static (IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyList<object?>> Rows) Of(JsonObject answer, bool english)
    {
        var groups = answer["groups"] as JsonArray;
        var total = answer.Where(member => member.Key != "groups").ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal);
        var rows = new List<Dictionary<string, object?>> { Flat(total) };
        foreach (var group in groups ?? [])
        {
            var own = group!.AsObject().ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal);
            own["knownAt"] = total["knownAt"];
            rows.Add(Flat(own));
        }

        rows[0]["name"] = groups is null ? null : english ? "Total" : "合计";
        List<string> first = groups is null ? ["from", "asOf", "knownAt", "position"] : ["key", "name", "from", "asOf", "knownAt", "position"];
        List<string> columns = [.. first, .. rows.SelectMany(row => row.Keys).Distinct(StringComparer.Ordinal).Where(path => !first.Contains(path) && path is not ("key" or "name"))];
        return ([.. columns.Select(path => NameOf(path, english ? "en" : "zh"))], [.. rows.Select(row => (IReadOnlyList<object?>)[.. columns.Select(path => row.GetValueOrDefault(path))])]);
    }

    private static Dictionary<string, object?> Flat(Dictionary<string, JsonNode?> members)
    {
        var cells = new Dictionary<string, object?>(StringComparer.Ordinal);
        Add("", members);
        return cells;

        void Add(string before, IEnumerable<KeyValuePair<string, JsonNode?>> nodes)
        {
            foreach (var (name, node) in nodes)
            {
                if (node is JsonObject inner)
                {
                    Add($"{before}{name}.", inner);
                }
                else
                {
                    cells[before + name] = node is null ? null : CellOf(node);
                }
            }
        }
    }

    private static object CellOf(JsonNode node) => node.GetValueKind() switch
    {
        JsonValueKind.Number => node.GetValue<JsonElement>().TryGetInt64(out var whole) ? whole : node.GetValue<JsonElement>().GetDecimal(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => DateOnly.TryParseExact((string)node!, "yyyy-MM-dd", out var day) ? day : (string)node!,
        _ => node.ToJsonString(),
    };

    // A figure's own name, else that of what it is a part of and which part.
    private static string NameOf(string path, string language)
    {
        if (FigureWords.Find(path) is { } figure)
        {
            return new Name(figure.Chinese, figure.English).In(language);
        }

        var dot = path.LastIndexOf('.');
        var part = path[(dot + 1)..];
        var word = Words.TryGetValue(part, out var known) ? known.In(language) : NameBook.Of("Level", part).In(language);
        return dot < 0 ? word : $"{NameOf(path[..dot], language)} {word}";
    }
}
