using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Tests.Histories;
using HazardLedger.Testing;

namespace HazardLedger.Projections.Tests.Register;

/// <summary>What looks like a registration: which hazards, in which order, and what is said of them.</summary>
public sealed class SimilarTests : IAsyncLifetime
{
    private static readonly DateOnly Today = Keeper.Day("2026-06-17");
    private LedgerDatabase _database = null!;
    private Keeper _keeper = null!;
    private RegisterMemory _memory = null!;
    private HazardRegister _register = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await LedgerDatabase.CreateAsync();
        _memory = new(_database.App);
        _keeper = new(await _database.OpenLedgerAsync(new() { Committed = _memory.Offer }));
        _register = new(_database.App, _memory);
    }

    public async ValueTask DisposeAsync()
    {
        await _memory.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Similar_hazards_stand_at_the_same_place_are_of_the_same_category_and_still_open()
    {
        var first = await _keeper.RegisterAsync("2026-06-01");
        var second = await _keeper.RegisterAsync("2026-06-02");
        var done = await _keeper.RegisterAsync("2026-06-01");
        await _keeper.RecordAsync(done, "2026-06-02", Keeper.Ordered("2026-06-10"));
        await _keeper.RecordAsync(done, "2026-06-09", Keeper.Passed());
        await _keeper.RegisterAsync("2026-06-01", Keeper.Found(place: "Building 3"));
        await _keeper.RegisterAsync("2026-06-01", Keeper.Found() with { Category = Category.Act });
        await _keeper.RegisterAsync("2026-06-01", Keeper.Found(area: "350304002"));
        var mine = await _keeper.RegisterAsync("2026-06-03");

        var similar = await _register.SimilarAsync(Scope.Everything, Keeper.Found() with { Site = null }, mine, Today, Ct);

        similar.Select(item => item.Id).ShouldBe([second, first]);
        for (var i = 0; i < HazardRegister.MaxSimilar; i++)
        {
            await _keeper.RegisterAsync("2026-06-04");
        }

        (await _register.SimilarAsync(Scope.Everything, Keeper.Found() with { Site = null }, mine, Today, Ct)).Count.ShouldBe(HazardRegister.MaxSimilar);
    }

    [Fact]
    public async Task Similar_hazards_of_the_same_site_follow_those_of_the_same_place()
    {
        var elsewhere = await _keeper.RegisterAsync("2026-06-03", Keeper.Found(place: "Building 3"));
        await _keeper.RegisterAsync("2026-06-03", Keeper.Found(place: "Building 4") with { Category = Category.Act });
        var here = await _keeper.RegisterAsync("2026-06-01");

        var similar = await _register.SimilarAsync(Scope.Everything, Keeper.Found(), Guid.Empty, Today, Ct);

        similar.Select(item => item.Id).ShouldBe([here, elsewhere]);
    }

    [Fact]
    public async Task What_is_said_of_a_similar_hazard_is_what_its_row_says_and_what_both_have_in_common()
    {
        var found = Keeper.Found(area: "Z-350304-01", sector: "gas", enterprise: "91350304MA2XA0K7XA");
        var here = await _keeper.RegisterAsync("2026-06-01", found);
        await _keeper.RecordAsync(here, "2026-06-01", Keeper.Graded(Grade.Major));
        await _keeper.RecordAsync(here, "2026-06-02", Keeper.Ordered("2026-06-10"));
        var elsewhere = await _keeper.RegisterAsync("2026-06-05", found with { Area = "350302001", Place = "Building 9" });
        var neighbour = await _keeper.RegisterAsync("2026-05-01", found with { Enterprise = null, Site = "SITE-9" });

        var similar = await _register.SimilarAsync(Scope.Everything, found, Guid.Empty, Today, Ct);

        similar.Select(one => (one.Id, one.Place, one.Enterprise, one.Site)).ShouldBe(
            [(here, found.Place, found.Enterprise, null), (neighbour, found.Place, null, null), (elsewhere, null, found.Enterprise, null)]);
        foreach (var one in similar)
        {
            var row = (await _register.FindAsync(Scope.Everything, one.Id.ToString(), Today, Ct))!;
            (one.Number, one.Lifecycle, one.Standing, one.Grade).ShouldBe((row.Number, row.Lifecycle, row.Standing, row.Grade));
            (one.Area, one.Sector, one.Category, one.DiscoveredOn).ShouldBe((row.Area, row.Sector, row.Category, row.DiscoveredOn));
        }

        similar[0].Standing.ShouldBe(Standing.Overdue);
        (await _register.SimilarAsync(new(["350302"], [], null), found, Guid.Empty, Today, Ct)).Select(one => one.Id).ShouldBe([elsewhere]);
        (await _register.SimilarAsync(new([], ["fire"], null), found, Guid.Empty, Today, Ct)).ShouldBeEmpty();
        (await _register.SimilarAsync(new([], [], "SITE-9"), found, Guid.Empty, Today, Ct)).Select(one => one.Id).ShouldBe([neighbour]);
    }
}
