using HazardLedger.Api.Hosting;
using HazardLedger.Api.Recording;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections;
using HazardLedger.Projections.Figures;
using HazardLedger.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Dashboard.Tests;

/// <summary>A county with more towns, listings and words than a page can hold: two hundred and fifty towns with a hazard each, and in each of the first
/// a hundred and thirty a major one that is listed, and one that nobody has listed.</summary>
public sealed class ManyTowns : IAsyncLifetime
{
    /// <summary>How many towns there are.</summary>
    public const int Towns = 250;

    /// <summary>How many listings stand, and how many open major hazards have none.</summary>
    public const int Majors = 130;

    private static readonly Actor Bureau = new("P-2041", "350304-EMB", "inspector");
    private static readonly Actor Government = new("P-1001", "350304-GOV", "listingBody");
    private static readonly string Words = string.Concat(Enumerable.Repeat("疏散通道被货物堵塞且无法打开，", 266));
    private LedgerDatabase _database = null!;
    private OpenLedger _open = null!;
    private WebApplication _app = null!;
    private DirectoryInfo _directory = null!;

    /// <summary>Its address.</summary>
    public string Address => _app.Urls.First();

    /// <summary>What its figures say of this year by town.</summary>
    public HeadlineFigures ByTown => _app.Services.GetRequiredService<FigureReads>().Headline(Site.Question with { GroupBy = FigureGrouping.Area });

    public async ValueTask InitializeAsync()
    {
        _database = await LedgerDatabase.CreateAsync(synthetic: true);
        _directory = Directory.CreateTempSubdirectory("hazardledger-towns-");
        _open = await OpenLedger.OpenAsync(_database.App, CancellationToken.None);
        _app = Composition.Build(new() { DataDirectory = _directory.FullName, Urls = "http://127.0.0.1:0", Clock = new StoppedClock(), Demo = false, Rest = ["--Ledger:Sweep=off"] }, _open);
        var recorder = _app.Services.GetRequiredService<Recorder>();
        foreach (var town in Enumerable.Range(0, Towns))
        {
            await RecordAsync(recorder, [.. HazardsOf(town)]);
        }

        (await _open.Figures.WaitForAsync((await _open.Ledger.HeadAsync()).Position, TimeSpan.FromMinutes(2))).ShouldBeTrue();
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await (_app?.StopAsync() ?? Task.CompletedTask);
        foreach (var part in new IAsyncDisposable?[] { _app, _open, _database }.OfType<IAsyncDisposable>())
        {
            await part.DisposeAsync();
        }

        _directory?.Delete(recursive: true);
    }

    private static async Task RecordAsync(Recorder recorder, CommandLine[] lines)
    {
        var outcome = await recorder.RecordAsync(new(lines, Scope.Everything) { Clock = new(2026, 5, 4, 9, 0, 0, TimeSpan.FromHours(8)) }, CancellationToken.None);
        outcome.ShouldBeOfType<Recorded>($"{lines[0].Command}: {outcome}");
    }

    // Some towns have more than others, so that there is an order among them.
    private static IEnumerable<CommandLine> HazardsOf(int town)
    {
        foreach (var _ in Enumerable.Range(0, 1 + (town % 3)))
        {
            var hazard = Guid.CreateVersion7();
            yield return Found(hazard, town);
            yield return Line(hazard, Bureau, new OrderRectification(OrderKind.Limited, new(2026, 5, 20), ["整改到位"], null, null), "荔应急责改〔2026〕12号");
        }

        foreach (var listed in town < Majors ? (bool[])[true, false] : [])
        {
            var hazard = Guid.CreateVersion7();
            yield return Found(hazard, town);
            yield return Line(hazard, Bureau, new GradeHazard(Grade.Major, [new("MEM-10", "11")], GradingMethod.Direct, "现场判定", null, null));
            yield return Line(hazard, Bureau, new OrderRectification(OrderKind.Limited, new DateOnly(2026, 7, 1).AddDays(town), ["整改到位"], null, null), "荔应急责改〔2026〕13号");
            if (listed)
            {
                yield return Line(hazard, Government, new ListForSupervision($"L-350304-2026-{town:000}", Level.County, "350304-GOV", "2026-1", "350304-EMB", $"SITE-{town}", null, new DateOnly(2026, 7, 1).AddDays(town), null), "荔安委〔2026〕3号");
            }
        }
    }

    private static CommandLine Found(Guid hazard, int town) => Line(hazard, Bureau, new RegisterHazard(
        null, DiscoverySource.BureauInspection, $"350304{100 + town}", "fire", Category.Thing, null, $"SITE-{town}", $"{town}号楼" + Words[..400], $"{town}：" + Words[..3900], ["P-2041"], null, null, null, null, null));

    private static CommandLine Line(Guid hazard, Actor actor, HazardCommand command, string? paper = null) =>
        new(hazard, command, new() { OccurredOn = new(2026, 5, 4), Actor = actor, DocumentNo = paper });
}
