using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace HazardLedger.Proofs;

/// <summary>Numbers as ECMAScript writes them: the shortest digits that read back as the same double
/// (ECMA-262 Number::toString, which RFC 8785 §3.2.2.3 makes normative).</summary>
internal static class JcsNumber
{
    public static void Write(ReadOnlySpan<byte> literal, JcsText output, bool exact)
    {
        if (IsShortInteger(literal))
        {
            output.Write(literal);
            return;
        }

        if (!Utf8Parser.TryParse(literal, out double value, out var read) || read != literal.Length || !double.IsFinite(value))
        {
            throw new FormatException($"The number {Shown(literal)} is beyond an IEEE 754 double.");
        }

        var written = Encoding.ASCII.GetBytes(Format(value));
        if (exact && Decimal(literal) != Decimal(written))
        {
            throw new FormatException($"The number {Shown(literal)} is more precise than an IEEE 754 double; write it as a string.");
        }

        output.Write(written);
    }

    /// <summary>The ECMAScript text of a finite double.</summary>
    internal static string Format(double value)
    {
        if (value == 0)
        {
            return "0"; // minus zero too
        }

        // .NET's round-trip text has the shortest digits; only their arrangement differs: d.ddddE+xxx here, ECMAScript's below.
        var (digits, exponent) = Digits(value.ToString("R", CultureInfo.InvariantCulture));
        var sign = value < 0 ? "-" : "";
        var k = digits.Length;
        var n = exponent; // the value is 0.digits × 10^n
        return sign + n switch
        {
            _ when k <= n && n <= 21 => digits + new string('0', n - k),
            > 0 and <= 21 => $"{digits[..n]}.{digits[n..]}",
            > -6 and <= 0 => "0." + new string('0', -n) + digits,
            _ => Scientific(digits, n - 1),
        };
    }

    private static string Scientific(string digits, int exponent) =>
        digits[..1] + (digits.Length > 1 ? "." + digits[1..] : "") + (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture);

    // At most fifteen digits, no leading zero: its own canonical form already, and the commonest number by far.
    private static bool IsShortInteger(ReadOnlySpan<byte> literal)
    {
        var digits = literal[0] == '-' ? literal[1..] : literal;
        return digits.Length is > 0 and <= 15 && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (digits[0] != '0' || literal.Length == 1);
    }

    private static (bool Negative, string Digits, long Exponent) Decimal(ReadOnlySpan<byte> literal)
    {
        var (digits, exponent) = Digits(Encoding.ASCII.GetString(literal));
        return digits.Length == 0 ? (false, "", 0) : (literal[0] == '-', digits, exponent);
    }

    /// <summary>Significant digits without zeros at either end, and the n for which the value is 0.digits × 10^n.</summary>
    private static (string Digits, int Exponent) Digits(string text)
    {
        var mark = text.IndexOfAny(['e', 'E']);
        var mantissa = (mark < 0 ? text : text[..mark]).TrimStart('-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa.Length : point;
        var all = point < 0 ? mantissa : mantissa.Remove(point, 1);
        var significant = all.TrimStart('0');
        var power = mark < 0 ? 0 : Power(text[(mark + 1)..]);
        return (significant.TrimEnd('0'), whole - (all.Length - significant.Length) + power);
    }

    // An exponent too long for an int belongs to a zero or to nothing finite; any bound will do for it.
    private static int Power(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) ? power : int.MaxValue / 2;

    private static string Shown(ReadOnlySpan<byte> literal) =>
        Encoding.ASCII.GetString(literal.Length <= 40 ? literal : literal[..40]);
}
