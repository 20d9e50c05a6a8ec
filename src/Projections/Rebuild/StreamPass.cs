using System.Runtime.CompilerServices;
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
    /// <summary>Hazards in a piece.</summary>
    public int StreamsAtOnce { get; init; } = 500;

    /// <summary>Only hazards behind this id; null means all.</summary>
    public Guid? After { get; init; }

    /// <summary>Goes through the hazards.</summary>
    /// <param name="upto">The last position that is read.</param>
    /// <param name="work">Called for each piece on any thread. Versions are as they lie in the ledger: whether they follow is for the caller to see.</param>
    /// <param name="ct">Stops it.</param>
    public async IAsyncEnumerable<T> RunAsync<T>(long upto, Func<IReadOnlyList<History>, Task<T>> work, [EnumeratorCancellation] CancellationToken ct = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pieces = Channel.CreateBounded<Task<T>>(new BoundedChannelOptions(Environment.ProcessorCount + 1) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadAsync(upto, work, pieces.Writer, ending.Token), CancellationToken.None);
        try
        {
            await foreach (var piece in pieces.Reader.ReadAllAsync(ct))
            {
                yield return await piece;
            }
        }
        finally
        {
            await ending.CancelAsync();
            await reading;
        }
    }

    private async Task ReadAsync<T>(long upto, Func<IReadOnlyList<History>, Task<T>> work, ChannelWriter<Task<T>> pieces, CancellationToken ct)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(ct);

            // In the index's order the first rows come at once; a sort of all events would first fill the disk.
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using (var order = new NpgsqlCommand("SET LOCAL enable_sort = off", connection))
            {
                await order.ExecuteNonQueryAsync(ct);
            }

            var after = After is { } id ? $" AND stream_id > '{id}'" : "";
            await using (var copy = await connection.BeginRawBinaryCopyAsync(
                $"COPY (SELECT stream_id, version, seq_id, type, timestamp, data, headers FROM es.mt_events WHERE seq_id <= {upto}{after} ORDER BY stream_id, version) TO STDOUT (FORMAT BINARY)", ct))
            {
                foreach (var piece in new CopyReader(copy).Pieces(StreamsAtOnce))
                {
                    await pieces.WriteAsync(Task.Run(() => work(Decode(piece)), ct), ct);
                }
            }

            await transaction.CommitAsync(ct);
            pieces.Complete();
        }
        catch (Exception e)
        {
            pieces.TryComplete(e); // thrown to whoever takes the pieces
        }
    }

    private static List<History> Decode(CopyPiece piece)
    {
        using (piece)
        {
            var (histories, facts, hazard) = (new List<History>(), new List<RecordedFact>(), Guid.Empty);
            for (var row = new CopyCursor(piece.Rows); row.Next();)
            {
                var stream = row.Uuid();
                if (stream != hazard)
                {
                    Add(histories, hazard, facts);
                    (hazard, facts) = (stream, []);
                }

                var (version, position, type, at) = (row.Int64(), row.Int64(), row.Text(), row.Instant());
                if (facts.Count == 0 && !EventJson.EventTypes.ContainsKey(type))
                {
                    row.Skip(2); // a stream of another kind, such as the ledger's own
                    continue;
                }

                facts.Add(new(position, version, type, at, EventJson.Read(type, row.Json()), EventJson.ReadEntry(row.Json())));
            }

            Add(histories, hazard, facts);
            return histories;
        }
    }

    private static void Add(List<History> histories, Guid hazard, List<RecordedFact> facts)
    {
        if (facts.Count > 0)
        {
            histories.Add(new(hazard, facts));
        }
    }
}
