using System.Text;

namespace HazardLedger.Api.Imports.Sets;

/// <summary>Comma-separated values (RFC 4180): quoted fields may hold commas, doubled quotes and line breaks.</summary>
internal static class Csv
{
    /// <summary>Rows by the names of the header's row.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Read(string text)
    {
        IReadOnlyList<string>? names = null;
        foreach (var row in Rows(text.TrimStart('\uFEFF')))
        {
            if (names is null)
            {
                names = row;
            }
            else
            {
                yield return names.Zip(row).DistinctBy(pair => pair.First, StringComparer.Ordinal).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
            }
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(string text)
    {
        var (row, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                var doubled = quoted && i + 1 < text.Length && text[i + 1] == '"';
                _ = doubled ? field.Append('"') : field;
                (i, quoted) = doubled ? (i + 1, quoted) : (i, !quoted);
            }
            else if (quoted || c is not (',' or '\r' or '\n'))
            {
                field.Append(c);
            }
            else if (c is ',' or '\n')
            {
                row.Add(field.ToString());
                field.Clear();
                if (c == '\n')
                {
                    yield return row;
                    row = [];
                }
            }
        }

        if (row.Count > 0 || field.Length > 0)
        {
            yield return [.. row, field.ToString()];
        }
    }
}
