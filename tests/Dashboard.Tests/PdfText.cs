using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace HazardLedger.Dashboard.Tests;

/// <summary>The text of a PDF as Chromium writes it: what each drawn glyph means by its font's own table (ISO 32000-1 §9.10.3), or by what stands in the file instead (§14.9.4). No reader of other PDFs.</summary>
internal static partial class PdfText
{
    /// <summary>All that is drawn, in the order in which it is drawn, without blanks.</summary>
    public static string Of(byte[] pdf)
    {
        var file = Encoding.Latin1.GetString(pdf);
        var objects = Started().Matches(file).ToDictionary(at => int.Parse(at.Groups[1].Value, CultureInfo.InvariantCulture), at => at.Index);
        var fonts = FontNamed().Matches(file).Select(font => (font.Groups[1].Value, int.Parse(font.Groups[2].Value, CultureInfo.InvariantCulture))).Distinct()
            .ToDictionary(font => font.Item1, font => MeaningOf(pdf, file, objects, font.Item2));
        var text = new StringBuilder();
        foreach (var drawn in objects.Values.Order().Select(at => Stream(pdf, file, at)).OfType<string>().Where(stream => Begun().IsMatch(stream)))
        {
            Draw(drawn, fonts, text);
        }

        return Bare(text.ToString());
    }

    /// <summary>A text as <see cref="Of"/> tells it.</summary>
    public static string Bare(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));

    private static void Draw(string drawn, Dictionary<string, (int Digits, Dictionary<int, string> Letters)> fonts, StringBuilder text)
    {
        var (digits, letters, said) = (2, new Dictionary<int, string>(), false);
        foreach (Match token in Shown().Matches(drawn))
        {
            if (token.Groups["font"].Success)
            {
                (digits, letters) = fonts[token.Groups["font"].Value];
            }
            else if (token.Groups["said"].Success)
            {
                text.Append(Letters(token.Groups["said"].Value, 0)); // the file says itself what the next glyphs mean, up to EMC
                said = true;
            }
            else if (token.Value == "EMC")
            {
                said = false;
            }
            else if (!said)
            {
                foreach (var code in token.Groups["codes"].Value.Chunk(digits))
                {
                    text.Append(letters.GetValueOrDefault(Hex(new(code)), "\uFFFD"));
                }
            }
        }
    }

    // How many digits a code has in this font, and what each code means.
    private static (int Digits, Dictionary<int, string> Letters) MeaningOf(byte[] pdf, string file, Dictionary<int, int> objects, int font)
    {
        var told = file[objects[font]..file.IndexOf("endobj", objects[font], StringComparison.Ordinal)];
        var table = Stream(pdf, file, objects[int.Parse(ToUnicode().Match(told).Groups[1].Value, CultureInfo.InvariantCulture)])!;
        var letters = new Dictionary<int, string>();
        foreach (Match one in One().Matches(table))
        {
            letters[Hex(one.Groups[1].Value)] = Letters(one.Groups[2].Value, 0);
        }

        foreach (Match row in Row().Matches(table))
        {
            for (var code = Hex(row.Groups[1].Value); code <= Hex(row.Groups[2].Value); code++)
            {
                letters[code] = Letters(row.Groups[3].Value, code - Hex(row.Groups[1].Value));
            }
        }

        return (CodeSpace().Match(table).Groups[1].Length, letters);
    }

    // UTF-16 in hexadecimal; in a range the last unit counts on.
    private static string Letters(string digits, int on)
    {
        var letters = digits.Chunk(4).Select(unit => (char)Hex(new(unit))).ToArray();
        letters[^1] += (char)on;
        return new(letters);
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    // Null for an object without a stream, or with one that is no text.
    private static string? Stream(byte[] pdf, string file, int at)
    {
        if (Head().Match(file, at) is not { Success: true } head || head.Index != at)
        {
            return null;
        }

        var length = int.Parse(Length().Match(head.Value).Groups[1].Value, CultureInfo.InvariantCulture);
        using var bytes = new MemoryStream(pdf, head.Index + head.Length, length);
        using var plain = head.Value.Contains("/FlateDecode", StringComparison.Ordinal) ? new ZLibStream(bytes, CompressionMode.Decompress) : (Stream)bytes;
        using var reader = new StreamReader(plain, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"(?<=\n)([0-9]+) 0 obj\s")]
    private static partial Regex Started();

    [GeneratedRegex(@"[0-9]+ 0 obj\s*<<(?:(?!endobj|stream)[\s\S])*>>\s*stream\r?\n")]
    private static partial Regex Head();

    [GeneratedRegex("/Length ([0-9]+)")]
    private static partial Regex Length();

    [GeneratedRegex("/(F[0-9]+) ([0-9]+) 0 R")]
    private static partial Regex FontNamed();

    [GeneratedRegex("/ToUnicode ([0-9]+) 0 R")]
    private static partial Regex ToUnicode();

    [GeneratedRegex("(?:^|\n)BT\n")]
    private static partial Regex Begun();

    [GeneratedRegex("/(?<font>F[0-9]+) [0-9.]+ Tf|/ActualText <FEFF(?<said>[0-9A-Fa-f]+)>|EMC|<(?<codes>[0-9A-Fa-f]+)>")]
    private static partial Regex Shown();

    [GeneratedRegex("begincodespacerange\n<([0-9A-F]+)>")]
    private static partial Regex CodeSpace();

    [GeneratedRegex("(?<=\n)<([0-9A-F]+)> <([0-9A-F]+)>(?=\n)(?!\nendcodespacerange)")]
    private static partial Regex One();

    [GeneratedRegex("<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]+)>")]
    private static partial Regex Row();
}
