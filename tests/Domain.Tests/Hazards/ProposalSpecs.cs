using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>One proposes, another decides. What is proposed does not count before that, and counts then from its own day.</summary>
public sealed class ProposalSpecs
{
    private static readonly VoidHazard NotFound = new(VoidReason.NotFound);
    private static readonly MergeHazard Merge = new(Stage.Survivor, "same exit");

    private static Given Waiting => Stage.Rectifying.Proposed("2026-03-10", NotFound);

    private static RefuseProposal No(int n = 1) => new(n, "it was one");

    [Fact]
    public void What_takes_two_people_is_proposed_by_one() => Stage.Rectifying.Propose("2026-03-10", NotFound)
        .Then(new CommandProposed(1, "voidings", NotFound, Given.DeskOfTwo.Today));

    [Fact]
    public void Any_command_can_be_proposed_and_proposals_count_on()
    {
        var twice = Waiting.Proposed("2026-03-11", new AddNote()).Proposed("2026-03-11", Given.Grade(Grade.Major));
        twice.Story.Now.Proposals.Select(proposal => (proposal.N, proposal.State)).ShouldBe(
            [(1, ProposalState.Pending), (2, ProposalState.Pending), (3, ProposalState.Pending)]);
    }

    [Fact]
    public void Proposed_again_while_it_waits_it_is_so_already()
    {
        Waiting.Propose("2026-03-10", NotFound, Given.Second).ThenAlreadySo();
        Stage.Rectifying.Proposed("2026-03-10", Given.Grade(Grade.Major)).Propose("2026-03-10", Given.Grade(Grade.Major)).ThenAlreadySo();
        Waiting.Propose("2026-03-10", new VoidHazard(VoidReason.OutOfScope)).ThenOne<CommandProposed>().N.ShouldBe(2);
    }

    [Fact]
    public void What_would_be_refused_cannot_be_proposed_and_what_is_so_need_not_be()
    {
        Stage.Closed.Propose("2026-03-20", NotFound).ThenRefused(HazardIsClosed);
        Stage.Registered.Propose("2026-03-20", Given.Close()).ThenRefused(NotAccepted);
        Stage.Voided.Propose("2026-03-20", NotFound).ThenAlreadySo();
        Stage.Rectifying.Propose("2026-03-02", NotFound).ThenContradicts(2, HazardIsVoided);
        Stage.Registered.Propose("2026-07-01", NotFound).ThenRefused(OccurredInFuture);
    }

    [Fact]
    public void An_answer_to_a_proposal_and_a_registration_are_not_proposed()
    {
        Should.Throw<ArgumentException>(() => Waiting.Propose("2026-03-11", new ApproveProposal(1)));
        Should.Throw<ArgumentException>(() => Given.Nothing.Propose("2026-03-11", Given.Register()));
    }

    [Fact]
    public void Nothing_of_it_is_so_before_it_is_approved()
    {
        var (before, after) = (Stage.Rectifying.Story, Waiting.Story);
        after.Ordered.Select(fact => fact.Version).ShouldBe(before.Ordered.Select(fact => fact.Version));
        HazardPostings.Difference(before, after).ShouldBeEmpty();
        (after.Now.Lifecycle, after.Now.IsGone, after.Now.Deadline).ShouldBe((before.Now.Lifecycle, false, before.Now.Deadline));
    }

    [Fact]
    public void Approved_it_is_the_step_itself_on_the_proposed_day_and_names_both()
    {
        Waiting.Approve(1).Then(new HazardVoided(VoidReason.NotFound));
        var fact = Waiting.Approved(1).Story.Facts[^1];
        (fact.Entry.OccurredOn, fact.Entry.Actor, fact.Entry.ApprovedBy, fact.Entry.Proposal).ShouldBe((Given.Day("2026-03-10"), Given.Inspector, Given.Second, 1));
        var proposal = Waiting.Approved(1).Story.Now.Proposals.ShouldHaveSingleItem();
        (proposal.State, proposal.SettledBy).ShouldBe((ProposalState.Approved, Given.Second));
    }

    [Fact]
    public void Approved_again_it_is_so_already() => Waiting.Approved(1).Approve(1).ThenAlreadySo();

