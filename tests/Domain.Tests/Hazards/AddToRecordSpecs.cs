using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>AddEvidence and AddNote.</summary>
public sealed class AddToRecordSpecs
{
    [Fact]
    public void Files_and_remarks_are_added_in_any_living_state_and_as_often_as_one_likes()
    {
        Stage.Closed.When("2026-03-20", new AddEvidence()).Then(new EvidenceAdded());
        Stage.Closed.When("2026-03-20", new AddNote()).Then(new NoteAdded());
        Stage.Closed.After("2026-03-20", new AddNote()).When("2026-03-20", new AddNote()).ThenOne<NoteAdded>();
    }

    [Fact]
    public void Adding_no_file_is_refused() =>
        Stage.Registered.When(Given.On("2026-03-20") with { Evidence = [] }, new AddEvidence()).ThenRefused(EvidenceRequired);

    [Fact]
    public void They_change_no_state() => Stage.Accepted.After("2026-03-20", new AddEvidence()).After("2026-03-20", new AddNote())
        .Story.Now.ShouldBeEquivalentTo(Stage.Accepted.Story.Now);
}
