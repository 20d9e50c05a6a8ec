using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HazardLedger.Api;

/// <summary>What the program tells about itself: source and meter <c>HazardLedger</c>. Costs next to nothing while nobody listens.
/// No person, no text of a hazard and no secret is ever a tag.</summary>
public static class Telemetry
{
    /// <summary>Name of the source and of the meter.</summary>
    public const string Name = "HazardLedger";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Commands = Meter.CreateCounter<long>("hazardledger.commands", "{command}", "Commands answered, by route and outcome.");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("hazardledger.refusals", "{refusal}", "Commands refused, by permanent code.");
    private static readonly Histogram<double> DecideTime = Meter.CreateHistogram<double>("hazardledger.decide.duration", "s", "Time to decide a command, without the append.");
    private static readonly Gauge<long> Position = Meter.CreateGauge<long>("hazardledger.position", "{event}", "Newest position that the read models have seen.");

    private static readonly Gauge<long> Lag = Meter.CreateGauge<long>("hazardledger.lag", "{event}", "Events appended that the read models have not seen yet.");

    /// <summary>Spans of the program's own steps; those of requests are ASP.NET Core's, those of appends the store's, those of queries Npgsql's.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>A command was answered.</summary>
    /// <param name="route">The route's last words, such as "gradings"; never an id.</param>
    /// <param name="outcome">Such as recorded, alreadySo, refused, stale, busy.</param>
    public static void Answered(string route, string outcome) => Commands.Add(1, new("route", route), new("outcome", outcome));

    /// <summary>A rule said no.</summary>
    /// <param name="code">The refusal's permanent code.</param>
    public static void Refused(string code) => Refusals.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>A command was decided.</summary>
    public static void Decided(TimeSpan took) => DecideTime.Record(took.TotalSeconds);

    /// <summary>The ledger stands at <paramref name="position"/>, the figures have read up to <paramref name="read"/>.</summary>
    public static void Reached(long position, long read)
    {
        Position.Record(read);
        Lag.Record(Math.Max(0, position - read));
    }
}
