using HazardLedger.Api.Hosting;
using HazardLedger.Api.Recording;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Api.Tests.Copies;

/// <summary>The demonstration ledger, recorded once for the tests that only read it.</summary>
public sealed class DemonstrationLedger : IAsyncLifetime
{
    internal RunningApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Api = await RunningApi.StartAsync(synthetic: true);
        var ledger = Api.Services.GetRequiredService<Ledger>();
        await DemonstrationLoad.RunAsync(ledger, Api.Services.GetRequiredService<Recorder>(), CancellationToken.None);
        var head = (await ledger.HeadAsync(CancellationToken.None)).Position;
        (await Api.Services.GetRequiredService<FigureColumns>().WaitForAsync(head, TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldBeTrue();
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}
