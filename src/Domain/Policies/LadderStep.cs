namespace HazardLedger.Domain.Policies;

/// <summary>One rung of the escalation ladder (domain §2.7): what is usually done about a deadline, and when. A suggestion: a person decides.</summary>
/// <param name="Step">Permanent word: reminder, overdueRecord, supervisionNotice, summons, circular, or a jurisdiction's own.</param>
/// <param name="AfterDays">Calendar days after the deadline; negative before it.</param>
/// <param name="Source">Rule or practice that says so.</param>
/// <param name="Confidence">"law", "rule" or "example".</param>
public sealed record LadderStep(string Step, int AfterDays, string Source, string Confidence)
{
    /// <summary>The ladder of the set "example": practice of several cities, no law.</summary>
    public static IReadOnlyList<LadderStep> Example { get; } =
    [
        new("reminder", -3, "Practice of several cities", "example"),
        new("overdueRecord", 1, "Practice of several cities", "example"),
        new("reminder", 3, "Practice of several cities", "example"),
        new("supervisionNotice", 7, "Supervision letters of safety committee offices", "example"),
        new("summons", 15, "Practice of several cities", "example"),
        new("circular", 30, "Practice of several cities", "example"),
    ];
}
