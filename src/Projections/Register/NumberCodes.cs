using System.Globalization;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Projections.Register;

/// <summary>Numbers of hazards in eight bytes that stand in the order of their texts: at most six digits of the county, the year, and the
/// place in the year. A number of another form is kept as text beside them.</summary>
internal sealed class NumberCodes
{
    /// <summary>Set in a code that says nothing about the order: its text does.</summary>
    public const ulong Odd = 1UL << 63;
    private const int Prefix = 6;
    private const int Rest = 12; // -2026-000001
    private readonly Column<string> odd = new();

    /// <summary>The code of a number. Only the writer asks.</summary>
    /// <param name="number">As it stands in the register.</param>
    /// <param name="now">The code that the hazard has: an odd number that stays is not kept twice.</param>
    public ulong Of(string number, ulong? now = null) =>
        Packed(number) ?? (now is { } code && TextOf(code) == number ? code : Odd | (uint)odd.Add(number));

    /// <summary>The number that a code stands for.</summary>
    public string TextOf(ulong code)
    {
        if ((code & Odd) != 0)
        {
            return odd.Items[(int)(code & ~Odd)];
        }

        var (place, year, county) = (code % 1_000_000, code / 1_000_000 % 10_000, code / 10_000_000_000);
        Span<char> digits = stackalloc char[Prefix];
        var length = Prefix;
        for (var at = Prefix - 1; at >= 0; at--, county /= 11)
        {
            var sign = county % 11;
            digits[at] = (char)('0' + sign - 1);
            length = sign == 0 ? at : length;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{digits[..length]}-{year:D4}-{place:D6}");
    }

    /// <summary>The code of a number of the usual form; null for others. The end of the county is less than any digit, as the dash is.</summary>
    public static ulong? Packed(string number)
    {
        var prefix = number.Length - Rest;
        if (prefix is < 1 or > Prefix || number[prefix] != '-' || number[prefix + 5] != '-')
        {
            return null;
        }

        var code = 0UL;
        for (var at = 0; at < Prefix; at++)
        {
            code = (code * 11) + (at < prefix ? (ulong)(number[at] - '0' + 1) : 0);
        }

        for (var at = 0; at < number.Length; at++)
        {
            if (at != prefix && at != prefix + 5 && !char.IsAsciiDigit(number[at]))
            {
                return null;
            }

            code = at > prefix && at != prefix + 5 ? (code * 10) + (ulong)(number[at] - '0') : code;
        }

        return code;
    }
}
