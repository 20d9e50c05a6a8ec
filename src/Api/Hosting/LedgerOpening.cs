using System.Text.Json;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Hosting;

/// <summary>A ledger's first event says what ledger it is, and whether what it holds ever happened.</summary>
public static class LedgerOpening
{
    /// <summary>Stored name of the event.</summary>
    public const string EventType = "ledger_opened";

    /// <summary>The ledger's own stream.</summary>
    public static readonly Guid Stream = new("00000000-0000-8000-8000-000000000001");

    // A demonstration begins before its first day; a real ledger begins when it begins.
    private static readonly DateTimeOffset Epoch = new(2025, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));

    /// <summary>Appends the event to an empty ledger; does nothing otherwise.</summary>
    public static async Task EnsureAsync(Ledger ledger, CancellationToken ct)
    {
        if ((await ledger.HeadAsync(ct)).Position > 0)
        {
            return;
        }

        var data = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                zone = "Asia/Shanghai",
                synthetic = ledger.Synthetic,
                note = ledger.Synthetic ? "演示数据：情节与企业均为虚构。Demonstration data: made up, never happened." : null,
            }, EventJson.Options);
        await ledger.AppendAsync(
            new AppendGroup([new(Stream, "ledger", 0)], [new(0, Guid.CreateVersion7(), EventType, data, "{}"u8.ToArray())]) { Clock = ledger.Synthetic ? Epoch : null }, ct);
    }
}
