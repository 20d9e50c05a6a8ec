using System.Threading.RateLimiting;
using HazardLedger.Api.Evidence;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HazardLedger.Api.Http;

/// <summary>How many requests that write are let in at once. Who comes on top is answered 503 with Retry-After before his body is read, so that a flood
/// costs neither memory nor those who are inside. Reads are not counted: a stream that stays open for hours is no crowd.</summary>
internal static class Turnstile
{
    /// <summary>Requests that write, of at most <see cref="JsonBody.CommandLimit"/> each: far more than the ledger has in one train. `Limits:Commands` says otherwise.</summary>
    public const int Commands = 1024;

    /// <summary>Batches, of at most <see cref="JsonBody.BatchLimit"/> each. `Limits:Batches` says otherwise.</summary>
    public const int Batches = 32;

    /// <summary>What the web server itself lets in: connections, bytes of a body, and bytes of it that it reads ahead of us.</summary>
    public static void Narrow(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = EvidenceStore.LargestFile + 1024;
        kestrel.Limits.MaxConcurrentConnections = 4096;
        kestrel.Limits.MaxRequestBufferSize = 64 * 1024;
    }

    /// <summary>Puts the turnstile into a host; `UseRateLimiter` sets it up.</summary>
    public static IServiceCollection AddTurnstile(this IServiceCollection services, IConfiguration configuration)
    {
        var (commands, batches) = (configuration.GetValue("Limits:Commands", Commands), configuration.GetValue("Limits:Batches", Batches));
        return services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Gate>(http => GateOf(http.Request) switch
            {
                Gate.Commands => Permits(Gate.Commands, commands),
                Gate.Batches => Permits(Gate.Batches, batches),
                var open => RateLimitPartition.GetNoLimiter(open),
            });
            options.OnRejected = static (rejected, _) => new(Problem.Of(ProblemKind.Unavailable).ExecuteAsync(rejected.HttpContext));
        });
    }

    private static RateLimitPartition<Gate> Permits(Gate gate, int permits) =>
        RateLimitPartition.GetConcurrencyLimiter(gate, _ => new ConcurrencyLimiterOptions { PermitLimit = permits, QueueLimit = 0 });

    private static Gate GateOf(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? Gate.Open
        : request.Path.StartsWithSegments("/v1/batches", StringComparison.Ordinal) ? Gate.Batches : Gate.Commands;

    private enum Gate
    {
        Open,
        Commands,
        Batches,
    }
}
