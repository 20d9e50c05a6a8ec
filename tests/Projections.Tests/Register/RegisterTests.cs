using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Tests.Histories;
using HazardLedger.Testing;

namespace HazardLedger.Projections.Tests.Register;

public sealed class RegisterTests : IAsyncLifetime
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
    public async Task Each_register_holds_what_the_domain_says_it_holds()
    {
        var bare = await _keeper.RegisterAsync("2026-06-01");
        var overdue = await OrderedAsync("2026-06-16");
        var dueToday = await OrderedAsync("2026-06-17");
        var dueLater = await OrderedAsync("2026-06-25");
        var waiting = await OrderedAsync("2026-06-10");
        await _keeper.RecordAsync(waiting, "2026-06-09", Keeper.Reported());
        var accepted = await OrderedAsync("2026-06-10");
        await _keeper.RecordAsync(accepted, "2026-06-09", Keeper.Passed());
        var closed = await OrderedAsync("2026-06-10");
        await _keeper.RecordAsync(closed, "2026-06-09", Keeper.Passed());
        await _keeper.RecordAsync(closed, "2026-06-10", Keeper.Closed());
        var major = await MajorAsync();
        var acceptedMajor = await MajorAsync();
        await _keeper.RecordAsync(acceptedMajor, "2026-06-10", Keeper.Passed());
        var listed = await MajorAsync();
        await _keeper.RecordAsync(listed, "2026-06-05", Keeper.Listed("L-1", "2026-07-30"));
        var voided = await _keeper.RegisterAsync("2026-06-01");
        await _keeper.RecordAsync(voided, "2026-06-02", new VoidHazard(VoidReason.NotFound));
        var merged = await _keeper.RegisterAsync("2026-06-01");
        await _keeper.RecordAsync(merged, "2026-06-02", new MergeHazard(bare, "the same"));

        await ShouldHoldAsync(RegisterName.Open, bare, overdue, dueToday, dueLater, waiting, major, acceptedMajor, listed);
        await ShouldHoldAsync(RegisterName.General, bare, overdue, dueToday, dueLater, waiting, accepted, closed);
        await ShouldHoldAsync(RegisterName.Major, major, acceptedMajor, listed);
        await ShouldHoldAsync(RegisterName.Listed, listed);
        await ShouldHoldAsync(RegisterName.Overdue, overdue);
        await ShouldHoldAsync(RegisterName.DueSoon, dueToday);
        await ShouldHoldAsync(RegisterName.AwaitingAcceptance, waiting);
        await ShouldHoldAsync(RegisterName.Closed, closed);
        await ShouldHoldAsync(RegisterName.All, bare, overdue, dueToday, dueLater, waiting, accepted, closed, major, acceptedMajor, listed);
        await ShouldHoldAsync(RegisterName.Gone, voided, merged);
        (await HeldAsync(new(RegisterName.DueSoon, Today) { DueSoonDays = 8 })).ShouldBe([dueToday, dueLater], ignoreOrder: true);
        (await HeldAsync(new(RegisterName.Overdue, Today.AddDays(1)))).ShouldBe([overdue, dueToday], ignoreOrder: true);
    }

    [Fact]
    public async Task A_row_says_where_its_hazard_stands()
    {
        var hazard = await _keeper.RegisterAsync("2026-06-01", Keeper.Found(
            area: "Z-350304-01", sector: "gas", source: DiscoverySource.PublicReport, enterprise: "91350304MA2XA0K7XA", external: new("platform", "7"), campaigns: ["rootCause"]));
        await _keeper.RecordAsync(hazard, "2026-06-01", Keeper.Graded(Grade.Major));
        await _keeper.RecordAsync(hazard, "2026-06-02", Keeper.Ordered("2026-06-10"));
        var last = await _keeper.RecordAsync(hazard, "2026-06-03", Keeper.Listed("L-1", "2026-06-12"));

        var row = (await _register.FindAsync(Scope.Everything, "350304-2026-000001", Today, Ct))!;

        row.ShouldBe(await _register.FindAsync(Scope.Everything, hazard.ToString(), Today, Ct), new RowsAreEqual());
        (row.Id, row.Version, row.Position, row.RecordedAt).ShouldBe((hazard, 4, last.FirstPosition, last.RecordedAt));
        (row.Lifecycle, row.Standing, row.Grade).ShouldBe((Lifecycle.Rectifying, Standing.Overdue, Grade.Major));
        (row.Area, row.Sector, row.Enterprise, row.Site, row.Regulator).ShouldBe(("Z-350304-01", "gas", "91350304MA2XA0K7XA", null, "350304-EMB"));
        (row.Source, row.SourceGroup, row.Category).ShouldBe((DiscoverySource.PublicReport, SourceGroup.Public, Category.Thing));
        row.Deadline.ShouldBe(new(Keeper.Day("2026-06-12"), Keeper.Day("2026-06-10"), Overdue: true));
        row.Listing.ShouldBe(new("L-1", Level.County, Keeper.Day("2026-06-12")));
        row.Campaigns.ShouldBe(["rootCause"]);
        row.External.ShouldBe(new("platform", "7"));
        (await _register.FindAsync(Scope.Everything, "350304-2026-000099", Today, Ct)).ShouldBeNull();
        (await _register.FindAsync(Scope.Everything, Guid.NewGuid().ToString(), Today, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Filters_narrow_a_register_and_an_area_holds_all_below_it()
    {
        var street = await _keeper.RegisterAsync("2026-06-01", Keeper.Found(area: "350304001", sector: "fire", enterprise: "91350304MA2XA0K7XA"));
        var zone = await _keeper.RegisterAsync("2026-06-01", Keeper.Found(area: "Z-350304-01", sector: "gas", source: DiscoverySource.WorkerReport, external: new("a", "1")));
        var neighbour = await _keeper.RegisterAsync("2026-06-01", Keeper.Found(area: "350302001", source: DiscoverySource.PublicReport));
        var county = await _keeper.RegisterAsync("2026-06-01", Keeper.Found(area: "350304"));
        var foreign = await _keeper.RegisterAsync("2026-06-01", Keeper.Found(area: "BOG", external: new("b", "1")));
        await _keeper.RecordAsync(neighbour, "2026-06-01", Keeper.Graded(Grade.General));
        await _keeper.RecordAsync(county, "2026-06-01", Keeper.Graded(Grade.Major));
        var all = new RegisterFilter(RegisterName.All, Today);

        (await HeldAsync(all with { Area = "350304" })).ShouldBe([street, zone, county], ignoreOrder: true);
        (await HeldAsync(all with { Area = "35" })).ShouldBe([street, zone, county, neighbour], ignoreOrder: true);
        (await HeldAsync(all with { Area = "Z-350304-01" })).ShouldBe([zone]);
        (await HeldAsync(all with { Area = "BOG" })).ShouldBe([foreign]);
        (await HeldAsync(all with { Area = "3503%" })).ShouldBeEmpty();
        (await HeldAsync(all with { Sector = "gas" })).ShouldBe([zone]);
        (await HeldAsync(all with { Grade = Grade.General })).ShouldBe([street, zone, neighbour, foreign], ignoreOrder: true);
        (await HeldAsync(all with { Grade = Grade.Ungraded })).ShouldBe([street, zone, foreign], ignoreOrder: true);
        (await HeldAsync(all with { Grade = Grade.Major })).ShouldBe([county]);
        (await HeldAsync(all with { SourceGroup = SourceGroup.Enterprise })).ShouldBe([zone]);
        (await HeldAsync(all with { Enterprise = "91350304MA2XA0K7XA" })).ShouldBe([street]);
        (await HeldAsync(all with { Enterprise = "SITE-1", Area = "350302" })).ShouldBe([neighbour]);
        (await HeldAsync(all with { External = new("a", "1") })).ShouldBe([zone]);
    }

    [Fact]
    public async Task Words_are_found_in_both_languages_and_mean_themselves()
    {
        var exit = await _keeper.RegisterAsync("2026-06-01", Keeper.Found(place: "Warehouse B-3", description: "疏散通道被货物堵塞 100%"));
        await _keeper.RecordAsync(exit, Keeper.On("2026-06-02", "荔应急责改〔2026〕12号"), Keeper.Ordered("2026-06-30"));
        var gas = await _keeper.RegisterAsync("2026-06-01", Keeper.Found(place: "Kitchen_1", description: "燃气软管老化"));
        var all = new RegisterFilter(RegisterName.All, Today);

        (await HeldAsync(all with { Words = "通道" })).ShouldBe([exit]);
        (await HeldAsync(all with { Words = "WAREHOUSE  堵塞" })).ShouldBe([exit]);
        (await HeldAsync(all with { Words = "〔2026〕12号" })).ShouldBe([exit]);
        (await HeldAsync(all with { Words = "warehouse 软管" })).ShouldBeEmpty();
        (await HeldAsync(all with { Words = "%" })).ShouldBe([exit]);
        (await HeldAsync(all with { Words = "n_1" })).ShouldBe([gas]);
        (await HeldAsync(all with { Words = "'; DROP TABLE hl.register; --" })).ShouldBeEmpty();
        (await HeldAsync(all with { Words = "000002" })).ShouldBe([gas]);
        (await HeldAsync(all with { Words = " " })).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_caller_sees_only_what_lies_in_its_scope()
    {
        var fire = await _keeper.RegisterAsync("2026-06-01", Keeper.Found(area: "350304001", sector: "fire", enterprise: "91350304MA2XA0K7XA"));
        var gas = await _keeper.RegisterAsync("2026-06-01", Keeper.Found(area: "350304103", sector: "gas"));
        var other = await _keeper.RegisterAsync("2026-06-01", Keeper.Found(area: "350302001"));
        (Scope Scope, Guid[] Seen)[] callers =
        [
            (Scope.Everything, [fire, gas, other]), (new(["350304"], [], null), [fire, gas]), (new(["350304103", "350302"], [], null), [gas, other]),
            (new(["350304"], ["gas"], null), [gas]), (new([], [], "91350304MA2XA0K7XA"), [fire]), (new([], [], "SITE-1"), [gas, other]), (new(["99"], [], null), []),
        ];
        foreach (var (scope, seen) in callers)
        {
            (await HeldAsync(new(RegisterName.All, Today), scope)).ShouldBe(seen, ignoreOrder: true);
            foreach (var hazard in new[] { fire, gas, other })
            {
                var found = await _register.FindAsync(scope, hazard.ToString(), Today, Ct);
                (found is not null).ShouldBe(seen.Contains(hazard));
            }

            Guid[] asked = [other, Guid.NewGuid(), gas, fire];
            (await _register.ManyAsync(scope, asked, Today, Ct)).Select(item => item.Id).ShouldBe(asked.Where(seen.Contains));
            var similar = await _register.SimilarAsync(scope, Keeper.Found("350302001") with { Site = null }, Guid.Empty, Today, Ct);
            similar.Select(item => item.Id).ShouldBe(seen.Where(hazard => hazard == other));
        }
    }

    private async Task<Guid> OrderedAsync(string deadline)
    {
        var hazard = await _keeper.RegisterAsync("2026-06-01");
        await _keeper.RecordAsync(hazard, "2026-06-02", Keeper.Ordered(deadline));
        return hazard;
    }

    private async Task<Guid> MajorAsync()
    {
        var hazard = await OrderedAsync("2026-07-30");
        await _keeper.RecordAsync(hazard, "2026-06-02", Keeper.Graded(Grade.Major));
        return hazard;
    }

    private async Task ShouldHoldAsync(RegisterName register, params Guid[] hazards) =>
        (await HeldAsync(new(register, Today))).ShouldBe(hazards, ignoreOrder: true, $"register {register}");

    private async Task<List<Guid>> HeldAsync(RegisterFilter filter, Scope? scope = null)
    {
        var page = (await _register.PageAsync(scope ?? Scope.Everything, filter with { WithTotal = true }, null, 500, Ct)).ShouldBeOfType<RegisterPage>();
        page.Total.ShouldBe(page.Items.Count);
        page.Next.ShouldBeNull();
        return [.. page.Items.Select(item => item.Id)];
    }

    // Campaigns are a list: compared by what they hold.
    private sealed class RowsAreEqual : IEqualityComparer<RegisterItem?>
    {
        public bool Equals(RegisterItem? x, RegisterItem? y) => x is not null && y is not null && x.Campaigns.SequenceEqual(y.Campaigns) && x == y with { Campaigns = x.Campaigns };

        public int GetHashCode(RegisterItem? obj) => obj?.Id.GetHashCode() ?? 0;
    }
}
