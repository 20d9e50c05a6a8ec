using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace HazardLedger.Api.Imports;

/// <summary>One line as it came.</summary>
/// <param name="Number">From 1, empty lines counted, as an editor shows it.</param>
/// <param name="Utf8">Its bytes without the line feed; null when it is longer than a line may be.</param>
internal sealed record ImportLine(long Number, byte[]? Utf8);

/// <summary>Cuts a body without end into lines. Nothing is read ahead of who asks for the next line, so the sender feels how fast
/// the ledger takes them.</summary>
internal static class ImportLines
{
    /// <summary>Most bytes of a line.</summary>
    public const int Limit = Http.JsonBody.CommandLimit;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Every line that is not empty.</summary>
    public static async IAsyncEnumerable<ImportLine> ReadAsync(PipeReader body, [EnumeratorCancellation] CancellationToken ct)
    {
        var (number, tooLong, ended) = (0L, false, false);
        while (!ended)
        {
            var read = await body.ReadAsync(ct);
            var (rest, end) = (read.Buffer, read.Buffer.PositionOf((byte)'\n'));
            while (end is { } feed)
            {
                number++;
                if (Cut(number, rest.Slice(0, feed), tooLong) is { } line)
                {
                    yield return line;
                }

                (rest, tooLong) = (rest.Slice(rest.GetPosition(1, feed)), false);
                end = rest.PositionOf((byte)'\n');
            }

            if (rest.Length > Limit)
            {
                (rest, tooLong) = (rest.Slice(rest.End), true); // the rest of it is let go as it comes
            }

            ended = read.IsCompleted;
            if (ended && (rest.Length > 0 || tooLong) && Cut(number + 1, rest, tooLong) is { } last)
            {
                yield return last;
            }

            body.AdvanceTo(ended ? read.Buffer.End : rest.Start, read.Buffer.End);
        }
    }

    private static ImportLine? Cut(long number, ReadOnlySequence<byte> bytes, bool tooLong)
    {
        if (tooLong || bytes.Length > Limit)
        {
            return new(number, null);
        }

        var line = bytes.ToArray();
        var text = number == 1 && line.AsSpan().StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
        return text.AsSpan().Trim(" \t\r"u8).Length == 0 ? null : new(number, text);
    }
}
