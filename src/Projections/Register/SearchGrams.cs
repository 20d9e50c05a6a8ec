namespace HazardLedger.Projections.Register;

/// <summary>By what words are found: every two neighbouring characters of a text, or every three where all are ASCII, for Chinese words are
/// short and numbers of papers are made of ten signs. A text that contains a word has all of the word's grams; the converse is looked up.</summary>
internal static class SearchGrams
{
    /// <summary>Hashes of a text's grams, sorted, each once; empty for a word too short to have one.</summary>
    public static int[] Of(string text)
    {
        var grams = new SortedSet<int>();
        for (var at = 0; at + 1 < text.Length; at++)
        {
            if (!char.IsAscii(text[at]) || !char.IsAscii(text[at + 1]))
            {
                grams.Add(Hash(text[at], text[at + 1], '\0'));
            }
            else if (at + 2 < text.Length && char.IsAscii(text[at + 2]))
            {
                grams.Add(Hash(text[at], text[at + 1], text[at + 2]));
            }
        }

        return [.. grams];
    }

    /// <summary>Those of a word's grams that are worth looking up: all that are not ASCII, and the last four that are. Numbers begin alike and
    /// differ at their ends, and each gram that every row has only costs.</summary>
    public static int[] LookedUp(string word)
    {
        var chinese = Of(word).ToHashSet();
        int[] ascii = [.. Enumerable.Range(0, Math.Max(0, word.Length - 2)).Where(at => word.AsSpan(at, 3).ToString().All(char.IsAscii)).Select(at => Hash(word[at], word[at + 1], word[at + 2]))];
        chinese.ExceptWith(ascii);
        return [.. chinese.Concat(ascii.TakeLast(4)).Distinct().Order()];
    }

    /// <summary>As PostgreSQL writes an array of integers.</summary>
    public static string Array(string text) => $"{{{string.Join(',', Of(text))}}}";

    // Kept in the database: never changed without making the register again.
    private static int Hash(char first, char second, char third) => unchecked((((first * 31337) + second) * 31337) + third);
}
