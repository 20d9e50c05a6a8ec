using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class HandoverSpecs
{
    private static readonly AssignHazard Assign = new("350304103-TWN", null, "S-1", null);
    private static readonly TransferHazard Transfer = new("350304-HCB", "gas is the housing bureau's");
    private static readonly AnswerAssignment Accept = new(AssignmentAnswer.Accepted, null);
    private static readonly AnswerAssignment Reject = new(AssignmentAnswer.Rejected, "not ours");
    private static readonly Actor Township = new("P-21", "350304103-TWN", "recorder");
    private static readonly Actor Housing = new("P-31", "350304-HCB", "recorder");

    private static Given Assigned => Stage.Registered.After("2026-03-03", Assign);

    private static Given Transferred => Stage.Registered.After("2026-03-17", Transfer);

    [Fact]
    public void The_receiver_accepts_once()
    {
        Assigned.When("2026-03-04", Accept, Township).Then(new AssignmentAccepted());
        Assigned.When("2026-03-04", Accept).ThenRefused(NotTheReceiver);
        Assigned.After("2026-03-04", Accept, Township).When("2026-03-05", Accept, Township).ThenAlreadySo();
        Assigned.After("2026-03-04", Accept, Township).When("2026-03-05", Reject, Township).ThenRefused(NoAssignmentPending);
        Assigned.When("2026-03-02", Accept, Township).ThenRefused(NoAssignmentPending);
    }

    [Fact]
    public void What_is_rejected_with_a_reason_goes_back_to_the_sender_and_can_be_assigned_again()
    {
        Assigned.When("2026-03-04", Reject with { Reason = null }, Township).ThenRefused(RejectionReasonRequired);
        var rejected = Assigned.After("2026-03-04", Reject, Township);
        (rejected.Story.Now.AssignedTo, rejected.Story.Now.Handover!.Status).ShouldBe(("350304-EMB", RequestStatus.Refused));
        rejected.When("2026-03-05", Reject, Township).ThenAlreadySo();
        rejected.When("2026-03-05", Assign).ThenOne<HazardAssigned>();
        rejected.When("2026-03-05", new CancelEntry(2, 2, "wrong hazard")).ThenContradicts(3, NoAssignmentPending);
    }

    [Fact]
    public void A_transfer_moves_the_regulator_from_its_day_and_leaves_the_finder() // H11
    {
        Stage.Registered.When("2026-03-17", Transfer).Then(new HazardTransferred("350304-EMB", "350304-HCB", "gas is the housing bureau's"));
        (Transferred.Story.Now.Regulator, Transferred.Story.Now.FoundBy).ShouldBe(("350304-HCB", "350304-EMB"));
        Transferred.Story.On(Given.Day("2026-03-16")).Regulator.ShouldBe("350304-EMB");
        Transferred.When("2026-03-18", Accept, Housing).ThenOne<AssignmentAccepted>();
        Transferred.When("2026-03-18", Transfer).ThenAlreadySo();
        Stage.Accepted.When("2026-03-17", Transfer).ThenRefused(AlreadyAccepted);
    }

    [Fact]
    public void A_rejected_transfer_goes_back_to_who_sent_it()
    {
        var rejected = Transferred.After("2026-03-18", Reject, Housing);
        rejected.Story.Now.Regulator.ShouldBe("350304-EMB");
        rejected.When("2026-03-19", Transfer).ThenOne<HazardTransferred>();
    }
}
