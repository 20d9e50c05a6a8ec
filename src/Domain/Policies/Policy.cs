using HazardLedger.Domain.Calendars;

namespace HazardLedger.Domain.Policies;

/// <summary>What a limit counts in.</summary>
public enum LimitUnit { CalendarDays, WorkingDays }

/// <summary>Steps for which a policy may want evidence.</summary>
public enum EvidenceDuty { Downgrade, OnTheSpot, Completion, Acceptance }

/// <summary>One limit of the policy table, with where it comes from and how sure that is.</summary>
/// <param name="Id">Permanent name, frozen into the events that it dates.</param>
/// <param name="Count">Number of days after the trigger; the day of the trigger is not counted.</param>
/// <param name="Source">Law, rule or mirror that says so.</param>
/// <param name="Confidence">"law", "rule" or "example".</param>
/// <param name="Rolls">False for limits that protect the citizen: they end on their last day even when that is a rest day.</param>
public sealed record LimitRule(string Id, int Count, LimitUnit Unit, string Source, string Confidence, bool Rolls = true)
{
    /// <summary>Last day of the limit; a calendar limit that ends on a rest day runs to the next working day.</summary>
    public DateOnly From(DateOnly trigger, WorkingCalendar calendar) => Unit switch
    {
        LimitUnit.WorkingDays => calendar.AddWorkingDays(trigger, Count),
        _ when !Rolls => trigger.AddDays(Count),
        _ => calendar.RollForward(trigger.AddDays(Count)),
    };

    /// <summary>Last day that leaves the limit's number of days before a deadline.</summary>
    public DateOnly Before(DateOnly deadline, WorkingCalendar calendar) =>
        Unit == LimitUnit.WorkingDays ? calendar.SubtractWorkingDays(deadline, Count) : deadline.AddDays(-Count);
}

/// <summary>What one person alone may not do (domain §2.3 #4, #38–40).</summary>
public enum TwoPersonAct
{
    /// <summary>From major to general.</summary>
    Downgrade,

    /// <summary>A registration leaves all figures.</summary>
    Void,

    /// <summary>A duplicate leaves all figures.</summary>
    Merge,

    /// <summary>A correction of area, sector, enterprise or day of discovery: it moves figures. So does one of the site that takes the enterprise away.</summary>
    KeyCorrection,

    /// <summary>An entry is read as if it had never been.</summary>
    Cancel,
}

/// <summary>Two parts that one person, or one body, may not play in the same matter. That whoever reports a completion takes no part in its
/// acceptance is no policy but an invariant (domain §2.9, I9): no row switches it off.</summary>
public enum SeparateDuties
{
    /// <summary>Asking for more time, and giving it.</summary>
    AskingAndExtending,

    /// <summary>Submitting a plan, and deciding on it.</summary>
    PlanningAndApproving,

    /// <summary>Grading as major, and deciding on the downgrade.</summary>
    GradingAndDowngrading,

    /// <summary>Being the body that lists, and the unit responsible for the rectification.</summary>
    ListingAndRectifying,
}

/// <summary>The dated rules of a jurisdiction. The set "example" is configuration, not law (domain §2.6).</summary>
public sealed record Policy
{
    public string Name { get; init; } = "example";

    /// <summary>Re-inspection by the emergency bureau after a completion report.</summary>
    public LimitRule Reinspection { get; init; } =
        new("reinspection-10", 10, LimitUnit.CalendarDays, "Order 15 of 2007, Art. 16", "example");

    /// <summary>Re-inspection by the fire authority.</summary>
    public LimitRule FireReinspection { get; init; } =
        new("fire-reinspection-3", 3, LimitUnit.WorkingDays, "Fire supervision inspection rule, Art. 20", "rule");

    /// <summary>Latest request for more time before the deadline of an order.</summary>
    public LimitRule ExtensionRequest { get; init; } =
        new("extension-request-10", 10, LimitUnit.CalendarDays, "Order 15 of 2007, Art. 16", "example");

    /// <summary>Latest request for more time before the deadline of a listing.</summary>
    public LimitRule ListedExtensionRequest { get; init; } =
        new("listed-extension-request-15", 15, LimitUnit.WorkingDays, "Ningbo listing notice (form)", "example");

    /// <summary>Answer to a request for more time for an order.</summary>
    public LimitRule ExtensionDecision { get; init; } =
        new("extension-decision-5", 5, LimitUnit.CalendarDays, "Order 15 of 2007, Art. 16", "example");

    /// <summary>Answer to a request for more time for a listing.</summary>
    public LimitRule ListedExtensionDecision { get; init; } =
        new("listed-extension-decision-10", 10, LimitUnit.WorkingDays, "Qingdao listing rule of 2012", "example");

    /// <summary>Review of a request to take up again what was stopped.</summary>
    public LimitRule ResumptionReview { get; init; } =
        new("resumption-review-10", 10, LimitUnit.CalendarDays, "Order 16 of 2007, Art. 23", "example");

