using System.Diagnostics;
using Npgsql;

namespace HazardLedger.EventStore;

/// <content>One train to the database and back, over lost connections and lost replies.</content>
internal sealed partial class AppendPump
{
    private const int MaxTries = 3;

    private AppendConnection? connection;

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

    private async Task DropConnectionAsync()
    {
        if (connection is { } lost)
        {
            connection = null;
            await lost.DisposeAsync();
        }
    }
}
