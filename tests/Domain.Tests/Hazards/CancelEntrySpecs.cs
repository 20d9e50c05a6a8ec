using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class CancelEntrySpecs
{
    private static CancelEntry Cancel(long version) => new(900 + version, version, "wrong hazard");

    [Fact]
    public void An_entry_on_the_wrong_hazard_is_cancelled_and_the_story_reads_as_if_it_had_never_been()
    {
        Stage.Closed.When("2026-03-20", Cancel(5)).Then(new EntryCancelled(905, 5, "wrong hazard"));
        var cancelled = Stage.Closed.After("2026-03-20", Cancel(5)).Story;
        cancelled.Now.ShouldBeEquivalentTo(Stage.Accepted.Story.Now);
        cancelled.On(Given.Day("2026-03-13")).Lifecycle.ShouldBe(Lifecycle.Accepted);
        cancelled.Facts.Count.ShouldBe(6);
    }

    [Fact]
    public void What_was_known_before_the_cancellation_stays_known() =>
        Stage.Closed.After("2026-03-20", Cancel(5)).Story.UpTo(5).Now.Lifecycle.ShouldBe(Lifecycle.Closed);

    [Fact]
    public void Cancelled_again_it_is_so_already() => Stage.Closed.After("2026-03-20", Cancel(5)).When("2026-03-21", Cancel(5)).ThenAlreadySo();

    [Fact]
    public void It_is_refused_when_what_remains_is_no_legal_story()
    {
        Stage.Closed.When("2026-03-20", Cancel(4)).ThenContradicts(5, NotAccepted);
        Stage.Pending.When("2026-03-20", Cancel(2)).ThenContradicts(3, NotOrdered);
        Stage.Reopened.When("2026-03-21", Cancel(5)).ThenContradicts(6, NotClosed);
        Stage.Delisted.When("2026-04-08", Cancel(4)).ThenContradicts(7, NotListed);
    }

    [Fact]
    public void A_report_can_be_cancelled_where_the_acceptance_stands_without_it() =>
        Stage.Accepted.When("2026-03-20", Cancel(3)).ThenOne<EntryCancelled>();

    [Fact]
    public void Registration_and_absorption_and_cancellation_cannot_be_cancelled()
    {
        Stage.Registered.When("2026-03-20", Cancel(1)).ThenRefused(NotCancellable);
        var absorbed = new Given(Stage.Registered.Story.With(
            new DuplicateAbsorbed(Stage.Survivor, "n", Given.Day("2026-03-02"), DiscoverySource.FireInspection, "x"), Given.On("2026-03-04")));
        absorbed.When("2026-03-20", Cancel(2)).ThenRefused(NotCancellable);
        Stage.Closed.After("2026-03-20", Cancel(5)).When("2026-03-21", Cancel(6)).ThenRefused(NotCancellable);
    }

    [Fact]
    public void An_entry_that_is_not_in_the_story_cannot_be_cancelled() => Stage.Closed.When("2026-03-20", Cancel(6)).ThenRefused(NotCancellable);

    [Fact]
    public void A_cancelled_step_can_be_recorded_anew() =>
        Stage.Closed.After("2026-03-20", Cancel(5)).When("2026-03-20", Given.Close()).ThenOne<HazardClosed>();

    [Fact]
    public void A_correction_can_be_cancelled()
    {
        var corrected = Stage.Registered.After("2026-03-20", new CorrectHazard(CorrectableField.Area, "350302", "x", null));
        corrected.After("2026-03-21", Cancel(2)).Story.Now.Area.ShouldBe("350304001");
    }
}
