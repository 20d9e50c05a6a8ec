namespace HazardLedger.Projections.Register;

/// <summary>By what words are found: every two neighbouring characters of a text, or every three where all are ASCII, for Chinese words are
/// short and numbers of papers are made of ten signs. A text that contains a word has all of the word's grams; the converse is looked up.</summary>
internal static class SearchGrams
{
    // A word that has more than so many grams of ASCII is told apart by its last ones: numbers begin alike and differ at their ends.
    private const int Telling = 4;

    /// <summary>Hashes of a text's grams, sorted, each once; empty for a word too short to have one.</summary>
    public static int[] Of(string text)
    {
        var (grams, count) = (new int[text.Length], 0);
        for (var at = 0; at + 1 < text.Length; at++)
        {
            if (At(text, at) is { } gram)
            {
                grams[count++] = gram;
            }
        }

        grams.AsSpan(0, count).Sort();
        var kept = 0;
        for (var at = 0; at < count; at++)
        {
            if (at == 0 || grams[at] != grams[at - 1])
            {
                grams[kept++] = grams[at];
            }
        }

        return grams[..kept];
    }

    /// <summary>Those of a word's grams that are worth looking up. Each gram that every row has only costs: of a long number the last four, and of the Chinese
    /// around it the last two; of a word of few such grams all.</summary>
    public static int[] LookedUp(string word)
    {
        var at = Enumerable.Range(0, Math.Max(0, word.Length - 1)).Where(at => At(word, at) is not null).ToLookup(at => char.IsAscii(word[at]) && char.IsAscii(word[at + 1]));
        var (ascii, others) = (at[true].ToList(), at[false].ToList());
        return [.. ascii.TakeLast(Telling).Concat(ascii.Count < Telling - 1 ? others : others.TakeLast(2)).Select(place => At(word, place)!.Value).Distinct().Order()];
    }

    /// <summary>As PostgreSQL writes an array of integers.</summary>
    public static string Array(int[] grams) => $"{{{string.Join(',', grams)}}}";

    // Two signs where one is not ASCII, three where all are; nothing begins at the end of a run of ASCII.
    private static int? At(string text, int at) =>
        !char.IsAscii(text[at]) || !char.IsAscii(text[at + 1]) ? Hash(text[at], text[at + 1], '\0')
        : at + 2 < text.Length && char.IsAscii(text[at + 2]) ? Hash(text[at], text[at + 1], text[at + 2]) : null;

    // Kept in the database: never changed without making the register again.
    private static int Hash(char first, char second, char third) => unchecked((((first * 31337) + second) * 31337) + third);
}
