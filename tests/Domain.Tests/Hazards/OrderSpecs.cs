using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>The order table by itself: what a caller is told may come next, and what a late entry or a cancellation may not break.</summary>
public sealed class OrderSpecs
{
    private static readonly Actor City = new("P-30", "3503-GOV", "listingBody");
    private static readonly ImposeControl Cordon = new("C-1", ControlKind.Cordon, "the yard", Given.Day("2026-03-20"), null);
    private static readonly ImposeControl Fence = new("C-2", ControlKind.ShutDown, "the gate", Given.Day("2026-03-20"), null);

    private static CancelEntry Cancel(long version) => new(version, version, "wrong hazard");

    private static Refusal? Next<T>(Given given) where T : HazardEvent => HazardOrder.Refuses(typeof(T), given.Story.Now);

    [Fact]
    public void Without_what_it_is_about_a_step_is_not_offered()
    {
        Next<InterimControlExtended>(Stage.Rectifying).ShouldBe(ControlUnknown);
        Next<InterimControlLifted>(Stage.Rectifying).ShouldBe(ControlUnknown);
        Next<ResumptionRequested>(Stage.Rectifying.After("2026-03-04", Cordon)).ShouldBe(NoStopControl);
        Next<ResumptionRequested>(Stage.Rectifying.After("2026-03-04", Fence)).ShouldBeNull();
        Next<ListingPublished>(Stage.MajorRectifying).ShouldBe(NotListed);
        Next<ListingEscalated>(Stage.MajorRectifying).ShouldBe(NotListed);
        Next<ListingEscalated>(Stage.ListedAccepted).ShouldBe(AlreadyAccepted);
        Next<OnSiteNoticePosted>(Stage.MajorRectifying).ShouldBe(NotListed);
        Next<RectificationItemCompleted>(Stage.Rectifying).ShouldBe(ItemUnknown);
        Next<PenaltyDecided>(Stage.Rectifying).ShouldBe(PenaltyCaseUnknown);
        Next<PenaltyRevoked>(Stage.Rectifying).ShouldBe(PenaltyCaseUnknown);
    }

    [Fact]
    public void What_is_lifted_is_offered_neither_an_extension_nor_a_lifting()
    {
        var lifted = Stage.Rectifying.After("2026-03-04", Cordon).After("2026-03-05", new LiftControl("C-1", "clear", null));
        Next<InterimControlExtended>(lifted).ShouldBe(ControlIsLifted);
        Next<InterimControlLifted>(lifted).ShouldBe(ControlIsLifted);
    }

    [Fact]
    public void A_grade_goes_up_from_general_and_down_from_major_alone()
    {
        Next<HazardUpgraded>(Stage.Rectifying).ShouldBe(NotGeneral);
        Next<HazardUpgraded>(Stage.Major).ShouldBe(NotGeneral);
        Next<HazardUpgraded>(Stage.Closed).ShouldBe(HazardIsClosed);
        Next<HazardDowngraded>(Stage.Rectifying).ShouldBe(NotMajor);
        var upgraded = Stage.Registered.After("2026-03-03", Given.Grade(Grade.General)).After("2026-03-05", Given.Grade(Grade.Major));
        upgraded.When("2026-03-06", Cancel(2)).ThenContradicts(3, NotGeneral);
        upgraded.After("2026-03-07", Given.Grade(Grade.General), Stage.Chief).When("2026-03-08", Cancel(3)).ThenContradicts(4, NotMajor);
    }

    [Fact]
    public void A_control_keeps_what_was_recorded_on_it_also_beside_others()
    {
        var both = Stage.Rectifying.After("2026-03-04", Cordon).After("2026-03-04", Fence);
        both.After("2026-03-10", new ExtendControl("C-1", Given.Day("2026-04-20"), "rain")).When("2026-03-11", Cancel(3)).ThenContradicts(5, ControlUnknown);
        both.After("2026-03-10", new LiftControl("C-1", "clear", null)).When("2026-03-11", Cancel(3)).ThenContradicts(5, ControlUnknown);
        both.After("2026-03-10", new ExtendControl("C-1", Given.Day("2026-04-20"), "rain"))
            .When("2026-03-05", new LiftControl("C-1", "clear", null)).ThenContradicts(5, ControlIsLifted);
        both.After("2026-03-10", new RequestResumption(["C-2"], null)).After("2026-03-04", Fence with { ControlId = "C-3" })
            .When("2026-03-11", Cancel(4)).ThenContradicts(5, NoStopControl);
        Stage.Rectifying.After("2026-03-10", Cordon).When("2026-03-05", Cordon with { Scope = "the roof" }).ThenContradicts(3, ControlIdTaken);
    }

    [Fact]
    public void A_listing_is_taken_over_once_and_only_by_a_higher_level()
    {
        EscalateListing To(string no) => new("L-1", no, Level.City, "3503-GOV", Given.Day("2026-07-31"), "overdue");
        Stage.Listed.After("2026-03-10", To("L-2"), City).When("2026-03-07", To("L-3"), City).ThenContradicts(5, NotListed);
        var same = Stage.Listed.Story.With(new ListingEscalated("L-1", "L-2", Level.County, "350304-GOV", Given.Day("2026-07-31"), "moved"), Given.On("2026-03-10"));
        same.Contradiction()!.Value.Refusal.ShouldBe(NotHigherLevel);
    }

    [Fact]
    public void A_penalty_keeps_its_course_also_beside_others()
    {
        var opened = Stage.Rectifying.After("2026-03-05", new OpenPenaltyCase("P-1", "WSL-102")).After("2026-03-05", new OpenPenaltyCase("P-2", "WSL-97"));
        var decided = opened.After("2026-04-01", new DecidePenalty("P-1", 20_000, null, null));
        decided.When("2026-04-02", Cancel(3)).ThenContradicts(5, PenaltyCaseUnknown);
        decided.When("2026-03-20", new DecidePenalty("P-1", 30_000, null, null)).ThenContradicts(5, PenaltyIsDecided);
        var revoked = decided.After("2026-04-10", new RevokePenalty("P-1", "wrong law"));
        revoked.When("2026-04-11", Cancel(5)).ThenContradicts(6, PenaltyNotDecided);
        revoked.When("2026-04-05", new RevokePenalty("P-1", "wrong firm")).ThenContradicts(6, PenaltyIsRevoked);
        opened.Story.With(new PenaltyRevoked("P-9", "wrong law"), Given.On("2026-04-10")).Contradiction()!.Value.Refusal.ShouldBe(PenaltyCaseUnknown);
    }

    [Fact]
    public void A_daily_fine_keeps_its_own_fine_also_beside_others()
    {
        var fined = Stage.Rectifying.After("2026-03-05", new OpenPenaltyCase("P-1", "WSL-102")).After("2026-03-05", new OpenPenaltyCase("P-2", "WSL-97"))
            .After("2026-03-06", new DecidePenalty("P-1", 20_000, null, null)).After("2026-03-06", new DecidePenalty("P-2", 20_000, null, null))
            .After("2026-03-08", new StartDailyFine("P-1", Given.Day("2026-03-04"), 20_000));
        fined.When("2026-03-09", Cancel(5)).ThenContradicts(7, NotFined);
        fined.When("2026-03-09", Cancel(6)).ThenOne<EntryCancelled>();
    }
}
