using HazardLedger.Domain.Calendars;

namespace HazardLedger.Domain.Policies;

/// <summary>What a limit counts in.</summary>
public enum LimitUnit { CalendarDays, WorkingDays }

/// <summary>One limit of the policy table, with where it comes from and how sure that is.</summary>
/// <param name="Id">Permanent name, frozen into the events that it dates.</param>
/// <param name="Count">Number of days after the trigger; the day of the trigger is not counted.</param>
/// <param name="Source">Law, rule or mirror that says so.</param>
/// <param name="Confidence">"law", "rule" or "example".</param>
public sealed record LimitRule(string Id, int Count, LimitUnit Unit, string Source, string Confidence)
{
    /// <summary>Last day of the limit; a calendar limit that ends on a rest day runs to the next working day.</summary>
    public DateOnly From(DateOnly trigger, WorkingCalendar calendar) => Unit switch
    {
        LimitUnit.WorkingDays => calendar.AddWorkingDays(trigger, Count),
        _ => calendar.RollForward(trigger.AddDays(Count)),
    };
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

    /// <summary>Entries recorded more than this many days after they occurred need a reason.</summary>
    public int LateAfterDays { get; init; } = 30;

    /// <summary>A closing can be reopened for this many months; later it is a new hazard.</summary>
    public int ReopenWithinMonths { get; init; } = 12;

    /// <summary>Least number of inspectors at an acceptance.</summary>
    public int AcceptanceInspectors { get; init; } = 2;

    /// <summary>A listed hazard must be delisted before it is closed.</summary>
    public bool DelistBeforeClosing { get; init; } = true;

    /// <summary>Only major hazards may be listed.</summary>
    public bool ListOnlyMajor { get; init; } = true;

    /// <summary>The re-inspection limit that applies to a sector.</summary>
    public LimitRule ReinspectionFor(string sector) => sector == "fire" ? FireReinspection : Reinspection;
}
