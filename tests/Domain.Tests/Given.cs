using HazardLedger.Domain.Calendars;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;

namespace HazardLedger.Domain.Tests;

/// <summary>Given a history, when a command, then events or a refusal.</summary>
internal sealed record Given(Story Story)
{
    public static readonly Actor Inspector = new("P-1", "350304-EMB", "recorder");
    public static readonly Actor Second = new("P-2", "350304-EMB", "recorder");
    public static readonly Actor Enterprise = new("P-9", "ENT-1", "recorder");
    public static readonly EvidenceCitation Photo = new(new string('a', 64), "image/jpeg", "after");
    /// <summary>A desk at which one person may do everything: the specs of most rules are about the rules.</summary>
    public static readonly Desk Desk = new(Day("2026-06-30"), new Policy { PlanBeforeClosing = true, SecondPersonFor = [] }, WorkingCalendar.China);

    /// <summary>A desk with the whole set "example".</summary>
    public static readonly Desk DeskOfTwo = new(Day("2026-06-30"), new Policy { PlanBeforeClosing = true }, WorkingCalendar.China);

    public static Given Nothing => new(Story.Empty);

    public static Given Registered => Nothing.After("2026-03-02", Register());

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    public static Entry On(string day, Actor? actor = null) => new()
    {
        OccurredOn = Day(day), Actor = actor ?? Inspector, Evidence = [Photo], LateReason = "entered from paper",
    };

    public static RegisterHazard Register(DiscoverySource source = DiscoverySource.BureauInspection, string area = "350304001", string sector = "fire") => new(
        null, source, area, sector, Category.Thing, null, "SITE-1", "Building 2", "Exit blocked", ["P-1"], null, null, null, null, null);

    public static GradeHazard Grade(Grade grade) => new(grade, [new("GB 35181-2017", "6.1")], GradingMethod.Direct, "criterion met", null, null);

    public static OrderRectification Order(string deadline) => new(OrderKind.Limited, Day(deadline), ["clear the exit"], null, null);

    public static SubmitPlan Plan(string deadline = "2026-03-25") => new(
        ["clear the exit"], "ENT-1", "P-9", new(50_000, "own means", true), Day(deadline), "evacuation plan", "a guard at the exit", null);

    public static RequestExtension Extend(string until) => new(Day(until), "the door is delivered late", "a guard at the exit");

    public static ReportCompletion Report() => new(null, "exit cleared", null, "own acceptance");

    public static InspectAcceptance Pass() => new(AcceptanceResult.Passed, ["P-1", "P-2"], null);

    public static InspectAcceptance Fail() => new(AcceptanceResult.Failed, ["P-1", "P-2"], ["still blocked"]);

    public static CloseHazard Close() => new(ClosureKind.Rectified);

    public static ListForSupervision List(string deadline = "2026-05-15", string no = "L-1", Level level = Level.County, string body = "350304-GOV") =>
        new(no, level, body, null, "350304-EMB", "ENT-1", null, Day(deadline), null);

    public Decision When(string day, HazardCommand command, Actor? actor = null) => When(On(day, actor), command);

    public Decision When(Entry entry, HazardCommand command) => HazardDecider.Decide(command, entry, Story, Desk);

    public Given After(string day, HazardCommand command, Actor? actor = null) => After(On(day, actor), command);

    public Decision Propose(string day, HazardCommand command, Actor? actor = null) => HazardDecider.DecideProposal(command, On(day, actor), Story, DeskOfTwo);

    /// <summary>The story with a proposal that waits.</summary>
    public Given Proposed(string day, HazardCommand command, Actor? actor = null) => new(Story.With(Propose(day, command, actor).Events.ShouldHaveSingleItem(), On(day, actor)));

    /// <summary>What a second person's yes records, under the whole set "example".</summary>
    public Decision Approve(int n, Actor? actor = null) => HazardDecider.Decide(new ApproveProposal(n), On("2026-06-30", actor ?? Second), Story, DeskOfTwo);

    /// <summary>The story after a second person's yes.</summary>
    public Given Approved(int n)
    {
        var (_, entry) = HazardDecider.Meant(new ApproveProposal(n), On("2026-06-30", Second), Story);
        return new(Story.With(Approve(n).Events.ShouldHaveSingleItem(), entry));
    }

    public Given After(Entry entry, HazardCommand command)
    {
        var decision = When(entry, command);
        decision.Refusal.ShouldBeNull($"the given step {command} was refused");
        return new(decision.Events.Aggregate(Story, (story, recorded) => story.With(recorded, entry)));
    }
}
