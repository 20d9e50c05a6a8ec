using System.Threading.Channels;
using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>Carries groups to the ledger in trains: one call, one commit, one round trip. There is no timer and no thread of its own: whoever finds
/// nobody at it carries the first train himself, at once and without waking anybody; while it commits the next one fills, and that is carried in
/// the background. A group that shares a stream or a key with one before it waits for a later train.</summary>
internal sealed partial class AppendPump : IAsyncDisposable
{
    private const int MaxGroups = 256;
    private const int MaxBytes = 1 << 20;

    private readonly NpgsqlDataSource source;
    private readonly LedgerOptions options;
    private readonly Channel<AppendTicket> queue;
    private readonly SemaphoreSlim conductor = new(1, 1);
    private readonly AppendClaims claims = new();
    private readonly OwnAppends own;
    private readonly AfterAppends sequence;
    private readonly AfterAppends search;
    private List<AppendTicket> waiting = [];
    private List<AppendTicket> train = [];
    private Exception? broken;

    public AppendPump(NpgsqlDataSource source, LedgerOptions options, OwnAppends own)
    {
        (this.source, this.options, this.own) = (source, options, own);
        queue = Channel.CreateBounded<AppendTicket>(new BoundedChannelOptions(options.QueueCapacity));
        (sequence, search) = (AfterAppends.MoveSequence(source), AfterAppends.TidySearch(source));
    }

    public Task<AppendOutcome> AppendAsync(AppendGroup group, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var ticket = AppendTicket.For(group, ct);
        if (!queue.Writer.TryWrite(ticket))
        {
            throw queue.Reader.Completion.IsCompleted || broken is not null
                ? new LedgerUnavailableException("The ledger takes no more events: it is closed.", broken)
                : new LedgerBusyException("More groups wait for the ledger than it takes in.");
        }

        return conductor.Wait(0, CancellationToken.None) ? ConductAsync(ticket, ct) : ticket.Done.Task.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await using var lastOfAll = sequence;
        await using var beforeIt = search;
        await conductor.WaitAsync();
        await CarryAllAsync();
        await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private bool AnybodyWaits => waiting.Count > 0 || queue.Reader.TryPeek(out _);

    private async Task<AppendOutcome> ConductAsync(AppendTicket ticket, CancellationToken ct)
    {
        await ConductAsync().WaitAsync(ct);
        return await ticket.Done.Task.WaitAsync(ct);
    }

    // One train by its first caller; what has come meanwhile must not keep him.
    private async Task ConductAsync()
    {
        await CarryNextAsync();
        if (AnybodyWaits || !HandedBack())
        {
            _ = Task.Run(CarryOnAsync, CancellationToken.None);
        }
    }

    private async Task CarryOnAsync()
    {
        do
        {
            await CarryAllAsync();
        }
        while (!HandedBack());
    }

    // Who came between the last look and the handing back found a conductor and left it to him: so he looks again.
    private bool HandedBack()
    {
        conductor.Release();
        return !queue.Reader.TryPeek(out _) || !conductor.Wait(0, CancellationToken.None);
    }

    private async Task CarryAllAsync()
    {
        while (AnybodyWaits)
        {
            if (train.Count > 1 && waiting.Count + queue.Reader.Count < train.Count)
            {
                // More have just been answered than wait: who comes back at once comes along, for a train costs more than a group in it. No time is
                // waited for: what the pool has to do already is done first, and nobody who is alone is held up.
                await Task.Yield();
            }

            await CarryNextAsync();
        }
    }

    private async Task CarryNextAsync()
    {
        try
        {
            FillTrain();
            if (train.Count > 0)
            {
                await CarryAsync(train);
            }
        }
        catch (Exception e)
        {
            // A broken invariant or an observer's mistake: no more is appended, and nobody is left waiting for an answer.
            broken = e;
            queue.Writer.TryComplete();
            Fault([.. train, .. waiting], e);
            (train, waiting) = ([], []);
            while (queue.Reader.TryRead(out var ticket))
            {
                Fault([ticket], e);
            }
        }
    }

    private void FillTrain()
    {
        var before = waiting;
        (waiting, train) = ([], []);
        claims.Clear();
        var bytes = 0;
        foreach (var ticket in before)
        {
            Board(ticket, ref bytes);
        }

        while (train.Count < MaxGroups && bytes < MaxBytes && waiting.Count < MaxGroups && queue.Reader.TryRead(out var ticket))
        {
            Board(ticket, ref bytes);
        }
    }

    private void Board(AppendTicket ticket, ref int bytes)
    {
        if (ticket.Cancelled.IsCancellationRequested)
        {
            ticket.Done.TrySetCanceled(ticket.Cancelled);
        }
        else if (claims.Take(ticket) && train.Count < MaxGroups && (train.Count == 0 || bytes + ticket.Bytes <= MaxBytes))
        {
            train.Add(ticket);
            bytes += ticket.Bytes;
        }
        else
        {
            waiting.Add(ticket); // its claims stay, so nothing of the same stream overtakes it
        }
    }

    private async Task CarryAsync(List<AppendTicket> tickets)
    {
        try
        {
            using var activity = LedgerTelemetry.Train(tickets);
            Deliver(tickets, await SendAsync(tickets));
        }
        catch (PostgresException e) when (AppendErrors.IsBadData(e) && tickets.Count == 1)
        {
            Fault(tickets, new UnstorableEventException($"The database cannot store this group (SQLSTATE {e.SqlState}).", e));
        }
        catch (PostgresException e) when (AppendErrors.IsBadData(e) || AppendErrors.TookTooLong(e))
        {
            // The whole call was rolled back. Halve until the culprit is alone, or the call short enough; the others pass.
            var half = tickets.Count / 2;
            await CarryAsync([.. tickets.Take(half)]);
            await CarryAsync([.. tickets.Skip(half)]);
        }
        catch (LedgerUnavailableException e)
        {
            Fault(tickets, e);
        }
    }

    private void Deliver(List<AppendTicket> tickets, AppendAnswer[] answers)
    {
        var outcomes = new AppendOutcome[answers.Length];
        var committed = new List<CommittedGroup>(answers.Length);
        var claimsBefore = 0;
        for (var i = 0; i < answers.Length; i++)
        {
            outcomes[i] = answers[i].ToOutcome(tickets[i].Group, claimsBefore);
            claimsBefore += tickets[i].Group.Keys.Count;
            if (outcomes[i] is Appended appended)
            {
                committed.Add(new CommittedGroup(tickets[i].Group, appended));
            }
        }

        if (committed.Count > 0)
        {
            sequence.Wake();
            search.Wake();
        }

        committed.Sort(static (left, right) => left.Outcome.FirstPosition.CompareTo(right.Outcome.FirstPosition));
        try
        {
            committed.ForEach(group => own.Take(group.Group, group.Outcome));
            if (committed.Count > 0)
            {
                options.Committed?.Invoke(committed);
            }
        }
        finally
        {
            for (var i = 0; i < outcomes.Length; i++)
            {
                LedgerTelemetry.Answered(outcomes[i]);
                tickets[i].Done.TrySetResult(outcomes[i]);
            }
        }
    }

    private static void Fault(IEnumerable<AppendTicket> tickets, Exception e)
    {
        foreach (var ticket in tickets)
        {
            ticket.Done.TrySetException(e);
        }
    }
}
