using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HazardLedger.Api;

/// <summary>Sends traces, metrics and logs by OTLP when, and only when, <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
public static class TelemetryComposition
{
    /// <summary>Adds the export. Without an endpoint nothing is registered and nobody listens.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="configuration">Read: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> (<c>grpc</c>, or <c>http/protobuf</c>
    /// with the signal's path appended), <c>OTEL_EXPORTER_OTLP_HEADERS</c>, <c>OTEL_SERVICE_NAME</c> (default hazardledger). The SDK reads its other variables itself.</param>
    /// <exception cref="UriFormatException">The endpoint is no absolute address.</exception>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (Otlp.From(configuration) is not { } otlp)
        {
            return services;
        }

        services.AddLogging(logging => logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeScopes = true;
            logs.IncludeFormattedMessage = true;
            logs.SetResourceBuilder(otlp.Resource);
            logs.AddOtlpExporter(exporter => otlp.Apply(exporter, "v1/logs"));
        }));
        return services.AddHostedService(_ => new TelemetryExport(otlp));
    }
}

/// <summary>Where telemetry goes.</summary>
internal sealed record Otlp(Uri Endpoint, OtlpExportProtocol Protocol, string? Headers, ResourceBuilder Resource)
{
    public static Otlp? From(IConfiguration configuration) => configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } endpoint
        ? new Otlp(
            new Uri(endpoint, UriKind.Absolute),
            configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] == "http/protobuf" ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc,
            configuration["OTEL_EXPORTER_OTLP_HEADERS"],
            ResourceBuilder.CreateDefault().AddService(configuration["OTEL_SERVICE_NAME"] ?? "hazardledger", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString()))
        : null;

    public void Apply(OtlpExporterOptions options, string path)
    {
        options.Protocol = Protocol;
        // An endpoint set in code is taken as it is: the signal's path has to be appended here (OTLP specification, "Endpoint URLs for OTLP/HTTP").
        options.Endpoint = Protocol == OtlpExportProtocol.HttpProtobuf ? new Uri(Endpoint.AbsoluteUri.TrimEnd('/') + "/" + path) : Endpoint;
        if (Headers is not null)
        {
            options.Headers = Headers;
        }
    }
}

/// <summary>Listens from the host's start to its end; the end sends what is left.</summary>
internal sealed class TelemetryExport(Otlp otlp) : IHostedService, IDisposable
{
    private static readonly string[] Sources = [Telemetry.Name, "HazardLedger.EventStore", "Npgsql", "Microsoft.AspNetCore"];
    private static readonly string[] Meters =
        [Telemetry.Name, "HazardLedger.EventStore", "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Authentication", "Microsoft.AspNetCore.Authorization", "System.Runtime"];

    private TracerProvider? traces;
    private MeterProvider? metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(otlp.Resource).AddSource(Sources)
            .AddOtlpExporter(exporter => otlp.Apply(exporter, "v1/traces")).Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(otlp.Resource).AddMeter(Meters)
            .AddOtlpExporter(exporter => otlp.Apply(exporter, "v1/metrics")).Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
        (traces, metrics) = (null, null);
    }
}
