using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace HazardLedger.Projections.Wire;

/// <summary>Walks over a JSON object in the forms in which PostgreSQL and this program write it: at most one space after a colon or a comma,
/// members with plain names. Everything else is <em>odd</em> and not read here: the general way alone decides whether it is well formed.</summary>
internal ref struct EverydayJson
{
    // A text goes on until its quote, unless there is something in it that has to be unescaped or may not be there.
    private static readonly SearchValues<byte> EndsPlainText = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(at => (byte)at), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> json;
    private ReadOnlySpan<byte> name;
    private int at;
    private bool isOdd;

    /// <summary>Stands before the first byte.</summary>
    /// <param name="json">UTF-8.</param>
    public EverydayJson(ReadOnlySpan<byte> json)
    {
        this.json = json;
        isOdd = !Utf8.IsValid(json);
    }

    /// <summary>True when everything has been read and nothing was odd.</summary>
    public readonly bool IsWhole => !isOdd && at == json.Length;

    /// <summary>What is still to be read.</summary>
    public readonly ReadOnlySpan<byte> Rest => json[at..];

    /// <summary>Goes into an object, before its first member.</summary>
    public bool Enter() => Skip((byte)'{') && (Peek() != (byte)',' || Odd());

    /// <summary>Goes to the next member's value; false when the object is over, which is then behind us, or odd.</summary>
    public bool Next()
    {
        if (Peek() == (byte)'}')
        {
            at++;
            return After() && false;
        }

        Space((byte)',');
        var length = Skip((byte)'"') ? Rest.IndexOf((byte)'"') : -1;
        if (length < 0)
        {
            return Odd();
        }

        name = json.Slice(at, length);
        at += length + 1;
        return Peek() == (byte)':' ? Space((byte)':') : Odd();
    }

    /// <summary>True when that is the member's name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> other) => name.SequenceEqual(other);

    /// <summary>Leaves out so many bytes that are known to be one value.</summary>
    public bool Pass(int bytes)
    {
        at += bytes;
        return After();
    }

    /// <summary>A text.</summary>
    public bool Take(out string? text)
    {
        text = null;
        var length = Plain();
        if (length < 0)
        {
            return Peek() == (byte)'"' ? Escaped(out text) : Odd();
        }

        text = Encoding.UTF8.GetString(json.Slice(at + 1, length));
        return Pass(length + 2);
    }

    /// <summary>A day, yyyy-mm-dd.</summary>
    public bool Take(out DateOnly? day)
    {
        day = null;
        if (Plain() != 10 || !Utf8Parser.TryParse(json.Slice(at + 1, 4), out uint year, out var y) || !Utf8Parser.TryParse(json.Slice(at + 6, 2), out uint month, out var m)
            || !Utf8Parser.TryParse(json.Slice(at + 9, 2), out uint date, out var d) || y != 4 || m != 2 || d != 2 || json[at + 5] != (byte)'-' || json[at + 8] != (byte)'-'
            || year < 1 || month is < 1 or > 12 || date < 1 || date > DateTime.DaysInMonth((int)year, (int)month))
        {
            return Odd();
        }

        day = new((int)year, (int)month, (int)date);
        return Pass(12);
    }

    /// <summary>One of an enum's words.</summary>
    public bool Take<T>(out T? word) where T : struct, Enum
    {
        word = null;
        var length = Plain();
        if (length < 0)
        {
            return Odd();
        }

        foreach (var (written, value) in Words<T>.All)
        {
            if (written.AsSpan().SequenceEqual(json.Slice(at + 1, length)))
            {
                word = value;
                return Pass(length + 2);
            }
        }

        return Odd();
    }

    /// <summary>A whole number of at most nine digits, without a sign.</summary>
    public bool Take(out int? number)
    {
        var digits = Rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        number = null;
        if (digits is < 1 or > 9 || (digits > 1 && json[at] == (byte)'0') || !Utf8Parser.TryParse(Rest, out int read, out var length) || length != digits)
        {
            return Odd();
        }

        number = read;
        return Pass(digits);
    }

    /// <summary>A list of texts.</summary>
    public bool Take(out List<string>? texts)
    {
        texts = [];
        if (!Skip((byte)'['))
        {
            return false;
        }

        for (var isFirst = true; Peek() != (byte)']'; isFirst = false)
        {
            if ((!isFirst && !Space((byte)',')) || !Take(out string? text))
            {
                return Odd();
            }

            texts.Add(text!);
        }

        return Pass(1);
    }

    /// <summary>Goes to the next object of a list, and into it; false when the list is over, which is then behind us, or odd.</summary>
    public bool NextIn(ref bool isInside)
    {
        if (!isInside && !Skip((byte)'['))
        {
            return false;
        }

        if (Peek() == (byte)']')
        {
            return Pass(1) && false;
        }

        if (isInside && !Space((byte)','))
        {
            return Odd();
        }

        isInside = true;
        return Enter();
    }

    // Bytes of the text that begins here, without its quotes; −1 when no text does, or not a plain one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Plain()
    {
        if (Peek() != (byte)'"')
        {
            return -1;
        }

        var length = json[(at + 1)..].IndexOfAny(EndsPlainText);
        return length >= 0 && json[at + 1 + length] == (byte)'"' ? length : -1;
    }

    private bool Escaped(out string? text)
    {
        text = null;
        var one = new Utf8JsonReader(Rest, isFinalBlock: false, default);
        try
        {
            text = one.Read() ? one.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Odd(); // what is no text, or names half a character: the general way says so
        }

        return text is null ? Odd() : Pass((int)one.BytesConsumed);
    }

    private readonly int Peek() => at < json.Length && !isOdd ? json[at] : -1;

    private bool Skip(byte expected)
    {
        if (Peek() != expected)
        {
            return Odd();
        }

        at++;
        return true;
    }

    // A mark where there is one, and the space after it.
    private bool Space(byte mark)
    {
        if (Peek() != mark)
        {
            return false;
        }

        at += at + 1 < json.Length && json[at + 1] == (byte)' ' ? 2 : 1;
        return true;
    }

    // Behind a value there is another one's comma, or an end.
    private bool After() => at == json.Length || Peek() is ',' or '}' or ']' || Odd();

    private bool Odd()
    {
        isOdd = true;
        return false;
    }

    private static class Words<T> where T : struct, Enum
    {
        public static readonly (byte[] Written, T Value)[] All = [.. Enum.GetValues<T>().Select(value => (Encoding.UTF8.GetBytes(EventJson.Word(value)), value))];
    }
}
