using System.Buffers;
using System.Buffers.Binary;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Reads a binary COPY in pieces that hold all rows of some keys, the key being the first column: whoever takes a piece needs no other one.
/// Reading is synchronous, for the rows lie in the client's buffer already; it belongs on a thread that may wait.</summary>
/// <param name="copy">What PostgreSQL sends.</param>
internal sealed class CopyReader(Stream copy)
{
    private const int HeaderBytes = 19;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
    private int filled;

    /// <summary>The pieces; each is to be disposed of by whoever takes it.</summary>
    /// <param name="keysAtOnce">Keys in each but the last.</param>
    public IEnumerable<CopyPiece> Pieces(int keysAtOnce)
    {
        var (start, at, key, keys) = (HeaderBytes, HeaderBytes, -1, 0);
        Fill(HeaderBytes);
        while (true)
        {
            Fill(at + sizeof(short));
            if (BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(at)) < 0)
            {
                break;
            }

            var end = EndOfRow(at);
            if (key < 0 || !KeyAt(at).SequenceEqual(KeyAt(key)))
            {
                if (keys == keysAtOnce)
                {
                    yield return HandOver(start, at);
                    (start, at, end, keys) = (0, 0, end - at, 0);
                }

                (key, keys) = (at, keys + 1);
            }

            at = end;
        }

        if (at > start)
        {
            yield return new(buffer, start, at - start);
        }
    }

    // The piece keeps the buffer; what was read beyond it goes on in a new one.
    private CopyPiece HandOver(int start, int end)
    {
        var piece = new CopyPiece(buffer, start, end - start);
        var next = ArrayPool<byte>.Shared.Rent(buffer.Length);
        buffer.AsSpan(end, filled - end).CopyTo(next);
        (buffer, filled) = (next, filled - end);
        return piece;
    }

    private ReadOnlySpan<byte> KeyAt(int row) =>
        buffer.AsSpan(row + sizeof(short) + sizeof(int), BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(row + sizeof(short))));

    private int EndOfRow(int at)
    {
        var fields = BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(at));
        at += sizeof(short);
        for (var i = 0; i < fields; i++)
        {
            Fill(at + sizeof(int));
            at += sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(at)));
        }

        Fill(at);
        return at;
    }

    private void Fill(int upto)
    {
        while (filled < upto)
        {
            if (filled == buffer.Length || upto > buffer.Length)
            {
                var wider = ArrayPool<byte>.Shared.Rent(Math.Max(upto, 2 * buffer.Length));
                buffer.AsSpan(0, filled).CopyTo(wider);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = wider;
            }

            var read = copy.Read(buffer, filled, buffer.Length - filled);
            filled += read > 0 ? read : throw new EndOfStreamException("A COPY broke off.");
        }
    }
}
