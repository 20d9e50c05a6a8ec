using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Some rows of a binary COPY as they were sent. Its memory goes back when it is disposed of.</summary>
internal sealed class CopyPiece(byte[] buffer, int start, int length) : IDisposable
{
    /// <summary>The rows, one behind the other.</summary>
    public ReadOnlySpan<byte> Rows => buffer.AsSpan(start, length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}

/// <summary>Goes through rows of a binary COPY (PostgreSQL's protocol: big-endian, each value behind its length), column by column.</summary>
internal ref struct CopyCursor(ReadOnlySpan<byte> rows)
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly int FirstDay = new DateOnly(2000, 1, 1).DayNumber;
    private readonly ReadOnlySpan<byte> rows = rows;
    private int at;

    /// <summary>Bytes gone through.</summary>
    public readonly int At => at;

    /// <summary>Goes to the next row; false when there is none.</summary>
    public bool Next()
    {
        if (at == rows.Length)
        {
            return false;
        }

        at += sizeof(short);
        return true;
    }

    /// <summary>Goes over the next row as a whole; false when there is none.</summary>
    public bool NextWhole()
    {
        if (at == rows.Length)
        {
            return false;
        }

        var columns = BinaryPrimitives.ReadInt16BigEndian(rows[at..]);
        at += sizeof(short);
        Skip(columns);
        return true;
    }

    /// <summary>Passes over so many columns.</summary>
    public void Skip(int columns)
    {
        for (var i = 0; i < columns; i++)
        {
            IsNull(out _);
        }
    }

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Bytes());

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Bytes());

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Bytes());

    public Guid Uuid() => new(Bytes(), bigEndian: true);

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public DateOnly Day() => DateOnly.FromDayNumber(FirstDay + Int32());

    public DateOnly? DayOrNull() => IsNull(out var day) ? null : DateOnly.FromDayNumber(FirstDay + BinaryPrimitives.ReadInt32BigEndian(day));

    public DateTimeOffset Instant() => Epoch.AddTicks(Int64() * TimeSpan.TicksPerMicrosecond);

    /// <summary>A document of jsonb: its text, UTF-8, behind the number of the form in which it is sent.</summary>
    public ReadOnlySpan<byte> Json() => Bytes()[1..];

    public ReadOnlySpan<byte> Bytes() => IsNull(out var bytes) ? throw new InvalidDataException("A column is null that never is.") : bytes;

    private bool IsNull(out ReadOnlySpan<byte> bytes)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(rows[at..]);
        at += sizeof(int);
        bytes = rows.Slice(at, Math.Max(0, length));
        at += bytes.Length;
        return length < 0;
    }
}
