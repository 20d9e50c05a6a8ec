using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class ItemSpecs
{
    private static readonly AddItem First = new(1, "exit on the first floor", null);
    private static readonly AddItem Second = new(2, "exit on the second floor", Given.Day("2026-03-20"));

    private static Given Divided => Stage.Rectifying.After("2026-03-04", First).After("2026-03-04", Second);

    [Fact]
    public void Items_are_added_once_and_a_number_means_one_item()
    {
        Divided.Story.Now.Items.ShouldBe([new(1, First.Description, null, null), new(2, Second.Description, Second.Due, null)]);
        Divided.When("2026-03-05", First).ThenAlreadySo();
        Divided.When("2026-03-05", First with { Description = "something else" }).ThenRefused(ItemNoTaken);
        Divided.When("2026-03-03", First with { Description = "entered late" }).ThenContradicts(3, ItemNoTaken);
    }

    [Fact]
    public void An_item_is_completed_once()
    {
        Divided.When("2026-03-06", new CompleteItem(2)).Then(new RectificationItemCompleted(2));
        var done = Divided.After("2026-03-06", new CompleteItem(2));
        done.Story.Now.Items[1].CompletedOn.ShouldBe(Given.Day("2026-03-06"));
        done.When("2026-03-07", new CompleteItem(2)).ThenAlreadySo();
        done.When("2026-03-07", new CompleteItem(3)).ThenRefused(ItemUnknown);
        done.When("2026-03-09", new CancelEntry(4, 4, "wrong hazard")).ThenContradicts(5, ItemUnknown);
    }

    [Fact]
    public void Completion_is_reported_when_all_items_are_done_and_not_before()
    {
        var half = Divided.After("2026-03-06", new CompleteItem(1));
        half.When("2026-03-10", Given.Report(), Given.Enterprise).ThenRefused(ItemsOpen);
        half.When(Given.On("2026-03-10", Given.Enterprise) with { Missing = ["items"] }, Given.Report()).ThenOne<RectificationCompletionReported>();
        half.After("2026-03-09", new CompleteItem(2)).When("2026-03-10", Given.Report(), Given.Enterprise).ThenOne<RectificationCompletionReported>();
    }

    [Fact]
    public void After_the_report_no_item_is_added_any_more()
    {
        Stage.Pending.When("2026-03-11", First).ThenRefused(AwaitsAcceptance);
        Stage.Closed.When("2026-03-14", First).ThenRefused(HazardIsClosed);
    }

    [Fact]
    public void Progress_is_reported_as_often_as_there_is_some_while_the_work_goes_on()
    {
        var progress = new ReportProgress(40, "door ordered", "to be hung", 20_000, null);
        Stage.Rectifying.When("2026-03-06", progress).Then(new RectificationProgressReported(40, "door ordered", "to be hung", 20_000, null));
        Stage.Rectifying.After("2026-03-06", progress).When("2026-03-06", progress).ThenOne<RectificationProgressReported>();
        Stage.Accepted.When("2026-03-13", progress).ThenRefused(AlreadyAccepted);
    }
}
