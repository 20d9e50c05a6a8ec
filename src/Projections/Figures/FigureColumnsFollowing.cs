using System.Threading.Channels;
using HazardLedger.EventStore;
using Npgsql;

namespace HazardLedger.Projections.Figures;

/// <content>The writer: loads, follows, and closes gaps that other processes leave.</content>
public sealed partial class FigureColumns
{
    private static readonly TimeSpan FirstRest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);

    // Null asks to read what the ledger has and the columns have not.
    private readonly Channel<CommittedGroup?> offered = Channel.CreateUnbounded<CommittedGroup?>(new() { SingleReader = true });
    private readonly CancellationTokenSource stopping = new();
    private TaskCompletionSource advanced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task following = Task.CompletedTask;
    private Ledger? ledger;
    private NpgsqlDataSource? source;
    private int asked;

    /// <summary>Loads the ledger's postings and begins to follow it. Returns when all that was committed at the call is in.</summary>
    public async Task StartAsync(Ledger from, NpgsqlDataSource reading, CancellationToken ct = default)
    {
        (ledger, source) = (from, reading);
        await CatchUpAsync(ct);
        following = Task.Run(FollowAsync, CancellationToken.None);
    }

    /// <summary>Takes groups that were just committed; returns at once and never throws. For <see cref="LedgerOptions.Committed"/>.</summary>
    public void Offer(IReadOnlyList<CommittedGroup> groups)
    {
        foreach (var group in groups)
        {
            offered.Writer.TryWrite(group);
            Offered = Math.Max(Offered, group.Outcome.LastPosition);
        }
    }

    /// <summary>The ledger stands at a position, whoever appended it: what the columns have not is read. Returns at once and never throws.
    /// For <see cref="HeadWatch"/>; what this process appended comes by <see cref="Offer"/>.</summary>
    public void LookTo(long head)
    {
        if (head > Offered && head > Position)
        {
            Ask();
        }
    }

    /// <summary>The last position that this process appended. Who reads after having recorded here waits for it: it is a moment away.</summary>
    public long Offered { get; private set; }

    /// <summary>Waits, as long as it takes, until more than a position is in. Asks nobody: whoever waits here is told by those who append.</summary>
    public async Task BeyondAsync(long of, CancellationToken ct)
    {
        while (true)
        {
            var next = Volatile.Read(ref advanced).Task;
            if (Position > of)
            {
                return;
            }

            await next.WaitAsync(ct);
        }
    }

    /// <summary>True as soon as everything up to a position is in; false when that took longer than the time-out.
    /// What another process appended is read from the ledger.</summary>
    /// <exception cref="LedgerUnavailableException">A newer program has posted the ledger by rules that this one does not know.</exception>
    /// <exception cref="InvalidOperationException">The columns stopped following, with the reason inside.</exception>
    public async Task<bool> WaitForAsync(long upTo, TimeSpan timeout, CancellationToken ct = default)
    {
        if (Position >= upTo)
        {
            return true;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(timeout);
        if (upTo > Offered)
        {
            Ask(); // what was appended here is in the queue already
        }

        while (true)
        {
            var next = Volatile.Read(ref advanced).Task;
            if (Position >= upTo)
            {
                return true;
            }

            try
            {
                var woken = await Task.WhenAny(next, following).WaitAsync(limit.Token);
                if (woken == following && Position < upTo)
                {
                    throw following.Exception?.InnerException is LedgerMismatchException newer
                        ? new LedgerUnavailableException("The ledger's figures are those of a newer program.", newer)
                        : new InvalidOperationException("The figures no longer follow the ledger.", following.Exception);
                }
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return Position >= upTo;
            }
        }
    }

    /// <summary>Stops following.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        offered.Writer.TryComplete();
        await following.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        stopping.Dispose();
    }

    private void Announce() =>
        Interlocked.Exchange(ref advanced, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    // Asked once is enough for all who ask before the reading begins.
    private void Ask()
    {
        if (Interlocked.Exchange(ref asked, 1) == 0)
        {
            offered.Writer.TryWrite(null);
        }
    }

    // What cannot be read because the database is away is tried until it is back: nothing is passed over, and nobody has to ask for it.
    private async Task FollowAsync()
    {
        try
        {
            await foreach (var group in offered.Reader.ReadAllAsync(stopping.Token))
            {
                await InsistAsync(group);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end of following, not a failure.
        }
    }

    private async Task InsistAsync(CommittedGroup? group)
    {
        var hindered = false;
        for (var rest = FirstRest; await TakeAsync(group) is { } hindrance; rest = rest * 2 > LongestRest ? LongestRest : rest * 2)
        {
            if (!hindered)
            {
                hindered = true;
                Hindered?.Invoke(hindrance);
            }

            await Task.Delay(rest, stopping.Token);
        }

        if (hindered)
        {
            Hindered?.Invoke(null);
        }
    }

    // Why not: the database is away or refuses, and the same is to be tried again. Null when it is done.
    private async Task<Exception?> TakeAsync(CommittedGroup? group)
    {
        try
        {
            if (group is null)
            {
                Interlocked.Exchange(ref asked, 0); // who asks from here on is not served by this reading
            }

            if (group is null || group.Outcome.FirstPosition > Position + 1)
            {
                await CatchUpAsync(stopping.Token);
            }
            else if (group.Outcome.LastPosition > Position)
            {
                await TakeNextAsync(group);
            }

            return null;
        }
        catch (Exception away) when (away is NpgsqlException or IOException or TimeoutException)
        {
            return away;
        }
    }

    private async Task TakeNextAsync(CommittedGroup group)
    {
        var postings = group.Group.Postings;
        if (postings.Any(posting => !Knows(posting)))
        {
            await ReadNamesAsync(source!, stopping.Token);
        }

        var n = new short[group.Group.Events.Count];
        foreach (var posting in postings.OrderBy(posting => posting.Event))
        {
            var hazard = group.Group.Streams[group.Group.Events[posting.Event].Stream].Id;
            Append(new(
                group.Outcome.FirstPosition + posting.Event, n[posting.Event]++, hazard, posting.Cause, posting.Code, posting.Day, posting.Cohort,
                posting.Mark, posting.Dims, posting.Party, posting.Amount));
        }

        Publish(group.Outcome.LastPosition);
    }

    private bool Knows(NewPosting posting) =>
        posting.Dims < DimsRows.Count && DimsRows.Items[posting.Dims].IsKnown
        && (posting.Party == 0 || posting.Party < Parties.Count && Parties.Items[posting.Party] is not null);

    private async Task ReadNamesAsync(NpgsqlDataSource from, CancellationToken ct)
    {
        await using var connection = await from.OpenConnectionAsync(ct);
        await using var dims = Missing(missingDims.Now(), StoredDims.Query);
        await using (var row = await dims.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                Put(row.GetInt32(0), await StoredDims.ReadAsync(row, ct));
            }
        }

        await using var parties = Missing(missingParties.Now(), "SELECT id, code FROM hl.party");
        await using (var row = await parties.ExecuteReaderAsync(ct))
        {
            while (await row.ReadAsync(ct))
            {
                PutParty(row.GetInt32(0), row.GetString(1));
            }
        }

        NpgsqlCommand Missing((int From, int[] Holes) ids, string query)
        {
            var command = new NpgsqlCommand(query + " WHERE id >= $1 OR id = ANY($2)", connection);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ids.From });
            command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = ids.Holes });
            return command;
        }
    }
}
