namespace HazardLedger.Api.Tests;

/// <summary>One program for the tests of a class that neither need an empty ledger nor leave anything behind that another of them would see. It starts when the
/// first of them asks.</summary>
public sealed class SharedApi : IAsyncDisposable
{
    private readonly Lazy<Task<RunningApi>> running = new(() => RunningApi.StartAsync());

    internal Task<RunningApi> OpenAsync() => running.Value;

    public async ValueTask DisposeAsync()
    {
        if (running.IsValueCreated)
        {
            await (await running.Value).DisposeAsync();
        }
    }
}
