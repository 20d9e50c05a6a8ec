using System.Diagnostics;
using System.Threading.Channels;
using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>Carries groups to the ledger in trains: one call, one commit, one round trip. There is no timer: a lone group leaves at once,
/// and while one train commits the next one fills. A group that shares a stream or a key with one before it waits for a later train.</summary>
internal sealed class AppendPump : IAsyncDisposable
{
    private const int MaxGroups = 256;
    private const int MaxBytes = 1 << 20;
    private const int MaxTries = 3;

    private readonly NpgsqlDataSource source;
    private readonly LedgerOptions options;
    private readonly Channel<AppendTicket> queue;
    private readonly AppendClaims claims = new();
    private readonly OwnAppends own;
    private readonly SequenceFollower sequence;
    private readonly Task running;
    private List<AppendTicket> waiting = [];
    private List<AppendTicket> train = [];
    private AppendConnection? connection;

    public AppendPump(NpgsqlDataSource source, LedgerOptions options, OwnAppends own)
    {
        (this.source, this.options, this.own) = (source, options, own);
        queue = Channel.CreateBounded<AppendTicket>(new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true });
        sequence = new SequenceFollower(source);
        sequence.Wake(); // a crash may have left it behind
        running = Task.Run(RunAsync);
    }

    public Task<AppendOutcome> AppendAsync(AppendGroup group, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var ticket = AppendTicket.For(group, ct);
        if (!queue.Writer.TryWrite(ticket))
        {
            throw running.IsCompleted || queue.Reader.Completion.IsCompleted
                ? new LedgerUnavailableException("The ledger takes no more events: it is closed.", running.Exception)
                : new LedgerBusyException("More groups wait for the ledger than it takes in.");
        }

        return ct.CanBeCanceled ? ticket.Done.Task.WaitAsync(ct) : ticket.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await using var lastOfAll = sequence;
        await running;
        await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task RunAsync()
    {
        try
        {
            while (waiting.Count > 0 || await queue.Reader.WaitToReadAsync())
            {
                FillTrain();
                if (train.Count > 0)
                {
                    await CarryAsync(train);
                }
            }
        }
        catch (Exception e)
        {
            // A broken invariant or an observer's mistake: the pump stops, and nobody is left waiting for an answer.
            queue.Writer.TryComplete();
            Fault([.. train, .. waiting], e);
            while (queue.Reader.TryRead(out var ticket))
            {
                Fault([ticket], e);
            }

            throw;
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

    /// <summary>Sends until there is an answer. Every ticket has a request key, so a train sent twice is appended once.</summary>
    private async Task<AppendAnswer[]> SendAsync(List<AppendTicket> tickets)
    {
        var (since, tries, sentBefore) = (Stopwatch.GetTimestamp(), 0, false);
        while (true)
        {
            try
            {
                connection ??= await AppendConnection.OpenAsync(source, options.CallLimit);
                var answers = await connection.SendAsync(tickets, options.Generation);
                return sentBefore ? await RecogniseAsync(tickets, answers) : answers;
            }
            catch (Exception e) when (AppendErrors.Passes(e) && !(tickets.Count > 1 && AppendErrors.TookTooLong(e)) && ++tries <= MaxTries)
            {
                await Task.Delay(Random.Shared.Next(1, 20 * tries));
            }
            catch (Exception e) when (AppendErrors.IsLost(e) && Stopwatch.GetElapsedTime(since) < options.Patience)
            {
                sentBefore = true;
                await DropConnectionAsync();
                await Task.Delay(Random.Shared.Next(5, 25 << Math.Min(++tries, 5)));
            }
            catch (Exception e) when (AppendErrors.IsBroken(e))
            {
                throw new LedgerBrokenException("The ledger breaks its promise; no more is appended by this process.", e);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException && !AppendErrors.IsBadData(e) && !(tickets.Count > 1 && AppendErrors.TookTooLong(e)))
            {
                await DropConnectionAsync();
                throw new LedgerUnavailableException("The database takes no events now.", e);
            }
        }
    }

    /// <summary>After a lost reply a replay may be our own first attempt, which had arrived: then it was appended, and is told so.</summary>
    private async Task<AppendAnswer[]> RecogniseAsync(List<AppendTicket> tickets, AppendAnswer[] answers)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i] is { Status: AppendAnswer.IsReplayed, Position: { } position })
            {
                var (id, at) = await connection!.EventAtAsync(position);
                answers[i] = id == tickets[i].Group.Events[0].Id ? answers[i] with { Status = AppendAnswer.IsAppended, At = at } : answers[i];
            }
        }

        return answers;
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

    private async Task DropConnectionAsync()
    {
        if (connection is { } lost)
        {
            connection = null;
            await lost.DisposeAsync();
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
