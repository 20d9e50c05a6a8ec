using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>Domain §2.1 as a table: every command in every state of a general, unlisted hazard found by the bureau on 2 March,
/// asked on 20 March. "ok" records, "so" is so already, else the code of the refusal.</summary>
public sealed class StepTable
{
    private const string Table = """
        route                      | nothing       | registered          | rectifying          | pending             | accepted            | closed              | voided         | merged
        registrations              | ok            | alreadyRegistered   | alreadyRegistered   | alreadyRegistered   | alreadyRegistered   | alreadyRegistered   | hazardIsVoided | hazardIsMerged
        gradings                   | notRegistered | ok                  | ok                  | ok                  | ok                  | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        on-the-spot-rectifications | notRegistered | tooLateForOnTheSpot | notOnTheSpotAnyMore | notOnTheSpotAnyMore | notOnTheSpotAnyMore | notOnTheSpotAnyMore | hazardIsVoided | hazardIsMerged
        interim-controls           | notRegistered | ok                  | ok                  | ok                  | ok                  | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        extensions                 | notRegistered | controlUnknown      | controlUnknown      | controlUnknown      | controlUnknown      | controlUnknown      | hazardIsVoided | hazardIsMerged
        liftings                   | notRegistered | controlUnknown      | controlUnknown      | controlUnknown      | controlUnknown      | controlUnknown      | hazardIsVoided | hazardIsMerged
        resumption-requests        | notRegistered | noStopControl       | noStopControl       | noStopControl       | noStopControl       | noStopControl       | hazardIsVoided | hazardIsMerged
        resumption-decisions       | notRegistered | noResumptionPending | noResumptionPending | noResumptionPending | noResumptionPending | noResumptionPending | hazardIsVoided | hazardIsMerged
        assignments                | notRegistered | ok                  | ok                  | ok                  | alreadyAccepted     | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        assignment-answers         | notRegistered | noAssignmentPending | noAssignmentPending | noAssignmentPending | noAssignmentPending | noAssignmentPending | hazardIsVoided | hazardIsMerged
        transfers                  | notRegistered | ok                  | ok                  | ok                  | alreadyAccepted     | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        rectification-orders       | notRegistered | ok                  | ok                  | awaitsAcceptance    | alreadyAccepted     | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        self-rectifications        | notRegistered | notSelfFound        | alreadyRectifying   | awaitsAcceptance    | alreadyAccepted     | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        plans                      | notRegistered | planOnlyForMajor    | planOnlyForMajor    | planOnlyForMajor    | planOnlyForMajor    | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        plan-decisions             | notRegistered | noPlanPending       | noPlanPending       | noPlanPending       | noPlanPending       | noPlanPending       | hazardIsVoided | hazardIsMerged
        items                      | notRegistered | ok                  | ok                  | awaitsAcceptance    | alreadyAccepted     | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        completions                | notRegistered | itemUnknown         | itemUnknown         | itemUnknown         | alreadyAccepted     | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        progress-reports           | notRegistered | notOrdered          | ok                  | awaitsAcceptance    | alreadyAccepted     | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        extension-requests         | notRegistered | noDeadline          | extensionTooLate    | awaitsAcceptance    | alreadyAccepted     | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        extension-decisions        | notRegistered | noExtensionPending  | noExtensionPending  | noExtensionPending  | noExtensionPending  | noExtensionPending  | hazardIsVoided | hazardIsMerged
        completion-reports         | notRegistered | notOrdered          | ok                  | awaitsAcceptance    | alreadyAccepted     | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        acceptance-inspections     | notRegistered | notOrdered          | ok                  | ok                  | alreadyAccepted     | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        closures                   | notRegistered | notAccepted         | notAccepted         | notAccepted         | ok                  | so                  | hazardIsVoided | hazardIsMerged
        listings                   | notRegistered | notMajor            | notMajor            | notMajor            | alreadyAccepted     | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        listing-publications       | notRegistered | notListed           | notListed           | notListed           | notListed           | notListed           | hazardIsVoided | hazardIsMerged
        on-site-notices            | notRegistered | notListed           | notListed           | notListed           | notListed           | notListed           | hazardIsVoided | hazardIsMerged
        listing-escalations        | notRegistered | notListed           | notListed           | notListed           | notListed           | notListed           | hazardIsVoided | hazardIsMerged
        delisting-requests         | notRegistered | notListed           | notListed           | notListed           | notListed           | notListed           | hazardIsVoided | hazardIsMerged
        delistings                 | notRegistered | notListed           | notListed           | notListed           | notListed           | notListed           | hazardIsVoided | hazardIsMerged
        listing-revocations        | notRegistered | notListed           | notListed           | notListed           | notListed           | notListed           | hazardIsVoided | hazardIsMerged
        notices                    | notRegistered | ok                  | ok                  | ok                  | ok                  | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        penalty-cases              | notRegistered | ok                  | ok                  | ok                  | ok                  | ok                  | hazardIsVoided | hazardIsMerged
        penalty-decisions          | notRegistered | penaltyCaseUnknown  | penaltyCaseUnknown  | penaltyCaseUnknown  | penaltyCaseUnknown  | penaltyCaseUnknown  | hazardIsVoided | hazardIsMerged
        penalty-revocations        | notRegistered | penaltyCaseUnknown  | penaltyCaseUnknown  | penaltyCaseUnknown  | penaltyCaseUnknown  | penaltyCaseUnknown  | hazardIsVoided | hazardIsMerged
        daily-fines                | notRegistered | notOrdered          | notFined            | awaitsAcceptance    | alreadyAccepted     | hazardIsClosed      | hazardIsVoided | hazardIsMerged
        exposures                  | notRegistered | ok                  | ok                  | ok                  | ok                  | ok                  | hazardIsVoided | hazardIsMerged
        look-back-plans            | notRegistered | lookBackNeedsClosing | lookBackNeedsClosing | lookBackNeedsClosing | lookBackNeedsClosing | ok                  | hazardIsVoided | hazardIsMerged
        look-backs                 | notRegistered | lookBackNeedsClosing | lookBackNeedsClosing | lookBackNeedsClosing | lookBackNeedsClosing | ok                  | hazardIsVoided | hazardIsMerged
        reopenings                 | notRegistered | notClosed           | notClosed           | notClosed           | notClosed           | ok                  | hazardIsVoided | hazardIsMerged
        mergers                    | notRegistered | ok                  | ok                  | ok                  | alreadyAccepted     | hazardIsClosed      | hazardIsVoided | so
        voidings                   | notRegistered | ok                  | ok                  | ok                  | alreadyAccepted     | hazardIsClosed      | so             | hazardIsMerged
        corrections                | notRegistered | ok                  | ok                  | ok                  | ok                  | ok                  | hazardIsVoided | hazardIsMerged
        cancellations              | notRegistered | notCancellable      | notCancellable      | notCancellable      | notCancellable      | notCancellable      | hazardIsVoided | hazardIsMerged
        rewards                    | notRegistered | notReported         | notReported         | notReported         | notReported         | notReported         | hazardIsVoided | hazardIsMerged
        evidence                   | notRegistered | ok                  | ok                  | ok                  | ok                  | ok                  | hazardIsVoided | hazardIsMerged
        notes                      | notRegistered | ok                  | ok                  | ok                  | ok                  | ok                  | hazardIsVoided | hazardIsMerged
        approvals                  | notRegistered | proposalUnknown     | proposalUnknown     | proposalUnknown     | proposalUnknown     | proposalUnknown     | hazardIsVoided | hazardIsMerged
        refusals                   | notRegistered | proposalUnknown     | proposalUnknown     | proposalUnknown     | proposalUnknown     | proposalUnknown     | hazardIsVoided | hazardIsMerged
        """;

