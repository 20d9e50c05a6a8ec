namespace HazardLedger.Demonstration;

/// <summary>Check characters of the unified social credit code (GB 32100-2015) and of the organisation code in it (GB 11714).</summary>
internal static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Completes authority, body type and area (8 characters, such as "91350304") and the first 8 of the organisation code.</summary>
    public static string Of(string head, string organisation)
    {
        var code = head + organisation + OrganisationCheck(organisation);
        return code + Check(code);
    }

    private static char OrganisationCheck(string organisation)
    {
        var sum = organisation.Select((c, i) => (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10) * OrganisationWeights[i]).Sum();
        return (11 - sum % 11) switch { 10 => 'X', 11 => '0', var digit => (char)('0' + digit) };
    }

    private static char Check(string code)
    {
        var sum = code.Select((c, i) => Alphabet.IndexOf(c, StringComparison.Ordinal) * Weights[i]).Sum();
        return Alphabet[(31 - sum % 31) % 31];
    }
}
