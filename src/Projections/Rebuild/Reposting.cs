using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>How far a rebuild is.</summary>
/// <param name="Streams">Hazards gone through.</param>
/// <param name="Upto">Position up to which they were read.</param>
public sealed record RebuildProgress(int Generation, long Streams, long Upto);

/// <summary>Posts a whole ledger anew, from its events and nothing else, when the posting rules got another generation. The new postings
/// come to stand beside the old ones while the old program still appends and reads. Each hazard's add up to its story, leg by leg, or are not
/// sent; one transaction switches, when the table holds what was sent and nothing else. Killed anywhere, the next start goes on where the last commit was. The same reading of the
/// events makes the register and its searched lines again, which take their places after the switch; killed before, <see cref="RegisterRebuild"/> does.</summary>
/// <param name="owner">Connections of the database's owner: the running program may not write postings.</param>
/// <param name="generation">The generation to be reached: <see cref="Domain.Figures.HazardPostings.Generation"/>.</param>
public sealed class Reposting(NpgsqlDataSource owner, int generation)
{
    /// <summary>Hazards that one commit takes.</summary>
    public int StreamsAtOnce { get; init; } = 1000;

    /// <summary>Positions that one commit follows.</summary>
    public int PositionsAtOnce { get; init; } = 5000;

    /// <summary>Empty columns that take the new postings in the same reading that proves them, and stand then where the rebuild ended; null when nobody wants
    /// them. They stay empty when there was nothing to be done.</summary>
    public FigureColumns? Figures { get; init; }

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
        await RunAsync(connection, "SELECT pg_advisory_lock(4729, 2)", ct);
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
                await RunAsync(connection, "SELECT pg_advisory_unlock(4729, 2)", CancellationToken.None);
            }
        }
    }

    private async Task PostAsync(NpgsqlConnection connection, long head, CancellationToken ct)
    {
        var state = await RepostingState.OpenAsync(connection, generation, head, ct);
        await AdoptAsync(state, ct);
        await using var names = await PostingNames.ReadAsync(owner, ct);
        var writer = new PostingWriter(names, generation);
        await using var register = state is { Whole: false, AfterStream: null } ? await RegisterCopy.BeginAsync(owner, state.Upto, ct) : null;
        if (!state.Whole)
        {
            await PassAsync(connection, writer, register, state, ct);
        }

        var registering = register?.EndAsync(ct) ?? Task.CompletedTask;
        for (head = (await HeadAsync(connection, "", ct)).Head; head - state.Upto > PositionsAtOnce; head = (await HeadAsync(connection, "", ct)).Head)
        {
            await CommitAsync(connection, "positions", () => FollowAsync(connection, writer, state, state.Upto + PositionsAtOnce, ct), state, ct);
        }

        Reached?.Invoke("digest");
        await ProveAsync(names, state, ct);
        await registering;
        await CommitAsync(connection, "switch", () => SwitchAsync(connection, writer, state, ct), state, ct);
        await (register?.SwapAsync(generation, ct) ?? Task.CompletedTask);
    }

    // One reading of the events for the postings, the register and what is searched.
    private async Task PassAsync(NpgsqlConnection connection, PostingWriter writer, RegisterCopy? register, RepostingState state, CancellationToken ct)
    {
        var pass = new StreamPass(owner) { StreamsAtOnce = StreamsAtOnce, After = state.AfterStream };
        await foreach (var made in pass.RunAsync(state.Upto, hazards => MakeAsync(hazards, writer, register, state.Upto, ct), ct))
        {
            using (made)
            {
                await (register is null ? Task.CompletedTask : register.SendAsync(made.Rows!, ct));
                await CommitAsync(connection, "streams", () => TakeAsync(connection, made, state, ct), state, ct);
            }
        }

        await CommitAsync(connection, "streams", () => Task.FromResult(state.Whole = true), state, ct);
    }

    private static async Task<MadePiece> MakeAsync(IEnumerable<History> hazards, PostingWriter writer, RegisterCopy? register, long upto, CancellationToken ct)
    {
        var made = new MadePiece(writer.Begin(), register is null ? null : new MadeRows());
        foreach (var hazard in hazards)
        {
            await writer.AddAsync(made.Postings, RetoldHazards.Expect(hazard), 0, upto, ct);
            register?.Add(made.Rows!, hazard);
            (made.Last, made.Count) = (hazard.Hazard, made.Count + 1);
        }

        made.Postings.End();
        made.Rows?.End();
        return made;
    }

    private static async Task TakeAsync(NpgsqlConnection connection, MadePiece made, RepostingState state, CancellationToken ct)
    {
        await RunAsync(connection, "SET LOCAL synchronous_commit = off", ct); // lost together, postings and how far they are, or not at all
        await PostingWriter.WriteAsync(connection, made.Postings, ct);
        state.Digest += made.Postings.Digest;
        (state.AfterStream, state.Streams) = (made.Last ?? state.AfterStream, state.Streams + made.Count);
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

    private static async Task FollowAsync(NpgsqlConnection connection, PostingWriter writer, RepostingState state, long upto, CancellationToken ct)
    {
        var ids = await RetoldHazards.IdsBetweenAsync(connection, state.Upto, upto, ct);
        using var made = await writer.MakeAsync(await RetoldHazards.ReadAsync(connection, ids, upto, ct), state.Upto, upto, ct);
        await PostingWriter.WriteAsync(connection, made, ct);
        state.Digest += made.Digest;
        state.Upto = upto;
    }

    // Under the head's lock nobody appends: what is posted then is all there is.
    private async Task SwitchAsync(NpgsqlConnection connection, PostingWriter writer, RepostingState state, CancellationToken ct)
    {
        var (head, _) = await HeadAsync(connection, " FOR NO KEY UPDATE", ct);
        await FollowAsync(connection, writer, state, head, ct);
        await RunAsync(connection, $"UPDATE hl.ledger SET generation = {generation}; UPDATE hl.reposting SET switched_at = clock_timestamp() WHERE generation = {generation}", ct);
    }

    // The rows as they lie in the table against those that were sent, and the ids in them against what they stand for.
    private async Task ProveAsync(PostingNames names, RepostingState state, CancellationToken ct)
    {
        var posted = await (Figures?.TakeAllAsync(owner, generation, ct) ?? PostingTable.RowsAsync(owner, generation, ct));
        if (posted != state.Digest)
        {
            throw new LedgerBrokenException($"The postings of generation {generation} add up to {posted}, those that were sent to {state.Digest}; the old ones stay in force.");
        }

        await names.ExpectAsync(ct);
        await (Figures?.StandAtAsync(owner, state.Upto, ct) ?? Task.CompletedTask);
    }

    // An earlier program kept the digest of the stories' legs: what it has posted is proved by that, and from here on by its rows.
    private async Task AdoptAsync(RepostingState state, CancellationToken ct)
    {
        if (state.Before is not { } before)
        {
            return;
        }

        var posted = await PostingTable.DigestAsync(owner, generation, long.MaxValue, ct);
        if (posted.ToString() != before.ToString())
        {
            throw new LedgerBrokenException($"The postings of generation {generation} that were begun add up to {posted}, their stories to {before}; the old ones stay in force.");
        }

        state.Digest = await PostingTable.RowsAsync(owner, generation, ct);
    }

    private static async Task<(long Head, int Generation)> HeadAsync(NpgsqlConnection connection, string locked, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT head, generation FROM hl.ledger" + locked, connection);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return (row.GetInt64(0), row.GetInt32(1));
    }

    private static Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct) => OwnerSession.RunAsync(connection, sql, ct);

    /// <summary>What a piece of the pass comes to.</summary>
    private sealed class MadePiece(MadePostings postings, MadeRows? rows) : IDisposable
    {
        public MadePostings Postings => postings;

        public MadeRows? Rows => rows;

        public int Count { get; set; }

        public Guid? Last { get; set; }

        public void Dispose()
        {
            postings.Dispose();
            rows?.Dispose();
        }
    }
}
