using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>Table of contents of the rules: each command has a file with its record and its rule. A rule sees the state
/// at the end of the day on which the thing is said to have happened; the order of steps is checked here, once for all.</summary>
public static partial class HazardDecider
{
    /// <summary>Decides a command on a story: events to record, nothing (it is so already), or a refusal. Pure.</summary>
    public static Decision Decide(HazardCommand command, Entry entry, Story story, Desk desk) => command switch
    {
        ApproveProposal approve => Decide(approve, entry, story, desk),
        _ => DecideStep(command, entry, story, desk),
    };

    private static Decision DecideStep(HazardCommand command, Entry entry, Story story, Desk desk)
    {
        if (EnvelopeRefusal(entry, desk) is { } envelope)
        {
            return envelope;
        }

        var hazard = story.Now.IsGone ? story.Now : story.On(entry.OccurredOn);
        var decision = Rule(command, entry, hazard, story, desk);
        if (decision.IsAlreadySo)
        {
            return decision;
        }

        var order = HazardCommands.Of(command).Steps.Select(step => HazardOrder.Refuses(step, hazard)).ToList();
        if (order.TrueForAll(refusal => refusal is not null) && !SkipsOrder(command, entry, hazard))
        {
            return order[^1]!; // of several steps the last says most: a listed major hazard is told that it is listed, not that it is graded
        }

        return decision.Refusal is null && (OrderRefusal(decision, entry, story, desk.Policy) ?? SecondPerson.Refuses(decision, entry, hazard, desk)) is { } refusal ? refusal : decision;
    }

    private static Decision Rule(HazardCommand command, Entry entry, Hazard hazard, Story story, Desk desk) => command switch
    {
        RegisterHazard register => Decide(register, entry),
        GradeHazard grade => Decide(grade, entry, hazard, desk),
        RectifyOnTheSpot onTheSpot => Decide(onTheSpot, entry, hazard, story, desk),
        AssignHazard assign => Decide(assign, hazard),
        OrderRectification order => Decide(order, entry, hazard),
        StartSelfRectification start => Decide(start, entry, hazard),
        ReportCompletion report => Decide(report, entry, hazard, desk),
        InspectAcceptance inspect => Decide(inspect, entry, hazard, story, desk),
        CloseHazard close => Decide(close, entry, hazard, desk),
        ListForSupervision list => Decide(list, entry, hazard, story, desk),
        PublishListing publish => Decide(publish),
        RequestDelisting request => Decide(request, hazard),
        DelistHazard delist => Decide(delist, entry, hazard, desk),
        RevokeListing revoke => Decide(revoke, entry, story),
        ReopenHazard reopen => Decide(reopen, entry, hazard, desk),
        MergeHazard merge => Decide(merge, hazard),
        VoidHazard voiding => Decide(voiding, hazard),
        CorrectHazard correct => Decide(correct, entry, hazard, story),
        CancelEntry cancel => Decide(cancel, story),
        AddEvidence => entry.Evidence.Count == 0 ? EvidenceRequired : [new EvidenceAdded()],
        AddNote => [new NoteAdded()],
        _ => RectificationRule(command, entry, hazard, story, desk),
    };

    private static Decision RectificationRule(HazardCommand command, Entry entry, Hazard hazard, Story story, Desk desk) => command switch
    {
        SubmitPlan submit => Decide(submit, entry, hazard, story),
        DecidePlan decide => Decide(decide, entry, hazard, desk),
        AddItem add => Decide(add, hazard),
        CompleteItem complete => Decide(complete, hazard),
        ReportProgress report => Decide(report),
        RequestExtension request => Decide(request, entry, hazard, desk),
        DecideExtension decide => Decide(decide, entry, hazard, desk),
        _ => ControlRule(command, entry, hazard, story, desk),
    };

    private static Decision ControlRule(HazardCommand command, Entry entry, Hazard hazard, Story story, Desk desk) => command switch
    {
        ImposeControl impose => Decide(impose, entry, hazard, desk),
        ExtendControl extend => Decide(extend, entry, hazard, desk),
        LiftControl lift => Decide(lift, entry, hazard),
        RequestResumption request => Decide(request, entry, hazard, desk),
        DecideResumption decide => Decide(decide, entry, hazard),
        _ => SupervisionRule(command, entry, hazard, story, desk),
    };

