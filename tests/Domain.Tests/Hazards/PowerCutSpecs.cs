using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>WSL Art. 70: a power cut stands on a major hazard, an order, the principal's approval and a notice of 24 hours.</summary>
public sealed class PowerCutSpecs
{
    private static readonly ImposeControl Cut = new(
        "C-1", ControlKind.PowerCut, "the workshop", null, null, At("2026-03-07 09:00"), At("2026-03-06 09:00"), "P-12");

    private static readonly Desk Strict = Given.Desk with { Policy = new() { PowerCutConditions = true } };

    private static DateTimeOffset At(string at) => DateTimeOffset.ParseExact(at + " +08:00", "yyyy-MM-dd HH:mm zzz", null);

    private static Decision Judged(Given given, ImposeControl command, Entry? entry = null) =>
        HazardDecider.Decide(command, entry ?? Given.On("2026-03-07"), given.Story, Strict);

    [Fact]
    public void With_all_papers_it_is_recorded_with_what_it_stands_on()
    {
        Judged(Stage.MajorRectifying, Cut).Then(new InterimControlImposed(
            "C-1", ControlKind.PowerCut, "the workshop", null, null, At("2026-03-07 09:00"), At("2026-03-06 09:00"), "P-12"));
        Judged(Stage.MajorRectifying.After("2026-03-07", Cut), Cut).ThenAlreadySo();
        Judged(Stage.MajorRectifying.After("2026-03-07", Cut), Cut with { Scope = "the office" }).ThenRefused(ControlIdTaken);
    }

    [Fact]
    public void It_needs_a_major_hazard_an_order_and_the_approval_of_the_principal()
    {
        Judged(Stage.Rectifying, Cut).ThenRefused(NotMajor);
        Judged(Stage.Major, Cut).ThenRefused(NotOrdered);
        Judged(Stage.Major.After("2026-03-03", new AssignHazard("ENT-1", null, "S-1", null)), Cut).ThenRefused(NotOrdered);
        Judged(Stage.MajorRectifying, Cut with { ApprovedBy = null }).ThenRefused(PowerCutApprovalRequired);
        Judged(Stage.MajorRectifying, Cut with { ApprovedBy = " " }).ThenRefused(PowerCutApprovalRequired);
        Judged(Stage.MajorRectifying, Cut with { ApprovedBy = null }, Given.On("2026-03-07") with { Missing = ["approval"] }).ThenOne<InterimControlImposed>();
    }

    [Fact]
    public void Notice_is_given_a_full_day_ahead_unless_it_is_an_emergency()
    {
        Judged(Stage.MajorRectifying, Cut with { NoticeGivenAt = At("2026-03-06 09:01") }).ThenRefused(PowerCutNoticeTooShort);
        Judged(Stage.MajorRectifying, Cut with { NoticeGivenAt = At("2026-03-06 09:01"), Emergency = false }).ThenRefused(PowerCutNoticeTooShort);
        Judged(Stage.MajorRectifying, Cut with { NoticeGivenAt = At("2026-03-06 09:01"), Emergency = true }).ThenOne<InterimControlImposed>();
        Judged(Stage.MajorRectifying, Cut with { NoticeGivenAt = null }).ThenRefused(PowerCutNoticeRequired);
        Judged(Stage.MajorRectifying, Cut with { NoticeGivenAt = null, Emergency = true }).ThenOne<InterimControlImposed>();
        Judged(Stage.MajorRectifying, Cut with { NoticeGivenAt = null }, Given.On("2026-03-07") with { Missing = ["notice"] }).ThenOne<InterimControlImposed>();
    }

    [Fact]
    public void Its_start_is_said_or_is_the_instant_of_the_entry()
    {
        Judged(Stage.MajorRectifying, Cut with { StartsAt = null }).ThenRefused(PowerCutNoticeRequired);
        var entry = Given.On("2026-03-07") with { OccurredAt = At("2026-03-07 08:59") };
        Judged(Stage.MajorRectifying, Cut with { StartsAt = null }, entry).ThenRefused(PowerCutNoticeTooShort);
        Judged(Stage.MajorRectifying, Cut with { StartsAt = null }, entry with { OccurredAt = At("2026-03-07 09:00") }).ThenOne<InterimControlImposed>();
    }

    [Fact]
    public void Where_the_policy_does_not_ask_only_a_notice_that_is_named_is_judged()
    {
        Stage.Registered.When("2026-03-07", new ImposeControl("C-1", ControlKind.PowerCut, "the workshop", null, null)).ThenOne<InterimControlImposed>();
        Stage.Registered.When("2026-03-07", Cut with { NoticeGivenAt = At("2026-03-06 09:01") }).ThenRefused(PowerCutNoticeTooShort);
        var twelve = Given.Desk with { Policy = new Policy { PowerCutNoticeHours = 12 } };
        HazardDecider.Decide(Cut with { NoticeGivenAt = At("2026-03-06 21:00") }, Given.On("2026-03-07"), Stage.Registered.Story, twelve).ThenOne<InterimControlImposed>();
        HazardDecider.Decide(Cut with { NoticeGivenAt = At("2026-03-06 21:01") }, Given.On("2026-03-07"), Stage.Registered.Story, twelve).ThenRefused(PowerCutNoticeTooShort);
    }

    [Fact]
    public void Other_controls_and_histories_from_elsewhere_are_not_asked()
    {
        Judged(Stage.Registered, Cut with { Kind = ControlKind.Cordon, NoticeGivenAt = At("2026-03-07 08:00") }).ThenOne<InterimControlImposed>();
        Judged(Stage.Rectifying, Cut with { ApprovedBy = null, NoticeGivenAt = null }, Given.On("2026-03-07") with { Profile = "historical" }).ThenOne<InterimControlImposed>();
    }

    [Fact]
    public void Power_comes_back_after_a_review_or_when_the_organ_lifts_the_cut()
    {
        var cut = Stage.MajorRectifying.After("2026-03-07", Cut);
        cut.When("2026-03-10", new LiftControl("C-1", "put right", null)).ThenOne<InterimControlLifted>();
        cut.When("2026-03-10", new RequestResumption(["C-1"], null), Given.Enterprise).ThenOne<ResumptionRequested>();
        Stage.MajorRectifying.After("2026-03-07", Cut with { Kind = ControlKind.ExplosivesSupplyCut })
            .When("2026-03-10", new RequestResumption(["C-1"], null), Given.Enterprise).ThenOne<ResumptionRequested>();
    }
}
