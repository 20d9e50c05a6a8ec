using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Wire;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Reads every hazard's events once, hazard by hazard in the order of their ids, in one snapshot and without a lock. While PostgreSQL reads on,
/// pieces that were read are decoded and worked on beside each other, as many as there are processors; their results come in order.</summary>
/// <param name="source">Connections that may read the events.</param>
internal sealed class StreamPass(NpgsqlDataSource source)
{
    private const int LongestName = 64;
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Names =
        EventJson.EventTypes.Keys.ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Hazards in a piece.</summary>
    public int StreamsAtOnce { get; init; } = 500;

    /// <summary>Only hazards behind this id; null means all.</summary>
    public Guid? After { get; init; }

    /// <summary>Goes through the hazards.</summary>
    /// <param name="upto">The last position that is read.</param>
    /// <param name="work">Called for each piece on any thread. Its hazards are decoded one by one as they are asked for, so that one that was worked on leaves
    /// no more behind than was made of it; they can be asked for once, and no longer than the work goes on. Versions are as they lie in the ledger: whether
    /// they follow is for the caller to see.</param>
    /// <param name="ct">Stops it.</param>
    public async IAsyncEnumerable<T> RunAsync<T>(long upto, Func<IEnumerable<History>, Task<T>> work, [EnumeratorCancellation] CancellationToken ct = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pieces = Channel.CreateBounded<(CopyPiece Piece, Task<T> Made)>(new BoundedChannelOptions(Environment.ProcessorCount + 1) { SingleReader = true, SingleWriter = true });
        var reading = OwnThread.Run(() => Read(upto, work, pieces.Writer, ending.Token), CancellationToken.None);
        try
        {
            await foreach (var (piece, making) in pieces.Reader.ReadAllAsync(ct))
            {
                T made;
                using (piece)
                {
                    made = await making;
                }

                yield return made;
            }
        }
        finally
        {
            await ending.CancelAsync();
            await reading;
        }
    }

    private void Read<T>(long upto, Func<IEnumerable<History>, Task<T>> work, ChannelWriter<(CopyPiece Piece, Task<T> Made)> pieces, CancellationToken ct)
    {
        try
        {
            using var connection = source.OpenConnection();

            // In the index's order the first rows come at once; a sort of all events would first fill the disk.
            using var transaction = connection.BeginTransaction();
            using (var order = new NpgsqlCommand("SET LOCAL enable_sort = off", connection))
            {
                order.ExecuteNonQuery();
            }

            var after = After is { } id ? $" AND stream_id > '{id}'" : "";
            using (var copy = connection.BeginRawBinaryCopy(
                $"COPY (SELECT stream_id, version, seq_id, type, timestamp, data, headers FROM es.mt_events WHERE seq_id <= {upto}{after} ORDER BY stream_id, version) TO STDOUT (FORMAT BINARY)"))
            {
                foreach (var piece in new CopyReader(copy).Pieces(StreamsAtOnce))
                {
                    pieces.WriteAsync((piece, OwnThread.Run(() => work(Decode(piece)), ct)), ct).AsTask().GetAwaiter().GetResult();
                }
            }

            transaction.Commit();
            pieces.Complete();
        }
        catch (Exception e)
        {
            pieces.TryComplete(e); // thrown to whoever takes the pieces
        }
    }

    private static IEnumerable<History> Decode(CopyPiece piece)
    {
        for (var at = 0; at < piece.Rows.Length;)
        {
            if (Next(piece.Rows, ref at) is { } history)
            {
                yield return history;
            }
        }
    }

    // The stream that begins at a place; null when it is of another kind, such as the ledger's own.
    private static History? Next(ReadOnlySpan<byte> rows, ref int at)
    {
        var (facts, hazard) = (new List<RecordedFact>(), Guid.Empty);
        var row = new CopyCursor(rows[at..]);
        for (var end = 0; row.Next(); end = row.At)
        {
            var stream = row.Uuid();
            if (end > 0 && stream != hazard)
            {
                at += end;
                return facts.Count == 0 ? null : new(hazard, facts);
            }

            hazard = stream;
            var (version, position, type, recordedAt) = (row.Int64(), row.Int64(), TypeOf(row.Bytes()), row.Instant());
            if (facts.Count == 0 && !EventJson.EventTypes.ContainsKey(type))
            {
                row.Skip(2);
                continue;
            }

            facts.Add(new(position, version, type, recordedAt, EventJson.Read(type, row.Json()), EventJson.ReadEntry(row.Json())));
        }

        at = rows.Length;
        return facts.Count == 0 ? null : new(hazard, facts);
    }

    // The name that everybody else has of it, so that it is not made anew for each event.
    private static string TypeOf(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[LongestName];
        return name.Length <= LongestName && Names.TryGetValue(text[..Encoding.UTF8.GetChars(name, text)], out var known) ? known : Encoding.UTF8.GetString(name);
    }
}