    private static readonly string[] States = ["nothing", "registered", "rectifying", "pending", "accepted", "closed", "voided", "merged"];

    public static TheoryData<string, string, string> Cells => [.. Rows().SelectMany(row => States.Select((state, i) => (row[0], state, row[i + 1])))];

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_command_is_answered_in_every_state_as_the_table_says(string route, string state, string expected)
    {
        var decision = In(state).When("2026-03-20", CommandOf(route));
        var answer = decision.Refusal?.Code ?? (decision.IsAlreadySo ? "so" : "ok");
        answer.ShouldBe(expected);
    }

    [Fact]
    public void The_table_has_a_row_for_every_command_and_a_column_for_every_state()
    {
        Rows().Select(row => row[0]).ShouldBe(HazardCommands.All.Select(row => row.Route));
        States.Select(state => In(state).Story.Now.Lifecycle).ShouldBe(Enum.GetValues<Lifecycle>());
    }

    [Fact]
    public void The_order_table_has_a_row_for_every_event() =>
        HazardOrder.Steps.ShouldBe(typeof(HazardEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HazardEvent))), ignoreOrder: true);

    [Fact]
    public void A_command_that_is_not_in_the_table_crashes_instead_of_being_ignored() =>
        Should.Throw<InvalidOperationException>(() => Stage.Registered.When("2026-03-20", new Unheard())).Message.ShouldContain(nameof(Unheard));

    [Fact]
    public void An_event_that_the_state_does_not_know_crashes_instead_of_being_ignored() =>
        Should.Throw<InvalidOperationException>(() => Hazard.Unknown.Evolve(new UnheardOf(), Given.On("2026-03-20"))).Message.ShouldContain(nameof(UnheardOf));

    private static IEnumerable<string[]> Rows() => Table.Split('\n')[1..].Select(line => line.Split('|', StringSplitOptions.TrimEntries));

    private static Given In(string state) => state switch
    {
        "nothing" => Given.Nothing,
        "registered" => Stage.Registered,
        "rectifying" => Stage.Rectifying,
        "pending" => Stage.Pending,
        "accepted" => Stage.Accepted,
        "closed" => Stage.Closed,
        "voided" => Stage.Voided,
        _ => Stage.Merged,
    };

    private static HazardCommand CommandOf(string route) => route switch
    {
        "registrations" => Given.Register(),
        "gradings" => Given.Grade(Grade.General),
        "on-the-spot-rectifications" => new RectifyOnTheSpot("cleared", "P-1"),
        "assignments" => new AssignHazard("ENT-1", null, "S-1", null),
        "rectification-orders" => Given.Order("2026-04-10"),
        "self-rectifications" => new StartSelfRectification(Given.Day("2026-04-10"), "P-9"),
        "plans" => Given.Plan(),
        "plan-decisions" => new DecidePlan(PlanVerdict.Approved, null),
        "items" => new AddItem(1, "exit on the second floor", null),
        "completions" => new CompleteItem(1),
        "progress-reports" => new ReportProgress(40, "door ordered", null, null, null),
        "extension-requests" => Given.Extend("2026-05-15"),
        "extension-decisions" => new DecideExtension(Verdict.Approved, null),
        "completion-reports" => Given.Report(),
        "acceptance-inspections" => Given.Pass(),
        "closures" => Given.Close(),
        "listings" => Given.List(),
        "listing-publications" => new PublishListing("L-1", "website", null),
        "delisting-requests" => new RequestDelisting("L-1"),
        "delistings" => new DelistHazard("L-1", DelistingGround.Rectified),
        "listing-revocations" => new RevokeListing("L-1", "wrong firm"),
        "reopenings" => new ReopenHazard("blocked again", Given.Day("2026-04-10"), null),
        "mergers" => new MergeHazard(Stage.Survivor, "same exit"),
        "voidings" => new VoidHazard(VoidReason.NotAHazard),
        "corrections" => new CorrectHazard(CorrectableField.Place, "Building 3", "typing error", null),
        "cancellations" => new CancelEntry(1, 1, "wrong hazard"),
        "evidence" => new AddEvidence(),
        "notes" => new AddNote(),
        _ => SupervisionOf(route),
    };

    private static HazardCommand SupervisionOf(string route) => route switch
    {
        "assignment-answers" => new AnswerAssignment(AssignmentAnswer.Accepted, null),
        "transfers" => new TransferHazard("350304-HCB", "gas"),
        "interim-controls" => new ImposeControl("C-1", ControlKind.Cordon, "the yard", null, null),
        "extensions" => new ExtendControl("C-1", Given.Day("2026-05-10"), "still unsafe"),
        "liftings" => new LiftControl("C-1", "safe again", null),
        "resumption-requests" => new RequestResumption(["C-1"], null),
        "resumption-decisions" => new DecideResumption(Verdict.Approved, ["P-1"], "safe"),
        "listing-escalations" => new EscalateListing("L-1", "L-2", Level.City, "3503-GOV", Given.Day("2026-06-15"), "overdue"),
        "notices" => new IssueNotice(NoticeKind.Reminder, "ENT-1", null),
        "penalty-cases" => new OpenPenaltyCase("P-1", "WSL-102"),
        "penalty-decisions" => new DecidePenalty("P-1", 20_000, null, null),
        "penalty-revocations" => new RevokePenalty("P-1", "wrong law"),
        "exposures" => new ExposePublicly("website", null),
        "on-site-notices" => new PostOnSiteNotice("L-1", "the east gate"),
        "daily-fines" => new StartDailyFine(null, Given.Day("2026-03-04"), 20_000),
        "look-back-plans" => new PlanLookBack(Given.Day("2026-06-13"), "350304-EMB"),
        "approvals" => new ApproveProposal(1),
        "refusals" => new RefuseProposal(1, "not so"),
        "look-backs" => new LookBack(LookBackOutcome.Holds, ["P-1"]),
        _ => new DecideReward("R6", 3_000, "R-1"),
    };

    private sealed record Unheard : HazardCommand;

    private sealed record UnheardOf : HazardEvent;
}
