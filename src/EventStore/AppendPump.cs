using Npgsql;

namespace HazardLedger.EventStore;

internal sealed class AppendPump(NpgsqlDataSource source, LedgerOptions options) : IAsyncDisposable
{
    public Task<AppendOutcome> AppendAsync(AppendGroup group, CancellationToken ct) =>
        throw new NotSupportedException($"{source} {options} {group} {ct.IsCancellationRequested}");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