    private static Decision SupervisionRule(HazardCommand command, Entry entry, Hazard hazard, Story story, Desk desk) => command switch
    {
        AnswerAssignment answer => Decide(answer, entry, hazard),
        TransferHazard transfer => Decide(transfer, hazard),
        EscalateListing escalate => Decide(escalate, entry, hazard, story, desk),
        IssueNotice issue => [new NoticeIssued(issue.Kind, issue.To, issue.DueOn)],
        OpenPenaltyCase open => Decide(open, entry, hazard, desk),
        DecidePenalty decide => Decide(decide, entry, hazard, desk),
        RevokePenalty revoke => Decide(revoke, hazard),
        StartDailyFine start => Decide(start, entry, hazard),
        PostOnSiteNotice post => Decide(post, entry, story),
        ExposePublicly expose => [new PubliclyExposed(expose.Medium, expose.Url)],
        PlanLookBack plan => Decide(plan, entry, hazard),
        LookBack look => Decide(look, entry),
        DecideReward reward => Decide(reward, hazard, story, desk),
        RefuseProposal refuse => Decide(refuse, story),
        _ => throw new InvalidOperationException($"HazardDecider does not know the command {command.GetType().Name}."),
    };

    private static Refusal? EnvelopeRefusal(Entry entry, Desk desk)
    {
        var late = entry.OccurredOn < desk.Today.AddDays(-desk.Policy.LateAfterDays);
        return entry switch
        {
            _ when entry.OccurredOn > desk.Today => OccurredInFuture,
            { IsHistorical: false, Proposal: null } when late && string.IsNullOrWhiteSpace(entry.LateReason) => LateReasonRequired,
            _ => null,
        };
    }

    // A history kept elsewhere may hold an acceptance and no order; HazardOrder checks it with its entry.
    private static bool SkipsOrder(HazardCommand command, Entry entry, Hazard hazard) =>
        entry.IsHistorical && command is InspectAcceptance { Result: AcceptanceResult.Passed } && hazard.Lifecycle == Lifecycle.Registered;

    // A step of the story that is there already may neither come to stand out of order nor lose what it was allowed on.
    private static Refusal? OrderRefusal(Decision decision, Entry entry, Story story, Policies.Policy policy)
    {
        var after = decision.Events.Aggregate(story, (told, recorded) => told.With(recorded, entry));
        return after.Contradiction() switch
        {
            { } found when found.Fact.Version > story.Version => found.Refusal,
            { } found => Contradicts(found.Fact, found.Refusal),
            null => Undoes(story, after, policy) is { } found ? Contradicts(found.Fact, found.Refusal) : null,
        };
    }

    // What was in breach before (by another policy, or from elsewhere) stands in nobody's way.
    private static (Fact Fact, Refusal Refusal)? Undoes(Story story, Story after, Policies.Policy policy)
    {
        var breaches = after.Breaches(policy).Where(breach => breach.Fact.Version <= story.Version).ToList();
        var before = breaches.Count > 0 && story.Contradiction() is null ? story.Breaches(policy).Select(breach => breach.Fact.Version).ToHashSet() : [];
        return breaches.Where(breach => !before.Contains(breach.Fact.Version)).Select(breach => ((Fact, Refusal)?)breach).FirstOrDefault();
    }

    private static Refusal Contradicts(Fact fact, Refusal refusal) => ContradictsLaterSteps with
    {
        Chinese = $"{ContradictsLaterSteps.Chinese}（第{fact.Version}版：{refusal.Chinese}）",
        English = $"{ContradictsLaterSteps.English} (version {fact.Version}: {refusal.English})",
    };

    private static bool LacksEvidence(Policies.EvidenceDuty duty, Entry entry, Desk desk) =>
        entry.Evidence.Count == 0 && desk.Policy.EvidenceFor.Contains(duty) && !entry.Lacks("evidence");
}
