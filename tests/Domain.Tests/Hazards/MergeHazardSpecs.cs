using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class MergeHazardSpecs
{
    private static readonly Guid Duplicate = new("0197aaaa-0000-7000-8000-000000000002");
    private static readonly MergeHazard Merge = new(Stage.Survivor, "same exit");

    private static readonly Given Town = Given.Nothing.After("2026-02-27", Given.Register(DiscoverySource.PublicReport), new Actor("P-3", "350304001-TWN", "recorder"));

    private static Decision Absorb(Given duplicate, Given survivor, Guid? into = null) =>
        HazardDecider.DecideAbsorption(Merge with { Survivor = into ?? Stage.Survivor }, Duplicate, duplicate.Story, Given.On("2026-03-04"), survivor.Story);

    private static Given Absorbed(Given survivor, Given duplicate) =>
        new(survivor.Story.With(Absorb(duplicate, survivor).ThenOne<DuplicateAbsorbed>(), Given.On("2026-03-04")));

    [Fact]
    public void A_duplicate_goes_into_its_survivor()
    {
        Stage.Registered.When("2026-03-04", Merge).Then(new HazardMerged(Stage.Survivor, "same exit"));
        var hazard = Stage.Merged.Story.Now;
        (hazard.Lifecycle, hazard.MergedInto, hazard.IsGone).ShouldBe((Lifecycle.Merged, Stage.Survivor, true));
    }

    [Fact]
    public void Merged_again_into_the_same_it_is_so_already_and_into_another_it_is_refused()
    {
        Stage.Merged.When("2026-03-05", Merge).ThenAlreadySo();
        Stage.Merged.When("2026-03-05", Merge with { Survivor = Duplicate }).ThenRefused(HazardIsMerged);
    }

    [Fact]
    public void A_listed_or_finished_duplicate_is_not_merged()
    {
        Stage.Listed.When("2026-03-20", Merge).ThenRefused(HazardIsListed);
        Stage.Accepted.When("2026-03-20", Merge).ThenRefused(AlreadyAccepted);
        Stage.Closed.When("2026-03-20", Merge).ThenRefused(HazardIsClosed);
    }

    [Fact]
    public void A_merger_dated_before_recorded_steps_contradicts_them() =>
        Stage.Rectifying.When("2026-03-02", Merge).ThenContradicts(2, HazardIsMerged);

    [Fact]
    public void The_survivor_says_whom_it_absorbed() => Absorb(Town, Stage.Registered).Then(
        new DuplicateAbsorbed(Duplicate, "", Given.Day("2026-02-27"), DiscoverySource.PublicReport, "350304001-TWN"));

    [Fact]
    public void The_earliest_finder_and_day_are_kept_and_the_later_one_is_named_beside()
    {
        var earlier = Absorbed(Stage.Registered, Town).Story.Now;
        (earlier.DiscoveredOn, earlier.Source, earlier.FoundBy).ShouldBe((Given.Day("2026-02-27"), DiscoverySource.PublicReport, "350304001-TWN"));
        earlier.AlsoFoundBy.ShouldBe(["350304-EMB"]);

        var later = Absorbed(Town, Stage.Registered).Story.Now;
        (later.DiscoveredOn, later.Source, later.FoundBy).ShouldBe((Given.Day("2026-02-27"), DiscoverySource.PublicReport, "350304001-TWN"));
        later.AlsoFoundBy.ShouldBe(["350304-EMB"]);
    }

    [Fact]
    public void Found_on_the_same_day_the_survivors_own_finder_stays_first()
    {
        var hazard = Absorbed(Stage.Registered, Given.Nothing.After("2026-03-02", Given.Register(), Given.Enterprise)).Story.Now;
        (hazard.FoundBy, hazard.AlsoFoundBy.Single()).ShouldBe(("350304-EMB", "ENT-1"));
    }

    [Fact]
    public void Absorption_counts_since_the_discovery_and_not_since_the_day_of_the_merger() =>
        Absorbed(Stage.Registered, Town).Story.On(Given.Day("2026-03-02")).DiscoveredOn.ShouldBe(Given.Day("2026-02-27"));

    [Fact]
    public void A_survivor_may_be_in_any_living_state()
    {
        Absorb(Stage.Registered, Stage.Closed).ThenOne<DuplicateAbsorbed>();
        Absorb(Stage.Registered, Stage.Listed).ThenOne<DuplicateAbsorbed>();
    }

    [Fact]
    public void Nothing_is_merged_into_itself_into_nothing_or_into_what_is_gone()
    {
        Absorb(Stage.Registered, Stage.Registered, into: Duplicate).ThenRefused(MergeIntoItself);
        Absorb(Stage.Registered, Given.Nothing).ThenRefused(SurvivorUnknown);
        Absorb(Stage.Registered, Stage.Voided).ThenRefused(SurvivorIsGone);
        Absorb(Stage.Registered, Stage.Merged).ThenRefused(SurvivorIsGone);
    }
}
