namespace HazardLedger.Domain.Areas;

/// <summary>Administrative areas by code: GB/T 2260 (2, 4, 6 digits), GB/T 10114 (9 digits), village (12 digits), and development
/// zones, which are no divisions and have codes of their own under a county ("Z-350304-01"). Other codes stand alone at the top.</summary>
public static class AreaCode
{
    private static readonly int[] Lengths = [2, 4, 6, 9, 12];

    /// <summary>True for a code of the right shape. Registers of other origins may use others, with a reason.</summary>
    public static bool IsWellFormed(string code) =>
        code.StartsWith("Z-", StringComparison.Ordinal)
            ? code.Length is >= 11 and <= 16 && code[8] == '-' && code[2..8].All(char.IsAsciiDigit) && code[9..].All(char.IsAsciiLetterOrDigit)
            : Lengths.Contains(code.Length) && code.All(char.IsAsciiDigit);

    /// <summary>The area directly above; null at the top.</summary>
    public static string? ParentOf(string code) => code switch
    {
        _ when !IsWellFormed(code) => null,
        _ when code[0] == 'Z' => code[2..8],
        { Length: 2 } => null,
        _ => code[..Lengths.Last(length => length < code.Length)],
    };

    /// <summary>All codes from the province down to the area itself, joined by slashes: "35/3503/350304/350304103".</summary>
    public static string PathOf(string code) => ParentOf(code) is { } parent ? $"{PathOf(parent)}/{code}" : code;

    /// <summary>True when <paramref name="code"/> is <paramref name="ancestor"/> or lies below it.</summary>
    public static bool IsWithin(string code, string ancestor)
    {
        for (var at = code; at is not null; at = ParentOf(at))
        {
            if (string.Equals(at, ancestor, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The six-digit county of an area, or the code itself where it has none: prefix of a hazard's number.</summary>
    public static string CountyOf(string code) => code switch
    {
        _ when !IsWellFormed(code) => code,
        _ when code[0] == 'Z' => code[2..8],
        { Length: > 6 } => code[..6],
        _ => code,
    };
}
