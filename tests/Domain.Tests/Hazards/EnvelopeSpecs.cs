using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>Domain §2.2: the rules that hold for every entry. The present day of these specs is 2026-06-30.</summary>
public sealed class EnvelopeSpecs
{
    private static Entry Bare(string day) => Given.On(day) with { LateReason = null };

    [Fact]
    public void An_entry_of_today_is_accepted() => Given.Nothing.When(Bare("2026-06-30"), Given.Register()).ThenOne<HazardRegistered>();

    [Fact]
    public void An_entry_of_tomorrow_is_refused() => Given.Nothing.When(Bare("2026-07-01"), Given.Register()).ThenRefused(OccurredInFuture);

    [Fact]
    public void A_history_from_elsewhere_cannot_lie_in_the_future_either() =>
        Given.Nothing.When(Bare("2026-07-01") with { Profile = "historical" }, Given.Register()).ThenRefused(OccurredInFuture);

    [Fact]
    public void Thirty_days_later_no_reason_is_asked() => Given.Nothing.When(Bare("2026-05-31"), Given.Register()).ThenOne<HazardRegistered>();

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Thirty_one_days_later_a_reason_is_required(string? reason) =>
        Given.Nothing.When(Bare("2026-05-30") with { LateReason = reason }, Given.Register()).ThenRefused(LateReasonRequired);

    [Fact]
    public void A_late_entry_with_a_reason_is_accepted() => Given.Nothing.When(Given.On("2026-05-30"), Given.Register()).ThenOne<HazardRegistered>();

    [Fact]
    public void A_history_from_elsewhere_needs_no_late_reason() =>
        Given.Nothing.When(Bare("2018-09-25") with { Profile = "historical" }, Given.Register()).ThenOne<HazardRegistered>();

    [Fact]
    public void A_profile_of_another_name_waives_nothing() =>
        Given.Nothing.When(Bare("2018-09-25") with { Profile = "current" }, Given.Register()).ThenRefused(LateReasonRequired);

    [Fact]
    public void The_envelope_is_looked_at_before_the_rule() =>
        Stage.Voided.When(Given.On("2026-07-01"), Given.Order("2026-08-01")).ThenRefused(OccurredInFuture);

    [Fact]
    public void A_missing_paper_waives_the_guard_on_exactly_that_paper()
    {
        var entry = Given.On("2026-03-10", Given.Enterprise) with { Evidence = [], Missing = ["report"] };
        Stage.MajorRectifying.When(entry, Given.Report() with { Report = null }).ThenRefused(EvidenceRequired);
        Stage.MajorRectifying.When(entry with { Missing = ["evidence"] }, Given.Report() with { Report = null }).ThenRefused(ReportRequired);
        Stage.MajorRectifying.When(entry with { Missing = ["evidence", "report"] }, Given.Report() with { Report = null })
            .ThenOne<RectificationCompletionReported>();
    }

    [Fact]
    public void Missing_papers_never_waive_the_order_of_steps() =>
        Stage.Registered.When(Given.On("2026-03-10") with { Missing = ["order", "inspectors", "evidence"] }, Given.Pass()).ThenRefused(NotOrdered);

    [Fact]
    public void A_history_from_elsewhere_may_pass_an_acceptance_without_an_order()
    {
        var entry = Given.On("2026-03-10") with { Profile = "historical", Evidence = [] };
        Stage.Registered.When(entry, new InspectAcceptance(AcceptanceResult.Passed, [], null)).Then(new AcceptancePassed([]));
        Stage.Registered.After(entry, new InspectAcceptance(AcceptanceResult.Passed, [], null)).Story.Now.Lifecycle.ShouldBe(Lifecycle.Accepted);
    }

    [Fact]
    public void A_history_from_elsewhere_cannot_fail_an_acceptance_without_an_order() =>
        Stage.Registered.When(Given.On("2026-03-10") with { Profile = "historical" }, Given.Fail()).ThenRefused(NotOrdered);

    [Fact]
    public void A_history_from_elsewhere_cannot_be_accepted_before_it_was_found() =>
        Stage.Registered.When(Given.On("2026-03-01") with { Profile = "historical" }, Given.Pass()).Refusal.ShouldNotBeNull();

    [Fact]
    public void A_history_from_elsewhere_keeps_the_order_of_all_other_steps()
    {
        var entry = Given.On("2026-03-20") with { Profile = "historical" };
        Stage.Registered.When(entry, Given.Close()).ThenRefused(NotAccepted);
        Stage.Closed.When(entry, Given.Order("2026-04-01")).ThenRefused(HazardIsClosed);
        Stage.Voided.When(entry, Given.Pass()).ThenRefused(HazardIsVoided);
    }
}
