using HazardLedger.Api.Access;
using HazardLedger.Api.Recording;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Register;

namespace HazardLedger.Api.Hosting;

/// <summary>The life of the program: database, ledger, figures, web server, and all of it down again in the opposite order.</summary>
public static class LedgerHost
{
    /// <summary>Runs until stopped. Returns the exit code.</summary>
    /// <exception cref="LedgerMismatchException">An older copy was put in the ledger's place meanwhile, or the ledger is not one for this program.</exception>
    /// <param name="settings">What was asked for.</param>
    /// <param name="say">Gets lines for people.</param>
    public static async Task<int> RunAsync(HostSettings settings, Action<string> say)
    {
        var figures = new FigureColumns();
        await using var database = await LedgerDatabaseHome.OpenAsync(settings, say, CancellationToken.None, figures: figures);
        await using var ledger = await OpenLedger.OpenAsync(database.Source, CancellationToken.None, figures);
        await using var app = Composition.Build(settings, ledger);
        if (settings.Demo)
        {
            await DemonstrationLoad.RunAsync(ledger.Ledger, app.Services.GetRequiredService<Recorder>(), CancellationToken.None);
        }

        var key = await AdministratorKey.EnsureAsync(settings.DataDirectory, app.Services.GetRequiredService<AccessKeys>(), settings.Clock);
        await app.StartAsync();
        foreach (var url in app.Urls)
        {
            say($"The API listens on {url} (pages: {url}/, contract: {url}/openapi/v1.json)");
        }

        say($"The administrator's key lies in {key}");
        say(settings.Demo ? "This is a demonstration ledger: everything in it is made up. Ctrl-C stops everything." : "Ctrl-C stops everything.");
        await EndAsync(app, ledger.Watch);
        return 0;
    }

    // Until it is told to stop, or until what it has in memory tells of events that the database has no more: a new start reads what there is.
    private static async Task EndAsync(WebApplication app, HeadWatch watch)
    {
        await Task.WhenAny(app.WaitForShutdownAsync(), watch.Replaced);
        if (watch.Replaced.IsCompletedSuccessfully)
        {
            await app.StopAsync();
            var (known, found) = await watch.Replaced;
            throw new LedgerMismatchException(
                $"The ledger, now at {found}, no longer holds what was recorded up to {known}: an older copy has taken its place. The program stops, and at its next start works with what there is.");
        }
    }
}

/// <summary>A ledger with the figures that follow it.</summary>
public sealed class OpenLedger : IAsyncDisposable
{
    private OpenLedger(Npgsql.NpgsqlDataSource source, Ledger ledger, FigureColumns figures, RegisterMemory register, HeadWatch watch) =>
        (Source, Ledger, Figures, Register, Watch) = (source, ledger, figures, register, watch);

    public Npgsql.NpgsqlDataSource Source { get; }

    public Ledger Ledger { get; }

    public FigureColumns Figures { get; }

    /// <summary>Where hazards stand in the register.</summary>
    public RegisterMemory Register { get; }

    /// <summary>How far the ledger has come, in this process and in others.</summary>
    public HeadWatch Watch { get; }

    /// <summary>Opens the ledger, writes its first event if it is empty, and loads the figures.</summary>
    /// <param name="source">Connections of the runtime role.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="begun">Columns that a rebuild has filled already, which then follow the ledger; null for none.</param>
    public static async Task<OpenLedger> OpenAsync(Npgsql.NpgsqlDataSource source, CancellationToken ct, FigureColumns? begun = null)
    {
        var figures = begun ?? new FigureColumns();
        var register = new RegisterMemory(source);
        var watch = new HeadWatch(source, head =>
        {
            figures.LookTo(head);
            register.LookTo(head);
        });
        void Committed(IReadOnlyList<CommittedGroup> groups)
        {
            figures.Offer(groups);
            register.Offer(groups);
            watch.Announce(groups);
        }

        var ledger = await Ledger.OpenAsync(
            source, new LedgerOptions { Generation = Domain.Figures.HazardPostings.Generation, Committed = Committed }, ct);
        await LedgerOpening.EnsureAsync(ledger, ct);
        await Task.WhenAll(Task.Run(() => figures.StartAsync(ledger, source, ct), ct), Task.Run(() => register.StartAsync(ct), ct));
        watch.Start();
        return new(source, ledger, figures, register, watch);
    }

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await Watch.DisposeAsync();
        await Register.DisposeAsync();
        await Figures.DisposeAsync();
    }
}
