using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;

namespace HazardLedger.Api.Tests;

/// <summary>A command leaves one trace from the request to the SQL, and its numbers in the meters.</summary>
public sealed class TraceTests
{
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "HazardLedger", "HazardLedger.EventStore", "Npgsql"];

    [Fact]
    public async Task One_trace_leads_from_the_request_over_the_decision_and_the_append_to_the_SQL()
    {
        await using var api = await RunningApi.StartAsync();
        var trace = ActivityTraceId.CreateRandom();
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => Sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var answer = await api.PostAsync("/v1/hazards", Bodies.Register(), ("traceparent", $"00-{trace.ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-01"));
        answer.Status.ShouldBe(HttpStatusCode.Created);
        await UntilAsync(() => spans.Any(span => span.Source.Name == "Microsoft.AspNetCore"));
        spans.Select(span => span.Source.Name).Distinct().ShouldBe(Sources, ignoreOrder: true);
        spans.ShouldContain(span => span.OperationName == "decide");
        var append = spans.Single(span => span.OperationName == "append");
        spans.ShouldContain(span => span.Source.Name == "Npgsql" && span.ParentSpanId == append.SpanId, "the append's SQL is told under the append");
        spans.SelectMany(span => span.TagObjects).ShouldAllBe(tag => tag.Value == null || !tag.Value.ToString()!.Contains("疏散通道", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_meters_count_commands_refusals_appends_batches_and_tell_the_position()
    {
        var seen = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Meter.Name.StartsWith("HazardLedger", StringComparison.Ordinal))
            {
                meters.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => seen.AddOrUpdate(instrument.Name, value, (_, before) => Math.Max(before, value)));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen.AddOrUpdate(instrument.Name, value, (_, before) => Math.Max(before, value)));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => seen.AddOrUpdate(instrument.Name, value, (_, before) => Math.Max(before, value)));
        listener.Start();
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        (await api.PostAsync($"{path}/closures", new { kind = "rectified" })).Status.ShouldBe(HttpStatusCode.Conflict);
        listener.RecordObservableInstruments();
        foreach (var name in new[] { "hazardledger.commands", "hazardledger.refusals", "hazardledger.decide.duration", "hazardledger.position", "hazardledger.lag" })
        {
            seen.Keys.ShouldContain(name);
        }

        seen.Keys.ShouldContain(name => name.Contains("append", StringComparison.Ordinal), string.Join(", ", seen.Keys));
        seen.Keys.ShouldContain(name => name.Contains("batch", StringComparison.Ordinal), string.Join(", ", seen.Keys));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var watch = Stopwatch.StartNew();
        while (!holds() && watch.Elapsed < TimeSpan.FromMinutes(1))
        {
            await Task.Yield();
        }

        holds().ShouldBeTrue();
    }
}
