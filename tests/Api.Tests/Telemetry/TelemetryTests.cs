using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HazardLedger.Api.Tests.Telemetry;

public sealed class TelemetryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Instruments_say_what_happened_by_route_outcome_and_code()
    {
        var heard = new ConcurrentQueue<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, it) => { if (instrument.Meter.Name == "HazardLedger") { it.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => heard.Enqueue($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(t => $"{t.Key}={t.Value}"))}".TrimEnd()));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => heard.Enqueue($"{instrument.Name} {value} {instrument.Unit}"));
        listener.Start();

        Api.Telemetry.Answered("gradings", "recorded");
        Api.Telemetry.Refused("hazardIsClosed");
        Api.Telemetry.Decided(TimeSpan.FromMilliseconds(250));
        Api.Telemetry.Reached(16342, 16342);

        // Other tests may speak at the same time: ours must be among what was heard.
        foreach (var ours in new[] { "hazardledger.commands 1 route=gradings outcome=recorded", "hazardledger.refusals 1 code=hazardIsClosed", "hazardledger.decide.duration 0.25 s", "hazardledger.position 16342" })
        {
            heard.ShouldContain(ours);
        }
    }

    [Fact]
    public void Without_an_endpoint_nothing_is_registered()
    {
        var services = new ServiceCollection();

        services.AddTelemetry(new ConfigurationBuilder().Build());

        services.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_an_endpoint_traces_metrics_and_logs_arrive_there_and_logs_carry_the_trace()
    {
        var arrived = new ConcurrentDictionary<string, byte[]>();
        await using var receiver = await ReceiverAsync(arrived);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Urls.Single() + "/",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-ledger=test",
        });
        builder.Services.AddTelemetry(builder.Configuration);
        var trace = default(ActivityTraceId);
        using (var host = builder.Build())
        {
            await host.StartAsync(Ct);
            using (var span = Api.Telemetry.Source.StartActivity("decide"))
            {
                trace = span.ShouldNotBeNull().TraceId;
                Api.Telemetry.Answered("closures", "refused");
                host.Services.GetRequiredService<ILogger<TelemetryTests>>().LogWarning("A closure was refused");
            }

            await host.StopAsync(Ct);
        }

        arrived.Keys.Order().ShouldBe(["/v1/logs test", "/v1/metrics test", "/v1/traces test"]);
        Holds(arrived["/v1/traces test"], "decide"u8).ShouldBeTrue();
        Holds(arrived["/v1/metrics test"], "hazardledger.commands"u8).ShouldBeTrue();
        Holds(arrived["/v1/logs test"], "A closure was refused"u8).ShouldBeTrue();
        Holds(arrived["/v1/logs test"], "hazardledger"u8).ShouldBeTrue();
        Holds(arrived["/v1/logs test"], Convert.FromHexString(trace.ToHexString())).ShouldBeTrue();
    }

    private static bool Holds(byte[] body, ReadOnlySpan<byte> part) => body.AsSpan().IndexOf(part) >= 0;

    private static async Task<WebApplication> ReceiverAsync(ConcurrentDictionary<string, byte[]> arrived)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/{**path}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            arrived.AddOrUpdate($"{context.Request.Path} {context.Request.Headers["x-ledger"]}", body.ToArray(), (_, before) => [.. before, .. body.ToArray()]);
            context.Response.ContentType = "application/x-protobuf";
        });
        await app.StartAsync(Ct);
        return app;
    }
}
