using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class PenaltySpecs
{
    private static readonly OpenPenaltyCase Open = new("P-1", "Fireworks Regulation Art. 36");
    private static readonly DecidePenalty Decide = new("P-1", 20_000, "18 samples", null);
    private static readonly RevokePenalty Revoke = new("P-1", "wrong law");

    private static Given Opened => Stage.Rectifying.After("2026-03-15", Open);

    [Fact]
    public void An_opened_case_freezes_the_day_by_which_it_must_be_decided() // H3 counted from 2026
    {
        Stage.Rectifying.When("2026-03-15", Open).Then(new PenaltyCaseOpened("P-1", "Fireworks Regulation Art. 36", Given.Day("2026-06-15"), "penalty-decision-90")); // 06-13 is a Saturday
        Opened.When("2026-03-16", Open).ThenAlreadySo();
        Opened.When("2026-03-16", Open with { CaseNo = "P-2" }).ThenOne<PenaltyCaseOpened>();
    }

    [Fact]
    public void A_decision_freezes_the_day_by_which_it_must_be_public_over_the_holidays()
    {
        Opened.When("2026-04-01", Decide).Then(new PenaltyDecided("P-1", 20_000, "18 samples", null, Given.Day("2026-04-13"), "penalty-publication-7"));
        new Policy().PenaltyPublication.From(Given.Day("2024-04-01"), Given.Desk.Calendar).ShouldBe(Given.Day("2024-04-11")); // H3
    }

    [Fact]
    public void A_case_is_decided_once_and_a_fine_rectifies_nothing()
    {
        var decided = Opened.After("2026-04-01", Decide);
        (decided.Story.Now.Lifecycle, decided.Story.Now.PenaltyCases[0].Fine).ShouldBe((Lifecycle.Rectifying, 20_000));
        decided.When("2026-04-02", Decide).ThenAlreadySo();
        decided.When("2026-04-02", Decide with { Fine = 30_000 }).ThenRefused(PenaltyIsDecided);
        decided.When("2026-04-02", Given.Close()).ThenRefused(NotAccepted);
        Opened.When("2026-03-14", Decide).ThenRefused(PenaltyCaseUnknown);
        decided.When("2026-04-02", new CancelEntry(3, 3, "wrong hazard")).ThenContradicts(4, PenaltyCaseUnknown);
    }

    [Fact]
    public void Only_a_decided_penalty_is_revoked_and_once()
    {
        Opened.When("2026-04-02", Revoke).ThenRefused(PenaltyNotDecided);
        var revoked = Opened.After("2026-04-01", Decide).After("2026-04-02", Revoke);
        revoked.When("2026-04-03", Revoke).ThenAlreadySo();
        revoked.When("2026-04-03", Decide with { Fine = 1 }).ThenRefused(PenaltyIsRevoked);
        Opened.When("2026-04-02", Revoke with { CaseNo = "P-9" }).ThenRefused(PenaltyCaseUnknown);
    }
}
