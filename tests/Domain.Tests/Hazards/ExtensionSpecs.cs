using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class ExtensionSpecs
{
    private static readonly DecideExtension Approve = new(Verdict.Approved, null);
    private static readonly DecideExtension Refuse = new(Verdict.Refused, null);
    private static readonly Actor OtherBureau = new("P-3", "350302-EMB", "recorder");

    private static Given Asked => Stage.Rectifying.After("2026-03-13", Given.Extend("2026-04-25"), Given.Enterprise);

    private static Given ListedAsked => Stage.Listed.After("2026-04-20", Given.Extend("2026-06-05"), Given.Enterprise);

    [Fact]
    public void A_request_freezes_the_day_by_which_it_must_be_answered_with_its_rule()
    {
        Stage.Rectifying.When("2026-03-13", Given.Extend("2026-04-25"), Given.Enterprise).Then(new ExtensionRequested(
            Given.Day("2026-04-25"), "the door is delivered late", "a guard at the exit", Given.Day("2026-03-18"), "extension-decision-5"));
        Stage.Listed.When("2026-04-20", Given.Extend("2026-06-05"), Given.Enterprise).ThenOne<ExtensionRequested>()
            .ShouldSatisfyAllConditions(asked => asked.DecideBy.ShouldBe(Given.Day("2026-05-07")), asked => asked.DecideByRule.ShouldBe("listed-extension-decision-10"));
    }

    [Theory]
    [InlineData("2026-03-15", null)]
    [InlineData("2026-03-16", "extensionTooLate")]
    [InlineData("2026-03-25", "extensionTooLate")]
    [InlineData("2026-03-26", "deadlinePassed")]
    public void An_order_is_extended_only_ten_days_or_more_before_its_deadline(string day, string? refusal) =>
        Stage.Rectifying.When(day, Given.Extend("2026-04-25"), Given.Enterprise).Refusal?.Code.ShouldBe(refusal);

    [Theory]
    [InlineData("2026-04-22", false)] // 15 working days before Friday 05-15, over the holidays of May and the working Saturday 05-09
    [InlineData("2026-04-23", true)]
    public void A_listing_is_extended_only_fifteen_working_days_or_more_before_its_deadline(string day, bool tooLate) =>
        (Stage.Listed.When(day, Given.Extend("2026-06-05"), Given.Enterprise).Refusal == ExtensionTooLate).ShouldBe(tooLate);

    [Fact]
    public void Another_policy_wants_twenty_working_days()
    {
        var policy = new Policy { ListedExtensionRequest = new("listed-extension-request-20", 20, LimitUnit.WorkingDays, "Qingdao", "example") };
        HazardDecider.Decide(Given.Extend("2026-06-05"), Given.On("2026-04-20"), Stage.Listed.Story, Given.Desk with { Policy = policy }).ThenRefused(ExtensionTooLate);
        HazardDecider.Decide(Given.Extend("2026-06-05"), Given.On("2026-04-15"), Stage.Listed.Story, Given.Desk with { Policy = policy }).ThenOne<ExtensionRequested>();
    }

    [Fact]
    public void Asked_again_for_the_same_day_it_is_so_already_and_for_another_the_first_is_pending()
    {
        Asked.When("2026-03-14", Given.Extend("2026-04-25"), Given.Enterprise).ThenAlreadySo();
        Asked.When("2026-03-14", Given.Extend("2026-04-26"), Given.Enterprise).ThenRefused(ExtensionPending);
    }

    [Fact]
    public void More_time_must_be_more_and_there_must_be_a_deadline_to_extend()
    {
        Stage.Rectifying.When("2026-03-13", Given.Extend("2026-03-25")).ThenRefused(ExtensionNotLater);
        Stage.Registered.When("2026-03-03", Given.Extend("2026-03-25")).ThenRefused(NoDeadline);
        Stage.Pending.When("2026-03-11", Given.Extend("2026-04-25")).ThenRefused(AwaitsAcceptance);
    }

    [Fact]
    public void Approved_it_moves_the_deadline_and_keeps_the_first_one()
    {
        Asked.When("2026-03-17", Approve).Then(new ExtensionApproved(Given.Day("2026-04-25")));
        var hazard = Asked.After("2026-03-17", Approve).Story.Now;
        (hazard.Deadline, hazard.OriginalDeadline, hazard.Extension!.Status).ShouldBe((Given.Day("2026-04-25"), Given.Day("2026-03-25"), RequestStatus.Approved));
        Asked.After("2026-03-17", Approve).After("2026-04-10", Given.Report(), Given.Enterprise).After("2026-04-11", Given.Fail()).Story.Now.Deadline
            .ShouldBe(Given.Day("2026-04-25"));
    }

    [Fact]
    public void Refused_it_leaves_the_deadline()
    {
        Asked.When("2026-03-17", Refuse).Then(new ExtensionRefused());
        var hazard = Asked.After("2026-03-17", Refuse).Story.Now;
        (hazard.Deadline, hazard.Extension!.Status).ShouldBe((Given.Day("2026-03-25"), RequestStatus.Refused));
    }

    [Fact]
    public void Less_than_asked_for_may_be_given_but_not_more_nor_nothing()
    {
        Asked.When("2026-03-17", Approve with { Deadline = Given.Day("2026-04-10") }).Then(new ExtensionApproved(Given.Day("2026-04-10")));
        Asked.When("2026-03-17", Approve with { Deadline = Given.Day("2026-04-26") }).ThenRefused(ExtensionOutsideRequest);
        Asked.When("2026-03-17", Approve with { Deadline = Given.Day("2026-03-25") }).ThenRefused(ExtensionOutsideRequest);
    }

    [Fact]
    public void Only_the_organisation_that_set_the_deadline_decides_and_never_the_person_who_asked()
    {
        Asked.When("2026-03-17", Approve, OtherBureau).ThenRefused(NotTheDeadlineSetter);
        Asked.When("2026-03-17", Refuse, OtherBureau).ThenRefused(NotTheDeadlineSetter);
        Stage.Rectifying.After("2026-03-13", Given.Extend("2026-04-25")).When("2026-03-17", Approve).ThenRefused(OwnRequest);
    }

    [Fact]
    public void The_deadline_of_a_listing_is_extended_by_the_listing_body()
    {
        ListedAsked.When("2026-05-06", Approve).ThenRefused(NotTheListingBody);
        var extended = ListedAsked.After("2026-05-06", Approve, Stage.Government);
        extended.Story.Now.Listing!.Deadline.ShouldBe(Given.Day("2026-06-05"));
        extended.Story.Now.Deadline.ShouldBe(Given.Day("2026-06-05"));
    }

    [Fact]
    public void It_is_decided_once_the_second_time_it_is_so_already_or_too_late()
    {
        Asked.After("2026-03-17", Approve).When("2026-03-18", Approve).ThenAlreadySo();
        Asked.After("2026-03-17", Approve).When("2026-03-18", Refuse).ThenRefused(NoExtensionPending);
        Asked.After("2026-03-17", Refuse).When("2026-03-18", Refuse).ThenAlreadySo();
        Asked.When("2026-03-12", Approve).ThenRefused(NoExtensionPending);
        Asked.After("2026-03-17", Approve).When("2026-03-18", new CancelEntry(3, 3, "wrong hazard")).ThenContradicts(4, NoExtensionPending);
    }

    [Fact]
    public void What_was_asked_before_a_closing_lapses_with_the_reopening() =>
        new Given(Stage.Accepted.After("2026-03-09", Given.Extend("2026-04-25"), Given.Enterprise).Story
            .With(new HazardClosed(ClosureKind.Rectified), Given.On("2026-03-13")))
            .After("2026-03-20", new ReopenHazard("found again", Given.Day("2026-04-20"), null)).Story.Now.Extension.ShouldBeNull();
}
