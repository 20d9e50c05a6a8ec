using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class RegisterHazardSpecs
{
    [Fact]
    public void What_is_found_today_is_registered_as_discovered_today_and_without_a_number_yet() =>
        Given.Nothing.When("2026-03-02", Given.Register()).Then(new HazardRegistered(
            "", Given.Day("2026-03-02"), DiscoverySource.BureauInspection, "350304001", "fire", Category.Thing, null, "SITE-1",
            "Building 2", "Exit blocked", ["P-1"], null, [], null, null, null));

    [Fact]
    public void Everything_that_the_finder_says_is_kept()
    {
        var command = new RegisterHazard(
            Given.Day("2026-03-01"), DiscoverySource.PublicReport, "350304103", "industryTrade", Category.Act, "91350304MA2XA0K7XA", null, "Hall 1",
            "动火无监护", ["P-1", "P-2"], new GeoPoint(119.02, 25.43, "GCJ-02"), ["rootCause"], "350304-2025-000007", "D-9", new ExternalId("mqa", "77"));
        Given.Nothing.When("2026-03-02", command).Then(new HazardRegistered(
            "", Given.Day("2026-03-01"), command.Source, command.Area, command.Sector, command.Category, command.Enterprise, null, command.Place,
            command.Description, command.Discoverers, command.Point, ["rootCause"], command.RecurrenceOf, command.UpperDispatchNo, command.External));
    }

    [Fact]
    public void It_cannot_be_discovered_after_the_day_of_its_registration() =>
        Given.Nothing.When("2026-03-02", Given.Register() with { DiscoveredOn = Given.Day("2026-03-03") }).ThenRefused(DiscoveredAfterRegistration);

    [Fact]
    public void A_history_from_elsewhere_cannot_be_discovered_after_its_registration_either() =>
        Given.Nothing.When(Given.On("2026-03-02") with { Profile = "historical" }, Given.Register() with { DiscoveredOn = Given.Day("2026-03-03") })
            .ThenRefused(DiscoveredAfterRegistration);

    [Fact]
    public void The_same_stream_is_registered_once() => Stage.Registered.When("2026-03-02", Given.Register()).ThenRefused(AlreadyRegistered);

    [Fact]
    public void A_second_registration_dated_before_the_first_is_refused_too() =>
        Stage.Registered.When("2026-03-01", Given.Register()).ThenRefused(AlreadyRegistered);

    [Fact]
    public void The_story_begins_on_the_day_of_discovery_before_the_registration_itself() =>
        Given.Nothing.After("2026-03-06", Given.Register() with { DiscoveredOn = Given.Day("2026-03-02") })
            .When("2026-03-03", Given.Order("2026-03-25")).ThenOne<RectificationOrdered>();

    [Fact]
    public void No_step_lies_before_the_day_of_discovery() =>
        Stage.Registered.When("2026-03-01", Given.Order("2026-03-25")).ThenRefused(BeforeDiscovery);

    [Fact]
    public void What_an_authority_finds_it_also_regulates_until_somebody_else_does()
    {
        var hazard = Stage.Registered.Story.Now;
        (hazard.Lifecycle, hazard.FoundBy, hazard.Regulator, hazard.Grade).ShouldBe((Lifecycle.Registered, "350304-EMB", "350304-EMB", Grade.Ungraded));
        Given.Nothing.After("2026-03-02", Given.Register(DiscoverySource.EnterpriseSelfInspection), Given.Enterprise).Story.Now.Regulator.ShouldBeNull();
    }
}
