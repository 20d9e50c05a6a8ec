using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>Guards that a jurisdiction switches on or off. The specs of each rule say what holds by default.</summary>
public sealed class PolicySpecs
{
    private static readonly RectifyOnTheSpot OnTheSpot = new("cleared", "P-1");

    private static Decision Under(Policy policy, Given given, Entry entry, HazardCommand command) =>
        HazardDecider.Decide(command, entry, given.Story, Given.Desk with { Policy = policy with { SecondPersonFor = [] } });

    private static Entry Bare(string day, Actor? actor = null) => Given.On(day, actor) with { Evidence = [] };

    [Fact]
    public void An_accepted_general_hazard_is_struck_off_in_the_same_decision() // H4
    {
        var closing = new Policy { SecondPersonFor = [], CloseOnAcceptance = true };
        Under(closing, Stage.Pending, Given.On("2026-03-12"), Given.Pass()).Then(new AcceptancePassed(["P-1", "P-2"]), new HazardClosed(ClosureKind.Rectified));
        Under(closing, Stage.Registered, Given.On("2026-03-02"), OnTheSpot).Then(new HazardRectifiedOnTheSpot("cleared", "P-1"), new HazardClosed(ClosureKind.Rectified));
        Under(closing, Stage.Pending, Given.On("2026-03-12"), Given.Fail()).ThenOne<AcceptanceFailed>();
        Under(new(), Stage.Pending, Given.On("2026-03-12"), Given.Pass()).ThenOne<AcceptancePassed>();
        Under(new(), Stage.Registered, Given.On("2026-03-02"), OnTheSpot).ThenOne<HazardRectifiedOnTheSpot>();
    }

    [Fact]
    public void Accepted_and_struck_off_again_it_is_so_already_and_of_another_day_it_is_refused()
    {
        var closing = new Policy { SecondPersonFor = [], CloseOnAcceptance = true };
        Under(closing, Stage.Closed, Given.On("2026-03-12"), Given.Pass()).ThenAlreadySo();
        Under(closing, Stage.Closed, Given.On("2026-03-14"), Given.Pass()).ThenRefused(HazardIsClosed);
        var onTheSpot = Stage.Registered.After("2026-03-02", OnTheSpot).After("2026-03-02", Given.Close());
        Under(closing, onTheSpot, Given.On("2026-03-02"), Given.Pass()).ThenRefused(HazardIsClosed);
        var sameDay = Stage.Accepted.After("2026-03-12", Given.Close());
        Under(closing, sameDay, Given.On("2026-03-12"), Given.Pass()).ThenAlreadySo();
        Under(new(), sameDay, Given.On("2026-03-12"), Given.Pass()).ThenRefused(HazardIsClosed);
    }

    [Fact]
    public void A_major_one_one_under_control_and_one_with_later_steps_keep_a_closing_of_their_own()
    {
        var closing = new Policy { SecondPersonFor = [], CloseOnAcceptance = true };
        var major = Stage.MajorRectifying.After("2026-03-10", Given.Report(), Given.Enterprise);
        Under(closing, major, Given.On("2026-03-12"), Given.Pass()).ThenOne<AcceptancePassed>();
        var cordoned = Stage.Pending.After("2026-03-11", new ImposeControl("C-1", ControlKind.Cordon, "the yard", null, null));
        Under(closing, cordoned, Given.On("2026-03-12"), Given.Pass()).ThenOne<AcceptancePassed>();
        var noted = Stage.Pending.After("2026-03-13", new AddNote());
        Under(closing, noted, Given.On("2026-03-12"), Given.Pass()).ThenOne<AcceptancePassed>();
        Under(closing, noted, Given.On("2026-03-13"), Given.Pass()).Events.Count.ShouldBe(2);
    }

    [Fact]
    public void Only_the_listing_body_delists_unless_its_office_may() // H10: the county after the escalation to the city
    {
        var delist = new DelistHazard("L-1", DelistingGround.Rectified);
        Under(new(), Stage.ListedAccepted, Given.On("2026-04-07"), delist).ThenRefused(NotTheListingBody);
        Under(new() { ListingBodyDelists = false }, Stage.ListedAccepted, Given.On("2026-04-07"), delist).ThenOne<HazardDelisted>();
        var escalated = Stage.Listed.After("2026-03-28", new EscalateListing("L-1", "L-2", Level.City, "3503-GOV", Given.Day("2026-07-31"), "overdue"))
            .After("2026-04-01", Given.Report(), Given.Enterprise).After("2026-04-03", Given.Pass());
        Under(new(), escalated, Given.On("2026-04-07", Stage.Government), delist with { ListingNo = "L-2" }).ThenRefused(NotTheListingBody);
        Under(new(), escalated, Given.On("2026-04-07", Stage.Government), delist).ThenRefused(NotListed);
        Under(new(), escalated, Given.On("2026-04-07", new("P-30", "3503-GOV", "listingBody")), delist with { ListingNo = "L-2" }).ThenOne<HazardDelisted>();
    }

    [Fact]
    public void Evidence_is_asked_for_what_is_put_right_and_for_nothing_else_by_default()
    {
        Under(new(), Stage.Registered, Bare("2026-03-02"), OnTheSpot).ThenRefused(EvidenceRequired);
        Under(new(), Stage.Rectifying, Bare("2026-03-10", Given.Enterprise), Given.Report()).ThenRefused(EvidenceRequired);
        Under(new(), Stage.Pending, Bare("2026-03-12"), Given.Pass()).ThenOne<AcceptancePassed>();
        Under(new(), Stage.Major, Bare("2026-03-12", Stage.Chief), Given.Grade(Grade.General)).ThenOne<HazardDowngraded>();
    }

    [Fact]
    public void A_policy_asks_for_evidence_where_it_says_so_and_only_there()
    {
        var all = new Policy { SecondPersonFor = [], EvidenceFor = [EvidenceDuty.Downgrade, EvidenceDuty.Acceptance] };
        Under(all, Stage.Registered, Bare("2026-03-02"), OnTheSpot).ThenOne<HazardRectifiedOnTheSpot>();
        Under(all, Stage.Rectifying, Bare("2026-03-10", Given.Enterprise), Given.Report()).ThenOne<RectificationCompletionReported>();
        Under(all, Stage.Pending, Bare("2026-03-12"), Given.Pass()).ThenRefused(EvidenceRequired);
        Under(all, Stage.Pending, Bare("2026-03-12"), Given.Fail()).ThenRefused(EvidenceRequired);
        Under(all, Stage.Pending, Given.On("2026-03-12"), Given.Pass()).ThenOne<AcceptancePassed>();
        Under(all, Stage.Pending, Bare("2026-03-12") with { Missing = ["evidence"] }, Given.Pass()).ThenOne<AcceptancePassed>();
        Under(all, Stage.Major, Bare("2026-03-12", Stage.Chief), Given.Grade(Grade.General)).ThenRefused(EvidenceRequired);
        Under(all, Stage.Major, Given.On("2026-03-12", Stage.Chief), Given.Grade(Grade.General)).ThenOne<HazardDowngraded>();
        Under(all, Stage.Registered, Bare("2026-03-12"), Given.Grade(Grade.General)).ThenOne<HazardGraded>();
    }
}