    [Fact]
    public void Nobody_approves_what_he_proposed_himself() => Waiting.Approve(1, Given.Inspector with { Organisation = "350304-GOV" }).ThenRefused(OwnRequest);

    [Fact]
    public void What_was_never_proposed_is_neither_approved_nor_refused()
    {
        Waiting.Approve(2).ThenRefused(ProposalUnknown);
        Waiting.When("2026-03-11", No(2)).ThenRefused(ProposalUnknown);
    }

    [Fact]
    public void Approving_decides_anew_on_what_is_so_by_then()
    {
        var accepted = Waiting.After("2026-03-11", Given.Report(), Given.Enterprise).After("2026-03-12", Given.Pass());
        accepted.Approve(1).ThenContradicts(4, HazardIsVoided);
        Stage.Rectifying.Proposed("2026-03-10", Given.Report(), Given.Enterprise).After("2026-03-09", Given.Report(), Given.Enterprise)
            .Approve(1).ThenRefused(AwaitsAcceptance);
    }

    [Fact]
    public void A_refused_one_was_never_taken_and_cannot_be_approved()
    {
        Waiting.When("2026-03-11", No(), Given.Second).Then(new ProposalRefused(1, "it was one"));
        var refused = Waiting.After("2026-03-11", No(), Given.Second);
        refused.Story.Now.Lifecycle.ShouldBe(Lifecycle.Rectifying);
        refused.Approve(1).ThenRefused(ProposalSettled);
        refused.When("2026-03-12", No()).ThenAlreadySo();
        refused.Propose("2026-03-10", NotFound).ThenOne<CommandProposed>().N.ShouldBe(2, "a new one may be asked");
    }

    [Fact]
    public void An_approved_one_is_not_refused_afterwards() =>
        Stage.Rectifying.Proposed("2026-03-10", new AddNote()).Approved(1).When("2026-03-12", No()).ThenRefused(ProposalSettled);

    [Fact]
    public void Whoever_proposed_may_take_it_back() => Waiting.When("2026-03-11", No(), Given.Inspector).ThenOne<ProposalRefused>();

    [Fact]
    public void When_the_hazard_is_gone_what_waits_lapses()
    {
        var gone = Waiting.Proposed("2026-03-12", new AddNote()).Approved(1);
        gone.Story.Now.Proposals.Select(proposal => proposal.State).ShouldBe([ProposalState.Approved, ProposalState.Lapsed]);
        gone.Approve(2).ThenRefused(HazardIsVoided);
        gone.When("2026-03-13", No(2)).ThenRefused(HazardIsVoided);
    }

    [Fact]
    public void A_late_step_is_judged_late_when_it_is_proposed_and_not_by_how_long_it_waits()
    {
        var desk = Given.DeskOfTwo with { Today = Given.Day("2026-03-20") };
        var entry = Given.On("2026-03-10") with { LateReason = null };
        var story = Stage.Rectifying.Story.With(HazardDecider.DecideProposal(NotFound, entry, Stage.Rectifying.Story, desk).ThenOne<CommandProposed>(), entry);
        new Given(story).Approve(1).ThenOne<HazardVoided>();
    }

    [Fact]
    public void Proposals_belong_to_the_time_of_the_ledger_and_stand_on_every_day()
    {
        Waiting.Story.On(Given.Day("2026-03-02")).Proposals.Count.ShouldBe(1);
        Waiting.Story.UpTo(2).Now.Proposals.ShouldBeEmpty();
    }

    [Fact]
    public void Neither_a_proposal_nor_its_refusal_is_an_entry_to_cancel()
    {
        var refused = Waiting.After("2026-03-11", No(), Given.Second);
        refused.When("2026-03-12", new CancelEntry(3, 3, "wrong hazard")).ThenRefused(NotCancellable);
        refused.When("2026-03-12", new CancelEntry(4, 4, "wrong hazard")).ThenRefused(NotCancellable);
    }

    [Fact]
    public void A_merger_can_be_proposed_and_leaves_the_survivor_alone_until_it_is_approved()
    {
        var waiting = Stage.Registered.Proposed("2026-03-04", Merge);
        waiting.Approve(1).Then(new HazardMerged(Stage.Survivor, "same exit"));
        HazardDecider.Meant(new ApproveProposal(1), Given.On("2026-06-30", Given.Second), waiting.Story).Command.ShouldBe(Merge);
    }
}
