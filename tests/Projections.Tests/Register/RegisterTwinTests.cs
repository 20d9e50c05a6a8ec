using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Tests.Histories;
using HazardLedger.Testing;

namespace HazardLedger.Projections.Tests.Register;

/// <summary>The register against the slow and obvious way to the same answer: fold every history, then look.</summary>
public sealed class RegisterTwinTests
{
    private static readonly DateOnly Today = Keeper.Day("2026-06-17");
    private static readonly string[] Areas = ["350304001", "350304101", "Z-350304-01", "350302001", "430902001"];
    private static readonly string[] Sectors = ["fire", "gas", "industryTrade"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_register_says_of_every_hazard_what_its_history_says_to_every_caller()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var database = await LedgerDatabase.CreateAsync();
        await using var memory = new RegisterMemory(database.App);
        var ledger = await database.OpenLedgerAsync(new() { Committed = memory.Offer });
        var keeper = new Keeper(ledger);
        await GrowAsync(keeper, random);
        var (register, histories) = (new HazardRegister(database.App, memory), new HazardHistories(ledger));

        for (var asked = 0; asked < 12; asked++)
        {
            var scope = asked == 0 ? Scope.Everything : AnyScope(random);
            var told = new List<HazardView>();
            foreach (var hazard in keeper.Stories.Keys)
            {
                var history = await histories.LoadAsync(scope, hazard, Ct);
                var (view, row) = (history is null ? null : HazardView.Of(history, Today), await register.FindAsync(scope, hazard.ToString(), Today, Ct));
                Essence(row).ShouldBe(Essence(view), $"seed {seed}");
                told.AddRange(view is null ? [] : [view]);
            }

            foreach (var name in Enum.GetValues<RegisterName>())
            {
                var held = await register.AllAsync(scope, new(name, Today) { Sort = new((RegisterKey)random.Next(4), random.Next(2) == 0) }, Ct).Select(item => item.Id).ToListAsync(Ct);
                held.ShouldBe(told.Where(view => Belongs(view, name)).Select(view => view.Id), ignoreOrder: true, $"seed {seed}, register {name}");
            }
        }
    }

    private static async Task GrowAsync(Keeper keeper, Random random)
    {
        for (var i = 0; i < 40; i++)
        {
            await keeper.RegisterAsync("2026-06-01", Keeper.Found(
                Pick(Areas, random), Pick(Sectors, random), source: (DiscoverySource)random.Next(16), enterprise: random.Next(2) == 0 ? "ENT-" + random.Next(3) : null));
        }

        for (var i = 0; i < 250; i++)
        {
            var hazard = keeper.Stories.Keys.ElementAt(random.Next(keeper.Stories.Count));
            var entry = Keeper.On($"2026-06-{2 + i / 20:00}");
            var command = AnyCommand(keeper, hazard, i, random);
            if (HazardDecider.Decide(command, entry, keeper.Stories[hazard], Keeper.Desk) is { Refusal: null, IsAlreadySo: false }
                && (command is not MergeHazard merge || (merge.Survivor != hazard && !keeper.Stories[merge.Survivor].Now.IsGone)))
            {
                await keeper.RecordAsync(hazard, entry, command);
            }
        }
    }

    private static HazardCommand AnyCommand(Keeper keeper, Guid hazard, int step, Random random) => random.Next(14) switch
    {
        0 or 1 => Keeper.Graded((Grade)random.Next(1, 3)),
        2 or 3 or 4 => Keeper.Ordered($"2026-06-{16 + random.Next(14)}"),
        5 or 6 => Keeper.Reported(),
        7 or 8 => Keeper.Passed(),
        9 => Keeper.Closed(),
        10 => Keeper.Listed("L-" + step, "2026-06-30"),
        11 => new CorrectHazard(CorrectableField.Area, Pick(Areas, random), "moved", null),
        12 => new MergeHazard(keeper.Stories.Keys.ElementAt(random.Next(keeper.Stories.Count)), "the same"),
        _ => keeper.Stories[hazard].Now.Listing is { } listing ? new RevokeListing(listing.ListingNo, "mistake") : new VoidHazard(VoidReason.NotAHazard),
    };

    private static Scope AnyScope(Random random)
    {
        string[] above = ["35", "350304", "3503", "430902", "Z-350304-01", "350302001"];
        string? party = random.Next(3) switch { 0 => "ENT-" + random.Next(3), 1 => "SITE-1", _ => null };
        return new(
            [.. Enumerable.Range(0, random.Next(3)).Select(_ => Pick(above, random))], [.. Enumerable.Range(0, random.Next(3)).Select(_ => Pick(Sectors, random))], party);
    }

    private static bool Belongs(HazardView view, RegisterName name)
    {
        var gone = view.Lifecycle is Lifecycle.Voided or Lifecycle.Merged;
        var finished = view.Grade == Grade.Major ? view.ClosedOn is not null : view.Acceptance is not null;
        var working = view.Lifecycle is Lifecycle.Registered or Lifecycle.Rectifying;
        return name == RegisterName.Gone ? gone : !gone && name switch
        {
            RegisterName.Open => !finished,
            RegisterName.General => view.Grade != Grade.Major,
            RegisterName.Major => view.Grade == Grade.Major,
            RegisterName.Listed => view.Listings.Any(listing => listing.Status == ListingStatus.Active),
            RegisterName.Overdue => working && view.Deadline.On < Today,
            RegisterName.DueSoon => working && view.Deadline.On >= Today && view.Deadline.On <= Today.AddDays(7),
            RegisterName.AwaitingAcceptance => view.Lifecycle == Lifecycle.PendingAcceptance,
            RegisterName.Closed => view.Lifecycle == Lifecycle.Closed,
            _ => true,
        };
    }

    private static object? Essence(HazardView? view) => view is null ? null : (
        (view.Id, view.Number, view.Version, view.Position, view.Lifecycle, view.Standing, view.Grade), (view.Area, view.Sector, view.Source, view.SourceGroup, view.Category),
        (view.Enterprise, view.Site, view.Place, view.Description, view.Regulator), (view.DiscoveredOn, view.Deadline, view.ReinspectBy, view.FinishedOn),
        (view.Listing, string.Join(',', view.Campaigns), view.ReopenCount, view.MergedInto, view.External));

    private static object? Essence(RegisterItem? row) => row is null ? null : (
        (row.Id, row.Number, row.Version, row.Position, row.Lifecycle, row.Standing, row.Grade), (row.Area, row.Sector, row.Source, row.SourceGroup, row.Category),
        (row.Enterprise, row.Site, row.Place, row.Description, row.Regulator), (row.DiscoveredOn, row.Deadline, row.ReinspectBy, row.FinishedOn),
        (row.Listing, string.Join(',', row.Campaigns), row.ReopenCount, row.MergedInto, row.External));

    private static string Pick(string[] from, Random random) => from[random.Next(from.Length)];
}
