using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HazardLedger.EventStore;

/// <summary>What the ledger tells about itself, through <c>HazardLedger.EventStore</c>. Costs next to nothing while nobody listens.</summary>
internal static class LedgerTelemetry
{
    public const string Name = "HazardLedger.EventStore";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Appends = Meter.CreateCounter<long>("hazardledger.appends", "{group}", "Groups answered, by outcome.");
    private static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("hazardledger.append.batch", "{group}", "Groups in one commit.");
    private static readonly Gauge<long> Head = Meter.CreateGauge<long>("hazardledger.head", "{event}", "Newest position appended by this process.");

    /// <summary>Tells how many events a follower has still to do, as long as the answer is not disposed.</summary>
    public static IDisposable LagOf(string follower, Func<long> lag)
    {
        var meter = new Meter(Name, version: null, [new("follower", follower)]);
        meter.CreateObservableGauge("hazardledger.follower.lag", lag, "{event}", "Events committed that a follower has not done yet.");
        return meter;
    }

    /// <summary>The span of one call: a child of its first group's request, linked to those of all the others.</summary>
    public static Activity? Train(IReadOnlyList<AppendTicket> tickets)
    {
        BatchSize.Record(tickets.Count);
        if (!Source.HasListeners())
        {
            return null;
        }

        var callers = tickets.Where(ticket => ticket.Caller != default).Select(ticket => ticket.Caller).ToList();
        return Source.StartActivity(
            ActivityKind.Client, callers.FirstOrDefault(), [new("hazardledger.batch.size", tickets.Count)], callers.Skip(1).Select(caller => new ActivityLink(caller)), name: "append");
    }

    public static void Answered(AppendOutcome outcome)
    {
        if (Appends.Enabled)
        {
            Appends.Add(1, new KeyValuePair<string, object?>("outcome", outcome.GetType().Name));
        }

        if (outcome is Appended appended)
        {
            Head.Record(appended.LastPosition);
        }
    }
}
