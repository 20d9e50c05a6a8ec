using System.Threading.Channels;
using HazardLedger.EventStore;
using Npgsql;

namespace HazardLedger.Projections.Figures;

/// <content>The writer: loads, follows, and closes gaps that other processes leave.</content>
public sealed partial class FigureColumns
{
    // Null asks to read what the ledger has and the columns have not.
    private readonly Channel<CommittedGroup?> offered = Channel.CreateUnbounded<CommittedGroup?>(new() { SingleReader = true });
    private readonly CancellationTokenSource stopping = new();
    private TaskCompletionSource advanced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task following = Task.CompletedTask;
    private Ledger? ledger;
    private NpgsqlDataSource? source;

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
            offered.Writer.TryWrite(null);
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
    /// <exception cref="InvalidOperationException">The columns stopped following, with the reason inside.</exception>
    public async Task<bool> WaitForAsync(long upTo, TimeSpan timeout, CancellationToken ct = default)
    {
        if (Position >= upTo)
        {
            return true;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(timeout);
        var asked = false;
        while (true)
        {
            var next = Volatile.Read(ref advanced).Task;
            if (Position >= upTo)
            {
                return true;
            }

            asked = asked || upTo <= Offered || offered.Writer.TryWrite(null); // what was appended here is in the queue already
            try
            {
                var woken = await Task.WhenAny(next, following).WaitAsync(limit.Token);
                if (woken == following && Position < upTo)
                {
                    throw new InvalidOperationException("The figures no longer follow the ledger.", following.Exception);
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

    private async Task FollowAsync()
    {
        try
        {
            while (await offered.Reader.WaitToReadAsync(stopping.Token))
            {
                while (offered.Reader.TryRead(out var group))
                {
                    await TakeAsync(group);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end of following, not a failure.
        }
    }

    private async Task TakeAsync(CommittedGroup? group)
    {
        try
        {
            if (group is null || group.Outcome.FirstPosition > Position + 1)
            {
                await CatchUpAsync(stopping.Token);
            }
            else if (group.Outcome.LastPosition > Position)
            {
                await TakeNextAsync(group);
            }
        }
        catch (NpgsqlException)
        {
            // The database is away. Position stays behind, so the next group, or whoever waits for others, makes us read again; whoever waits for
            // a group of ours relies on one more try.
            if (group is not null)
            {
                offered.Writer.TryWrite(null);
            }
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

    private async Task CatchUpAsync(CancellationToken ct)
    {
        // The head is read first: postings committed after it may come along, events without postings before it are covered by it.
        var (head, _, generation, _, _) = await ledger!.HeadAsync(ct);
        if (head <= Position)
        {
            return;
        }

        if (generation != ledger.Generation)
        {
            throw new LedgerMismatchException($"The ledger's figures are posted by generation {generation} of the rules; this program knows {ledger.Generation}.");
        }

        var upTo = Math.Max(head, (await ReadPostingsAsync(source!, ledger.Generation, ct)).UpTo);
        await ReadNamesAsync(source!, ct);
        Publish(upTo);
    }

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
