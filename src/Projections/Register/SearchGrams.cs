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

    /// <summary>As PostgreSQL writes an array of integers.</summary>
    public static string Array(string text) => $"{{{string.Join(',', Of(text))}}}";

    // Kept in the database: never changed without making the register again.
    private static int Hash(char first, char second, char third) => unchecked((((first * 31337) + second) * 31337) + third);
}
