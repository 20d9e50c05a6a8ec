using System.Text.Json;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Histories;

namespace HazardLedger.Projections.Tests.Histories;

public sealed class HazardViewTests
{
    private static readonly DateOnly Today = Keeper.Day("2026-06-17");

    private static Told MajorAndListed => new Told()
        .After("2026-06-01", Keeper.Found(enterprise: "91350304MA2XA0K7XA", external: new("platform", "7")))
        .After("2026-06-01", Keeper.Graded(Grade.Major))
        .After("2026-06-02", Keeper.Ordered("2026-06-10"), "荔应急责改〔2026〕12号")
        .After("2026-06-03", Keeper.Listed("L-1", "2026-06-15"), "荔安委〔2026〕3号");

    [Fact]
    public void A_state_on_the_wire_has_the_members_of_the_contract()
    {
        var json = Told.Json(HazardView.Now(MajorAndListed.History, Today, new Policy())!);

        string[] promised =
        [
            "id", "number", "version", "position", "lifecycle", "grade", "area", "sector", "source", "enterprise", "place", "description", "category", "discoveredOn",
            "deadline", "listing", "listings", "alsoFoundBy", "controls", "assignment", "plan", "evidence", "reopenCount", "external", "next",
        ];
        promised.Where(member => !json.TryGetProperty(member, out _)).ShouldBeEmpty();
        json.GetProperty("deadline").ToString().ShouldBe("""{"on":"2026-06-15","original":"2026-06-10","overdue":true}""");
        json.GetProperty("listing").ToString().ShouldBe("""{"listingNo":"L-1","level":"county","deadline":"2026-06-15"}""");
        (json.GetProperty("lifecycle").GetString(), json.GetProperty("grade").GetString(), json.GetProperty("source").GetString())
            .ShouldBe(("rectifying", "major", "bureauInspection"));
        (json.GetProperty("version").GetInt64(), json.GetProperty("position").GetInt64()).ShouldBe((4, 40));
        json.TryGetProperty("site", out _).ShouldBeFalse();
        json.TryGetProperty("mergedInto", out _).ShouldBeFalse();
        json.TryGetProperty("synthetic", out _).ShouldBeFalse("only a demonstration says so");
        json.GetProperty("evidence").GetArrayLength().ShouldBe(1, "the same photo cited four times");
    }

    [Fact]
    public void What_is_not_there_is_null_where_the_contract_says_so()
    {
        var json = Told.Json(HazardView.Of(new Told().After("2026-06-01", Keeper.Found()).History, Today)!);

        json.GetProperty("deadline").ToString().ShouldBe("""{"on":null,"original":null,"overdue":false}""");
        json.GetProperty("listing").ValueKind.ShouldBe(JsonValueKind.Null);
        json.TryGetProperty("next", out _).ShouldBeFalse();
        json.GetProperty("site").GetString().ShouldBe("SITE-1");
    }

    [Fact]
    public void Next_names_every_command_once_and_why_one_is_not_allowed()
    {
        var next = HazardView.Now(MajorAndListed.History, Today, new Policy())!.Next!.ToDictionary(command => command.Command);

        next.Keys.ShouldBe(HazardCommands.All.Select(row => row.Route).Where(route => route != "registrations"));
        next.Values.Where(command => command.Allowed).Select(command => command.Command).ShouldBe(
        [
            "assignments", "rectification-orders", "completion-reports", "acceptance-inspections", "listing-publications", "listing-revocations", "corrections",
            "cancellations", "evidence", "notes", "interim-controls", "transfers", "plans", "items", "progress-reports", "extension-requests", "listing-escalations",
            "notices", "penalty-cases", "exposures", "on-site-notices",
        ], ignoreOrder: true);
        next["closures"].Because!.Code.ShouldBe("notAccepted");
        next["closures"].Because!.Clause.ShouldBe("WSL-65");
        next["listings"].Because!.Code.ShouldBe("alreadyListed");
        next["self-rectifications"].Because.ShouldNotBeNull();
        next.Values.ShouldAllBe(command => command.Allowed == (command.Because == null));
    }

    [Fact]
    public void Next_knows_the_policy_that_a_listed_hazard_is_delisted_before_it_is_closed()
    {
        var accepted = MajorAndListed.After("2026-06-09", Keeper.Passed());

        Because(accepted, new Policy()).ShouldBe("delistFirst");
        Because(accepted, new Policy { DelistBeforeClosing = false }).ShouldBeNull();
        HazardView.Now(accepted.History, Today, new Policy())!.Next!.Single(command => command.Command == "delistings").Allowed.ShouldBeTrue();

        static string? Because(Told told, Policy policy) =>
            HazardView.Now(told.History, Today, policy)!.Next!.Single(command => command.Command == "closures").Because?.Code;
    }