    /// <summary>Longest sealing or seizure.</summary>
    public LimitRule SeizureLimit { get; init; } =
        new("seizure-30", 30, LimitUnit.CalendarDays, "Administrative Compulsion Law 2011, Art. 25", "law", Rolls: false);

    /// <summary>Longest extension of a sealing or seizure; there is one.</summary>
    public LimitRule SeizureExtension { get; init; } =
        new("seizure-extension-30", 30, LimitUnit.CalendarDays, "Administrative Compulsion Law 2011, Art. 25", "law", Rolls: false);

    /// <summary>Decision of a penalty case.</summary>
    public LimitRule PenaltyDecision { get; init; } =
        new("penalty-decision-90", 90, LimitUnit.CalendarDays, "Administrative Penalty Law 2021, Art. 60", "law");

    /// <summary>Publication of a decided penalty.</summary>
    public LimitRule PenaltyPublication { get; init; } =
        new("penalty-publication-7", 7, LimitUnit.WorkingDays, "Work Safety Law 2021, Art. 78", "law");

    /// <summary>A listing is made public.</summary>
    public LimitRule ListingPublication { get; init; } =
        new("listing-publication-5", 5, LimitUnit.WorkingDays, "Qingdao listing rule of 2012", "example");

    /// <summary>A delisting is made public as the listing was.</summary>
    public LimitRule DelistingPublication { get; init; } =
        new("delisting-publication-5", 5, LimitUnit.WorkingDays, "Qingdao listing rule of 2012", "example");

    /// <summary>How much a reporter gets.</summary>
    public RewardRule Reward { get; init; } = new(15, 3_000, 300_000, 30, "Reward rule of 2018; bonus: Xiamen", "example");

    /// <summary>Entries recorded more than this many days after they occurred need a reason.</summary>
    public int LateAfterDays { get; init; } = 30;

    /// <summary>A closing can be reopened for this many months; later it is a new hazard.</summary>
    public int ReopenWithinMonths { get; init; } = 12;

    /// <summary>Least number of inspectors at an acceptance.</summary>
    public int AcceptanceInspectors { get; init; } = 2;

    /// <summary>A listed hazard must be delisted before it is closed.</summary>
    public bool DelistBeforeClosing { get; init; } = true;

    /// <summary>A major hazard is closed only when it had a rectification plan (domain §2.3 #24). Off in the set "example": a jurisdiction
    /// that files its plans here switches it on.</summary>
    public bool PlanBeforeClosing { get; init; }

    /// <summary>A general hazard is struck off in the same decision that accepts it (domain §2.3 #24, §2.5), when nothing stands against its
    /// closing. Off in the set "example": there the closing is an entry of its own.</summary>
    public bool CloseOnAcceptance { get; init; }

    /// <summary>Only the body that listed a hazard delists it (domain §2.3 #29). A jurisdiction whose office acts for several listing bodies
    /// switches it off.</summary>
    public bool ListingBodyDelists { get; init; } = true;

    /// <summary>Steps that are refused without evidence. Imports that say "evidence" is missing are not asked.</summary>
    public IReadOnlyList<EvidenceDuty> EvidenceFor { get; init; } = [EvidenceDuty.OnTheSpot, EvidenceDuty.Completion];

    /// <summary>A power cut needs a major hazard, an order, the principal's approval and a notice (Work Safety Law 2021, Art. 70). Off in the
    /// set "example", where only a notice that is named is judged: too short is refused always.</summary>
    public bool PowerCutConditions { get; init; }

    /// <summary>Hours from the notice of a power cut to its start, unless it is an emergency (Work Safety Law 2021, Art. 70).</summary>
    public int PowerCutNoticeHours { get; init; } = 24;

    /// <summary>Only major hazards may be listed.</summary>
    public bool ListOnlyMajor { get; init; } = true;

    /// <summary>What needs a second person: it is proposed, and another decides.</summary>
    public IReadOnlyList<TwoPersonAct> SecondPersonFor { get; init; } = Enum.GetValues<TwoPersonAct>();

    /// <summary>An administrator's key may do it alone; the entry then says for ever that the second person is missing.</summary>
    public bool AdministratorActsAlone { get; init; } = true;

    /// <summary>Parts that are kept apart.</summary>
    public IReadOnlyList<SeparateDuties> Separates { get; init; } = Enum.GetValues<SeparateDuties>();

    /// <summary>What is usually done about a deadline before and after it; shown as suggestions, never recorded by itself.</summary>
    public IReadOnlyList<LadderStep> Escalation { get; init; } = LadderStep.Example;

    /// <summary>The re-inspection limit that applies to a sector.</summary>
    public LimitRule ReinspectionFor(string sector) => sector == "fire" ? FireReinspection : Reinspection;

    /// <summary>How long before its deadline a hazard's extension must be asked for.</summary>
    public LimitRule ExtensionRequestFor(bool listed) => listed ? ListedExtensionRequest : ExtensionRequest;

    /// <summary>How soon such a request must be answered.</summary>
    public LimitRule ExtensionDecisionFor(bool listed) => listed ? ListedExtensionDecision : ExtensionDecision;
}
