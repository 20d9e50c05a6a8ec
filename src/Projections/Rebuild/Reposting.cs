using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>How far a rebuild is.</summary>
/// <param name="Streams">Hazards gone through.</param>
/// <param name="Upto">Position up to which they were read.</param>
public sealed record RebuildProgress(int Generation, long Streams, long Upto);

/// <summary>Posts a whole ledger anew, from its events and nothing else, when the posting rules got another generation. The new postings
/// come to stand beside the old ones while the old program still appends and reads; one transaction switches, when the new postings add
/// up to the digest of the stories and nothing is missing. Killed anywhere, the next start goes on where the last commit was.</summary>
/// <param name="owner">Connections of the database's owner: the running program may not write postings.</param>
/// <param name="generation">The generation to be reached: <see cref="Domain.Figures.HazardPostings.Generation"/>.</param>
public sealed class Reposting(NpgsqlDataSource owner, int generation)
{
    /// <summary>Hazards that one commit takes.</summary>
    public int StreamsAtOnce { get; init; } = 500;

    /// <summary>Positions that one commit follows.</summary>
    public int PositionsAtOnce { get; init; } = 5000;

    /// <summary>Told after each commit.</summary>
    public Action<RebuildProgress>? Told { get; init; }

    /// <summary>Called at every step by its name, before it is committed and after: where tests kill.</summary>
    internal Action<string>? Reached { get; init; }

    /// <summary>Brings the ledger to the generation. Returns false when it had it already, or holds no event. Of several programs one works and the others wait.</summary>
    /// <exception cref="LedgerMismatchException">The ledger is of a later generation.</exception>
    /// <exception cref="LedgerBrokenException">The new postings are not what the stories say; nothing was switched.</exception>
    public async Task<bool> EnsureAsync(CancellationToken ct = default)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await RunAsync(connection, "SELECT pg_advisory_lock(4729, 1)", ct);
        await RunAsync(connection, "SET ROLE hl_owner", ct);
        try
        {
            var (head, now) = await HeadAsync(connection, "", ct);
            if (now > generation)
            {
                throw new LedgerMismatchException($"The ledger's figures are posted by generation {now} of the rules; this program knows {generation}.");
            }

            if (now == generation || head == 0)
            {
                return false;
            }

            await PostAsync(connection, head, ct);
            return true;
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await RunAsync(connection, "RESET ROLE", CancellationToken.None);
                await RunAsync(connection, "SELECT pg_advisory_unlock(4729, 1)", CancellationToken.None);
            }
        }
    }

    private async Task PostAsync(NpgsqlConnection connection, long head, CancellationToken ct)
    {
        var (state, writer) = (await RepostingState.OpenAsync(connection, generation, head, ct), new PostingWriter(connection, generation));
        while (!state.Whole)
        {
            await CommitAsync(connection, "streams", () => StreamsAsync(connection, writer, state, ct), state, ct);
        }

        for (head = (await HeadAsync(connection, "", ct)).Head; head - state.Upto > PositionsAtOnce; head = (await HeadAsync(connection, "", ct)).Head)
        {
            await CommitAsync(connection, "positions", () => FollowAsync(connection, writer, state, state.Upto + PositionsAtOnce, ct), state, ct);
        }

        Reached?.Invoke("digest");
        await ProveAsync(connection, state, ct);
        await CommitAsync(connection, "switch", () => SwitchAsync(connection, writer, state, ct), state, ct);
    }

    private async Task CommitAsync(NpgsqlConnection connection, string step, Func<Task> work, RepostingState state, CancellationToken ct)
    {
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            await work();
            await state.SaveAsync(connection, ct);
            Reached?.Invoke(step + " before commit");
            await transaction.CommitAsync(ct);
        }

        Reached?.Invoke(step + " after commit");
        Told?.Invoke(new(generation, state.Streams, state.Upto));
    }

    private async Task StreamsAsync(NpgsqlConnection connection, PostingWriter writer, RepostingState state, CancellationToken ct)
    {
        var ids = await RetoldHazards.IdsAfterAsync(connection, state.AfterStream, StreamsAtOnce, ct);
        await writer.WriteAsync(await RetoldHazards.ReadAsync(connection, ids, state.Upto, ct), 0, state.Upto, state.Digest, ct);
        (state.AfterStream, state.Streams, state.Whole) = (ids.Count > 0 ? ids[^1] : state.AfterStream, state.Streams + ids.Count, ids.Count < StreamsAtOnce);
    }

    private static async Task FollowAsync(NpgsqlConnection connection, PostingWriter writer, RepostingState state, long upto, CancellationToken ct)
    {
        var ids = await RetoldHazards.IdsBetweenAsync(connection, state.Upto, upto, ct);
        await writer.WriteAsync(await RetoldHazards.ReadAsync(connection, ids, upto, ct), state.Upto, upto, state.Digest, ct);
        state.Upto = upto;
    }

    // Under the head's lock nobody appends: what is posted then is all there is.
    private async Task SwitchAsync(NpgsqlConnection connection, PostingWriter writer, RepostingState state, CancellationToken ct)
    {
        var (head, _) = await HeadAsync(connection, " FOR NO KEY UPDATE", ct);
        await FollowAsync(connection, writer, state, head, ct);
        await RunAsync(connection, $"UPDATE hl.ledger SET generation = {generation}; UPDATE hl.reposting SET switched_at = clock_timestamp() WHERE generation = {generation}", ct);
    }

    // The rows as they lie in the table, each with the values that its names stand for, against the stories as a whole.
    private async Task ProveAsync(NpgsqlConnection connection, RepostingState state, CancellationToken ct)
    {
        var (posted, names) = (new FigureDigest(), await PostedNames.ReadAsync(connection, ct));
        await using (var rows = await connection.BeginBinaryExportAsync(
            $"COPY (SELECT position, n, hazard, cause, code, day, cohort, mark, dims, party, amount FROM hl.posting WHERE generation = {generation}) TO STDOUT (FORMAT BINARY)", ct))
        {
            while (await rows.StartRowAsync(ct) >= 0)
            {
                var posting = StoredPosting.Read(rows);
                posted.Add(posting, names.Dims[posting.Dims], names.Parties[posting.Party]);
            }
        }

        if (posted.ToString() != state.Digest.ToString())
        {
            throw new LedgerBrokenException($"The postings of generation {generation} add up to {posted}, the stories to {state.Digest}; the old ones stay in force.");
        }
    }

    private static async Task<(long Head, int Generation)> HeadAsync(NpgsqlConnection connection, string locked, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT head, generation FROM hl.ledger" + locked, connection);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return (row.GetInt64(0), row.GetInt32(1));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