    [Fact]
    public void Nothing_may_follow_on_a_voided_hazard()
    {
        var voided = new Told().After("2026-06-01", Keeper.Found()).After("2026-06-02", new VoidHazard(VoidReason.NotFound));
        HazardView.Now(voided.History, Today, new Policy())!.Next!.ShouldAllBe(command => command.Because!.Code == "hazardIsVoided");
    }

    [Fact]
    public void An_event_on_the_wire_has_the_members_of_the_contract_and_says_nothing_that_was_not_said()
    {
        var entry = Keeper.On("2026-06-02", "荔应急责改〔2026〕12号") with
        {
            OccurredAt = new(2026, 6, 2, 10, 20, 0, TimeSpan.FromHours(8)), Basis = ["WSL-65"], Note = "signed", Missing = ["plan"],
            ApprovedBy = new("P-2", "350304-EMB", "approver"),
        };
        var told = new Told().After("2026-06-01", Keeper.Found()).After(entry, Keeper.Ordered("2026-06-10"));
        var json = Told.Json(EventView.AllOf(told.History)[1]);

        (json.GetProperty("position").GetInt64(), json.GetProperty("version").GetInt64(), json.GetProperty("hazard").GetGuid()).ShouldBe((20, 2, Told.Hazard));
        json.GetProperty("type").GetString().ShouldBe("rectification_ordered");
        json.GetProperty("occurredOn").GetString().ShouldBe("2026-06-02");
        json.GetProperty("occurredAt").GetString().ShouldBe("2026-06-02T10:20:00+08:00");
        json.GetProperty("recordedAt").GetString().ShouldBe("2026-06-01T10:00:00+08:00");
        json.GetProperty("actor").ToString().ShouldBe("""{"person":"P-1","organisation":"350304-EMB","role":"recorder"}""");
        json.GetProperty("data").ToString().ShouldBe("""{"orderKind":"limited","deadline":"2026-06-10","requirements":["clear the exit"]}""");
        json.GetProperty("documentNo").GetString().ShouldBe("荔应急责改〔2026〕12号");
        json.GetProperty("missing")[0].GetString().ShouldBe("plan");
        json.GetProperty("approvedBy").GetProperty("person").GetString().ShouldBe("P-2");
        json.TryGetProperty("state", out _).ShouldBeFalse();

        var plain = Told.Json(EventView.AllOf(told.History)[0]);
        string[] unsaid = ["occurredAt", "documentNo", "basis", "note", "missing", "profile", "approvedBy"];
        unsaid.Where(member => plain.TryGetProperty(member, out _)).ShouldBeEmpty();
    }

    [Fact]
    public void With_the_state_each_event_shows_what_was_known_after_it()
    {
        var events = EventView.AllOf(MajorAndListed.History, Today);

        events.Select(view => view.State!.Version).ShouldBe([1, 2, 3, 4]);
        events.Select(view => view.State!.Grade).ShouldBe([Grade.Ungraded, Grade.Major, Grade.Major, Grade.Major]);
        events.Select(view => view.State!.Deadline.On).ShouldBe([null, null, Keeper.Day("2026-06-10"), Keeper.Day("2026-06-15")]);
        events.ShouldAllBe(view => view.State!.Next == null);
    }

    [Fact]
    public void A_merged_hazard_names_its_survivor_and_the_survivor_all_who_found_it()
    {
        var survivor = Guid.NewGuid();
        var merged = new Told().After("2026-06-01", Keeper.Found()).Then(Keeper.On("2026-06-02"), new HazardMerged(survivor, "the same"));
        HazardView.Of(merged.History, Today)!.MergedInto.ShouldBe(survivor);

        var absorbing = new Told().After("2026-06-03", Keeper.Found())
            .Then(Keeper.On("2026-06-04"), new DuplicateAbsorbed(Guid.NewGuid(), "350304-2026-000009", Keeper.Day("2026-06-01"), DiscoverySource.PublicReport, "350304-TWN"));
        var view = HazardView.Of(absorbing.History, Today)!;
        (view.FoundBy, view.DiscoveredOn, view.Source).ShouldBe(("350304-TWN", Keeper.Day("2026-06-01"), DiscoverySource.PublicReport));
        view.AlsoFoundBy.ShouldBe(["350304-EMB"]);
    }
}
