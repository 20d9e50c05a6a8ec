using System.Security.Cryptography;
using System.Text;
using HazardLedger.Api.Recording;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Projections.Register;

namespace HazardLedger.Api.Sweep;

/// <summary>Walks the overdue hazards by their due day and records, once for each hazard and deadline, that the deadline ran out. Neither a restart
/// nor a second process records one twice: the request's key follows from the hazard and the deadline. No figure moves.</summary>
public sealed class OverdueSweep(Recorder recorder, StoryCache stories, HazardRegister register, Ledger ledger)
{
    private const string Caller = "system";
    private static readonly Actor System = new("system", "HazardLedger", "system");
    private static readonly RegisterSort ByDueDay = new(RegisterKey.Deadline, Descending: false);

    /// <summary>Records what is overdue at the beginning of a legal day and not recorded yet.</summary>
    /// <returns>How many hazards got the event from this pass.</returns>
    public async Task<int> PassAsync(DateOnly today, CancellationToken ct)
    {
        var count = 0;
        await foreach (var row in register.AllAsync(Scope.Everything, new(RegisterName.Overdue, today) { Sort = ByDueDay }, ct))
        {
            var key = KeyOf(row.Id, row.Deadline.On!.Value);
            if (await ledger.FindRequestAsync(key.Caller, key.Key, ct) is null && await RecordAsync(row.Id, today, key, ct))
            {
                count++;
            }
        }

        return count;
    }

    private async Task<bool> RecordAsync(Guid hazard, DateOnly today, RequestKey key, CancellationToken ct)
    {
        var story = await stories.LoadAsync(hazard, fresh: true, ct);
        if (story.OverdueSince(today) is not { } since)
        {
            return false; // it moved between the register's page and now
        }

        var entry = new Entry { OccurredOn = since, Actor = System, Channel = "system" };
        return await recorder.RecordAsync(new([new(hazard, new SweptOverdue(), entry)], Scope.Everything) { Key = key }, ct) switch
        {
            Recorded => true,
            AlreadySo => false,
            TooBusy => throw new LedgerBusyException("A hazard moved five times while the sweep looked at it."),
            var other => throw new InvalidOperationException($"The sweep of {hazard} was answered with {other}."),
        };
    }

    private static RequestKey KeyOf(Guid hazard, DateOnly deadline)
    {
        var name = $"overdue/{hazard}/{deadline:yyyy-MM-dd}";
        return new(Caller, name, SHA256.HashData(Encoding.UTF8.GetBytes(name)));
    }
}
