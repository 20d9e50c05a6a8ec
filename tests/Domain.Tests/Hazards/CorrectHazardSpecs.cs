using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class CorrectHazardSpecs
{
    private static CorrectHazard To(CorrectableField field, string value, string? effectiveOn = null) =>
        new(field, value, "entered wrongly", effectiveOn is null ? null : Given.Day(effectiveOn));

    [Theory]
    [InlineData(CorrectableField.Area, "350304001", "350302")]
    [InlineData(CorrectableField.Sector, "fire", "industryTrade")]
    [InlineData(CorrectableField.Enterprise, null, "91350304MA2XA0K7XA")]
    [InlineData(CorrectableField.Site, "SITE-1", "SITE-2")]
    [InlineData(CorrectableField.DiscoveredOn, "2026-03-02", "2026-03-01")]
    [InlineData(CorrectableField.Source, "bureauInspection", "publicReport")]
    [InlineData(CorrectableField.Category, "thing", "management")]
    [InlineData(CorrectableField.Place, "Building 2", "Building 3")]
    [InlineData(CorrectableField.Description, "Exit blocked", "Exit locked")]
    public void A_field_is_corrected_and_the_old_value_stays_readable(CorrectableField field, string? old, string value)
    {
        Stage.Registered.When("2026-03-20", To(field, value)).Then(new HazardCorrected(field, old, value, "entered wrongly", null));
        var corrected = Stage.Registered.After("2026-03-20", To(field, value));
        corrected.Story.Now.ValueOf(field).ShouldBe(value);
        corrected.When("2026-03-21", To(field, value)).ThenAlreadySo();
    }

    [Fact]
    public void Every_correctable_field_has_a_case_above() => Enum.GetValues<CorrectableField>().Length.ShouldBe(9);

    [Fact]
    public void A_party_is_an_enterprise_or_a_site_and_never_both()
    {
        var enterprise = Stage.Registered.After("2026-03-20", To(CorrectableField.Enterprise, "91350304MA2XA0K7XA"));
        enterprise.Story.Now.Site.ShouldBeNull();
        enterprise.After("2026-03-21", To(CorrectableField.Site, "SITE-2")).Story.Now.Enterprise.ShouldBeNull();
    }

    [Fact]
    public void Without_a_day_it_counts_since_registration_and_with_one_from_that_day()
    {
        Stage.Registered.After("2026-03-20", To(CorrectableField.Area, "350302")).Story.On(Given.Day("2026-03-02")).Area.ShouldBe("350302");
        var moved = Stage.Registered.After("2026-03-20", To(CorrectableField.Area, "350302", "2026-03-10")).Story;
        moved.On(Given.Day("2026-03-09")).Area.ShouldBe("350304001");
        moved.On(Given.Day("2026-03-10")).Area.ShouldBe("350302");
    }

    [Fact]
    public void A_value_that_holds_only_since_some_day_can_still_be_corrected_to_hold_since_registration()
    {
        var moved = Stage.Registered.After("2026-03-20", To(CorrectableField.Area, "350302", "2026-03-10"));
        moved.When("2026-03-21", To(CorrectableField.Area, "350302", "2026-03-10")).ThenAlreadySo();
        moved.When("2026-03-21", To(CorrectableField.Area, "350302")).Then(
            new HazardCorrected(CorrectableField.Area, "350304001", "350302", "entered wrongly", null));
        moved.After("2026-03-21", To(CorrectableField.Area, "350302")).Story.On(Given.Day("2026-03-02")).Area.ShouldBe("350302");
    }

    [Fact]
    public void It_cannot_take_effect_after_the_day_of_the_entry_nor_before_the_discovery()
    {
        Stage.Registered.When("2026-03-20", To(CorrectableField.Area, "350302", "2026-03-21")).ThenRefused(EffectiveAfterEntry);
        Stage.Registered.When("2026-03-20", To(CorrectableField.Area, "350302", "2026-03-01")).ThenRefused(BeforeDiscovery);
        Stage.Registered.When("2026-03-20", To(CorrectableField.Area, "350302", "2026-03-20")).ThenOne<HazardCorrected>();
    }

    [Theory]
    [InlineData(CorrectableField.DiscoveredOn, "2026-3-1")]
    [InlineData(CorrectableField.DiscoveredOn, "2026-03-21")]
    [InlineData(CorrectableField.DiscoveredOn, "")]
    [InlineData(CorrectableField.Source, "hearsay")]
    [InlineData(CorrectableField.Source, "3")]
    [InlineData(CorrectableField.Source, "+3")]
    [InlineData(CorrectableField.Source, "")]
    [InlineData(CorrectableField.Category, "thing, act")]
    [InlineData(CorrectableField.Category, "1")]
    [InlineData(CorrectableField.Category, "Act")]
    [InlineData(CorrectableField.Area, " ")]
    [InlineData(CorrectableField.Description, "")]
    public void A_value_must_fit_its_field(CorrectableField field, string value) =>
        Stage.Registered.When("2026-03-20", To(field, value)).ThenRefused(FieldValueInvalid);

    [Fact]
    public void The_day_of_discovery_has_no_day_of_effect() =>
        Stage.Registered.When("2026-03-20", To(CorrectableField.DiscoveredOn, "2026-03-01", "2026-03-10")).ThenRefused(FieldValueInvalid);

    [Fact]
    public void The_discovery_cannot_be_moved_past_a_later_step()
    {
        Stage.Rectifying.When("2026-03-20", To(CorrectableField.DiscoveredOn, "2026-03-03")).ThenOne<HazardCorrected>();
        Stage.Rectifying.When("2026-03-20", To(CorrectableField.DiscoveredOn, "2026-03-04")).ThenContradicts(2, BeforeDiscovery);
    }

    [Fact]
    public void The_discovery_cannot_be_moved_past_the_day_on_which_the_work_was_completed()
    {
        var reported = Stage.Registered.After("2026-03-08", Given.Order("2026-03-25"))
            .After("2026-03-10", Given.Report() with { CompletedOn = Given.Day("2026-03-05") }, Given.Enterprise);
        reported.When("2026-03-20", To(CorrectableField.DiscoveredOn, "2026-03-05")).ThenOne<HazardCorrected>();
        reported.When("2026-03-20", To(CorrectableField.DiscoveredOn, "2026-03-06")).ThenContradicts(3, BeforeDiscovery);
    }

    [Fact]
    public void A_closed_hazard_can_be_corrected() => Stage.Closed.When("2026-03-20", To(CorrectableField.Area, "350302")).ThenOne<HazardCorrected>();
}
