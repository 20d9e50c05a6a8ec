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

    public static Activity? Train(int groups)
    {
        BatchSize.Record(groups);
        return Source.StartActivity("append", ActivityKind.Client)?.SetTag("hazardledger.batch.size", groups);
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
