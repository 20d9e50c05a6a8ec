using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace HazardLedger.Proofs;

/// <summary>Canonical JSON by RFC 8785 (JSON Canonicalization Scheme) of a UTF-8 JSON text within I-JSON (RFC 7493).</summary>
public static class Jcs
{
    private const int MaxDepth = 64;

    /// <summary>The one way to write this JSON: names sorted by UTF-16 code units, no white space, numbers as ECMAScript writes a double.</summary>
    /// <param name="json">One JSON value in UTF-8.</param>
    /// <returns>UTF-8 bytes.</returns>
    /// <exception cref="FormatException">Not JSON, deeper than 64, invalid UTF-8, a name twice, a lone surrogate, or a number beyond a double.</exception>
    public static byte[] Canonicalize(ReadOnlySpan<byte> json) => Write(json, exact: false).Written.ToArray();

    /// <summary>As <see cref="Canonicalize"/>, and every number must have exactly the value that its canonical text has.
    /// So no two different numbers share one canonical form: what is hashed cannot be changed in its last digits unseen.</summary>
    /// <exception cref="FormatException">Also for numbers of more precision than a double prints (RFC 7493 §2.2), such as 9007199254740993.</exception>
    public static byte[] CanonicalizeExactly(ReadOnlySpan<byte> json) => Write(json, exact: true).Written.ToArray();

    internal static JcsText Write(ReadOnlySpan<byte> json, bool exact)
    {
        if (!Utf8.IsValid(json))
        {
            throw new FormatException("The text is not valid UTF-8.");
        }

        var output = new JcsText(json.Length + 16);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            WriteValue(ref reader, output, exact);
            while (reader.Read())
            {
                throw new FormatException("More than one value.");
            }
        }
        catch (JsonException e)
        {
            throw new FormatException("The text is not JSON: " + e.Message, e);
        }

        return output;
    }

    private static void WriteValue(ref Utf8JsonReader reader, JcsText output, bool exact)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WriteObject(ref reader, output, exact);
                break;
            case JsonTokenType.StartArray:
                WriteArray(ref reader, output, exact);
                break;
            case JsonTokenType.String:
                WriteString(ref reader, output);
                break;
            case JsonTokenType.Number:
                JcsNumber.Write(reader.ValueSpan, output, exact);
                break;
            default:
                output.Write(reader.ValueSpan); // true, false, null
                break;
        }
    }

    private static void WriteArray(ref Utf8JsonReader reader, JcsText output, bool exact)
    {
        output.Write("["u8);
        var any = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            any = true;
            WriteValue(ref reader, output, exact);
            output.Write(","u8);
        }

        output.Close(any ? (byte)',' : (byte)0, (byte)']');
    }

    private static void WriteObject(ref Utf8JsonReader reader, JcsText output, bool exact)
    {
        output.Write("{"u8);
        var start = output.Length;
        var members = new List<Member>();
        var sorted = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var from = output.Length;
            var name = Text(ref reader);
            WriteString(ref reader, output);
            output.Write(":"u8);
            reader.Read();
            WriteValue(ref reader, output, exact);
            output.Write(","u8);
            sorted = sorted && (members.Count == 0 || string.CompareOrdinal(members[^1].Name, name) < 0);
            members.Add(new Member(name, from - start, output.Length - from));
        }

        if (!sorted)
        {
            Sort(members, output.Written[start..]);
        }

        output.Close(members.Count > 0 ? (byte)',' : (byte)0, (byte)'}');
    }

    private static void Sort(List<Member> members, Span<byte> body)
    {
        var unsorted = body.ToArray();
        members.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        var at = 0;
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0 && string.Equals(members[i].Name, members[i - 1].Name, StringComparison.Ordinal))
            {
                throw new FormatException($"The name \"{members[i].Name}\" stands twice in one object.");
            }

            unsorted.AsSpan(members[i].Start, members[i].Length).CopyTo(body[at..]);
            at += members[i].Length;
        }
    }

    private static void WriteString(ref Utf8JsonReader reader, JcsText output)
    {
        output.Write("\""u8);
        if (!reader.ValueIsEscaped)
        {
            output.Write(reader.ValueSpan); // valid JSON without an escape holds nothing that RFC 8785 would escape
        }
        else
        {
            WriteEscaped(Text(ref reader), output);
        }

        output.Write("\""u8);
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("A string holds a lone surrogate.", e);
        }
    }

    // RFC 8785 §3.2.2.2: the short escapes, \u00xx for other controls, and everything else as it is.
    private static void WriteEscaped(string text, JcsText output)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\b' => escaped.Append("\\b"),
                '\f' => escaped.Append("\\f"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                < ' ' => escaped.Append("\\u00").Append(((int)c).ToString("x2")),
                _ => escaped.Append(c),
            };
        }

        output.Write(Encoding.UTF8.GetBytes(escaped.ToString()));
    }

    private readonly record struct Member(string Name, int Start, int Length);
}
