using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Rows as a binary COPY takes them, made beforehand by whoever has time, so that sending them is all that is left. Their memory goes back
/// when they are disposed of: a rebuild makes gigabytes of them, and pieces as large as these are dear to collect.</summary>
/// <param name="room">Bytes to begin with.</param>
internal sealed class CopyRows(int room = 1 << 16) : IDisposable
{
    /// <summary>Bytes for the rows of a piece of a rebuild: what grows in small steps on a thread that ends leaves each step behind.</summary>
    public const int OfPiece = 1 << 20;

    private const int TextId = 25;
    private const int IntegerId = 23;
    private static readonly int FirstDay = new DateOnly(2000, 1, 1).DayNumber;
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xff, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xff, 0xff];
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(room);

    /// <summary>The rows, one behind the other.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes.AsMemory(0, Length);

    /// <summary>Length of what was written.</summary>
    public int Length { get; private set; }

    /// <summary>Begins a COPY into a table; what is written to it must begin with nothing but rows.</summary>
    public static async Task<NpgsqlRawCopyStream> BeginAsync(NpgsqlConnection connection, string into, CancellationToken ct)
    {
        var copy = await connection.BeginRawBinaryCopyAsync(into, ct);
        await copy.WriteAsync(Header, ct);
        return copy;
    }

    /// <summary>Ends a COPY; the rows are then in the table.</summary>
    public static async Task EndAsync(NpgsqlRawCopyStream copy, CancellationToken ct)
    {
        await copy.WriteAsync(Trailer, ct);
        await copy.DisposeAsync();
    }

    public void Begin(int columns) => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), (short)columns);

    public void Null() => Raw(-1);

    public void Add(short value)
    {
        Raw(sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), value);
    }

    public void Add(int value)
    {
        Raw(sizeof(int));
        Raw(value);
    }

    public void Add(long value)
    {
        Raw(sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);
    }

    public void Add(bool value)
    {
        Raw(1);
        Take(1)[0] = value ? (byte)1 : (byte)0;
    }

    public void Add(Guid value)
    {
        Raw(16);
        value.TryWriteBytes(Take(16), bigEndian: true, out _);
    }

    public void Add(DateOnly day) => Add(day.DayNumber - FirstDay);

    public void Add(DateTimeOffset instant) => Add((instant.UtcTicks - new DateTime(2000, 1, 1).Ticks) / TimeSpan.TicksPerMicrosecond);

    public void Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Raw(length);
        Encoding.UTF8.GetBytes(text, Take(length));
    }

    public void Add(IReadOnlyList<string> texts)
    {
        BeginArray(TextId, texts.Count, texts.Sum(text => sizeof(int) + Encoding.UTF8.GetByteCount(text)));
        foreach (var text in texts)
        {
            Add(text);
        }
    }

    public void Add(ReadOnlySpan<int> numbers)
    {
        BeginArray(IntegerId, numbers.Length, numbers.Length * 2 * sizeof(int));
        foreach (var number in numbers)
        {
            Add(number);
        }
    }

    /// <summary>Rows as they were written elsewhere.</summary>
    public void AddRows(ReadOnlySpan<byte> rows) => rows.CopyTo(Take(rows.Length));

    /// <summary>The rows written since a place, as they will be sent.</summary>
    public ReadOnlySpan<byte> Since(int place) => bytes.AsSpan(place..Length);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        (bytes, Length) = ([], 0);
    }

    // Dimensions, whether there are nulls, the elements' type; then for the one dimension its length and that it counts from one.
    private void BeginArray(int type, int count, int length)
    {
        Raw((count == 0 ? 3 : 5) * sizeof(int) + length);
        Raw(count == 0 ? 0 : 1);
        Raw(0);
        Raw(type);
        if (count > 0)
        {
            Raw(count);
            Raw(1);
        }
    }

    private void Raw(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    private Span<byte> Take(int count)
    {
        if (count > bytes.Length - Length)
        {
            var wider = ArrayPool<byte>.Shared.Rent(Math.Max(2 * bytes.Length, Length + count));
            bytes.AsSpan(0, Length).CopyTo(wider);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = wider;
        }

        Length += count;
        return bytes.AsSpan(Length - count, count);
    }
}
