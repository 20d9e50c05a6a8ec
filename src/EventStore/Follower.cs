using System.Diagnostics;
using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>What a follower does with a page of events: writes through the connection it is given, whose transaction also moves the mark.
/// Both are committed, or neither is.</summary>
/// <param name="page">At least one event, in the order of positions, right after the mark.</param>
/// <param name="connection">Inside of a transaction; not to be committed here.</param>
/// <param name="ct">Stops the step.</param>
public delegate Task FollowerStep(IReadOnlyList<StoredEvent> page, NpgsqlConnection connection, CancellationToken ct);

/// <summary>Reads the ledger by position, in order and without gaps, and keeps how far it came in the transaction in which it writes. Of all processes
/// that run a follower of one name, one works at a time; killed anywhere, the next goes on where the last commit was.</summary>
/// <param name="name">By which its mark is kept.</param>
/// <param name="source">Connections.</param>
/// <param name="watch">Wakes it.</param>
/// <param name="step">What it does with each page.</param>
/// <param name="passes">True when nothing that is committed by now concerns anybody: the mark moves over it, and no event is read. Null: every event is.</param>
public sealed class Follower(string name, NpgsqlDataSource source, HeadWatch watch, FollowerStep step, Func<CancellationToken, Task<bool>>? passes = null)
{
    /// <summary>Most events of a page.</summary>
    public const int PageSize = 500;

    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    /// <summary>Everything up to here is done, as this process knows.</summary>
    public Milestone Done { get; } = new();

    /// <summary>Why it does not go on at the moment; null while it does.</summary>
    public Exception? Trouble { get; private set; }

    /// <summary>Follows until stopped. A step that throws is rolled back and taken again, ever slower; nothing is skipped.</summary>
    /// <param name="troubled">Told of each failure.</param>
    /// <param name="ct">Stops following.</param>
    public async Task RunAsync(Action<Exception>? troubled = null, CancellationToken ct = default)
    {
        using var gauge = LedgerTelemetry.LagOf(name, () => Math.Max(0, watch.Head.Position - Done.Position));
        var retry = TimeSpan.FromMilliseconds(50);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var since = Stopwatch.GetTimestamp();
                var more = await TurnAsync(ct);
                (Trouble, retry) = (null, TimeSpan.FromMilliseconds(50));
                if (!more)
                {
                    await WaitAsync(Stopwatch.GetElapsedTime(since), ct);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Stopping here visibly is the promise: what cannot be done is never left out, and the append knows nothing of it.
                Trouble = e;
                troubled?.Invoke(e);
                await Task.Delay(retry, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                retry = retry * 2 > LongestRetry ? LongestRetry : retry * 2;
            }
        }
    }

    /// <summary>One page: true when there may be more.</summary>
    public async Task<bool> TurnAsync(CancellationToken ct = default)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await TakeAsync(connection, ct) is not { } after)
        {
            return false; // another process is at it
        }

        // What is asked for from now on cannot concern what was committed before.
        var committed = watch.Head.Position;
        var passed = passes is not null && committed > after && await passes(ct);
        var page = passed ? [] : await Ledger.ReadPageAsync(connection, after, PageSize, ct);
        var reached = passed ? committed : page.Count > 0 ? page[^1].Position : after;
        if (page.Count > 0)
        {
            await step(page, connection, ct);
        }

        if (reached > after)
        {
            await MoveAsync(connection, after, reached, ct);
        }

        await transaction.CommitAsync(ct); // without a page too: where a new follower begins is decided once
        watch.Learn(reached);
        Done.Reach(reached);
        return page.Count == PageSize;
    }

    // Woken by a commit; and now and then without one, because the process that was at it may be gone. A follower rests as long as it worked:
    // under a flood it takes larger pages instead of half the machine.
    private async Task WaitAsync(TimeSpan worked, CancellationToken ct)
    {
        try
        {
            await Task.Delay(worked < LongestRest ? worked : LongestRest, ct);
            await watch.Head.BeyondAsync(Done.Position, ct).WaitAsync(HeadWatch.LookAgain, ct);
        }
        catch (TimeoutException)
        {
            return;
        }
    }

    private async Task<long?> TakeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var take = new NpgsqlCommand("SELECT hl.take_follower($1)", connection);
        take.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return await take.ExecuteScalarAsync(ct) as long?;
    }

    private async Task MoveAsync(NpgsqlConnection connection, long from, long to, CancellationToken ct)
    {
        await using var move = new NpgsqlCommand("SELECT hl.move_follower($1, $2, $3)", connection);
        move.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        move.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        move.Parameters.Add(new NpgsqlParameter<long> { TypedValue = to });
        await move.ExecuteNonQueryAsync(ct);
    }
}
