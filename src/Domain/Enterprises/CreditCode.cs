namespace HazardLedger.Domain.Enterprises;

/// <summary>What a check of a credit code found; several faults may stand together.</summary>
[Flags]
public enum CreditCodeFaults
{
    None = 0,

    /// <summary>Not eighteen characters of the alphabet, with six digits for the area.</summary>
    Shape = 1,

    /// <summary>Character 17 is not the check character of the organisation code (GB 11714).</summary>
    OrganisationCheck = 2,

    /// <summary>Character 18 is not the check character of the whole code.</summary>
    Check = 4,
}

/// <summary>The unified social credit code of legal persons and other organisations (统一社会信用代码, GB 32100-2015):
/// [1] registration authority, [2] body type, [3–8] area, [9–17] organisation code (GB 11714), [18] check character.
/// Real printed codes exist that fail; whoever takes one in may accept it with a reason.</summary>
public static class CreditCode
{
    /// <summary>Number of characters.</summary>
    public const int Length = 18;

    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"; // no I, O, S, V, Z
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]; // 3^(i-1) mod 31
    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>True when shape and both check characters are right.</summary>
    public static bool IsValid(string code) => FaultsOf(code) == CreditCodeFaults.None;

    /// <summary>All that is wrong with a code; a wrong shape leaves nothing to check further.</summary>
    public static CreditCodeFaults FaultsOf(string code)
    {
        if (!HasShape(code))
        {
            return CreditCodeFaults.Shape;
        }

        var organisation = code[16] == OrganisationCheckOf(code.AsSpan(8, 8)) ? CreditCodeFaults.None : CreditCodeFaults.OrganisationCheck;
        return organisation | (code[17] == CheckOf(code.AsSpan(0, 17)) ? CreditCodeFaults.None : CreditCodeFaults.Check);
    }

    /// <summary>The check character of the first seventeen. Where the weighted sum is a multiple of 31 it is 0: the
    /// formula's 31 − 0 must be taken modulo 31 once more.</summary>
    /// <exception cref="ArgumentException">Not seventeen characters of the alphabet.</exception>
    public static char CheckOf(ReadOnlySpan<char> first17)
    {
        Expect(first17.Length == Weights.Length, "A check needs the first seventeen characters.");
        var sum = 0;
        for (var i = 0; i < first17.Length; i++)
        {
            var value = Alphabet.IndexOf(first17[i], StringComparison.Ordinal);
            Expect(value >= 0, "A credit code has digits and capital letters without I, O, S, V, Z.");
            sum += value * Weights[i];
        }

        return Alphabet[(31 - sum % 31) % 31];
    }

    /// <summary>The check character of an organisation code's first eight characters (GB 11714): X stands for ten.</summary>
    /// <exception cref="ArgumentException">Not eight digits or capital letters.</exception>
    public static char OrganisationCheckOf(ReadOnlySpan<char> first8)
    {
        Expect(first8.Length == OrganisationWeights.Length, "A check needs the first eight characters.");
        var sum = 0;
        for (var i = 0; i < first8.Length; i++)
        {
            Expect(char.IsAsciiDigit(first8[i]) || char.IsAsciiLetterUpper(first8[i]), "An organisation code has digits and capital letters.");
            sum += (char.IsAsciiDigit(first8[i]) ? first8[i] - '0' : first8[i] - 'A' + 10) * OrganisationWeights[i];
        }

        return (11 - sum % 11) switch { 10 => 'X', 11 => '0', var digit => (char)('0' + digit) };
    }

    // GB 32100: ^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$
    private static bool HasShape(string code)
    {
        if (code.Length != Length)
        {
            return false;
        }

        for (var i = 0; i < code.Length; i++)
        {
            if (i is >= 2 and < 8 ? !char.IsAsciiDigit(code[i]) : !Alphabet.Contains(code[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static void Expect(bool truth, string otherwise)
    {
        if (!truth)
        {
            throw new ArgumentException(otherwise);
        }
    }
}
