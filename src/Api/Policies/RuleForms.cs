using HazardLedger.Api.Http;
using HazardLedger.Api.Recording;
using HazardLedger.Api.Validation;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Policies;

namespace HazardLedger.Api.Policies;

/// <summary>The form of a change of the rules. What the rules about rules say is the domain's.</summary>
internal static class RuleForms
{
    private const int MostDays = 60;

    public static void Check(ChangePolicy change, List<Fault> faults)
    {
        if (change.Jurisdiction.Length > 0 && !AreaCode.IsWellFormed(change.Jurisdiction))
        {
            faults.Add(Fault.Form("jurisdiction", "GB/T 2260"));
        }

        if (change.ValidFrom < Words.Earliest || change.ValidFrom > Words.Latest)
        {
            faults.Add(Fault.Form("validFrom", "1949-10-01…2199-12-31"));
        }

        if (change.Rules.Values.Count == 0)
        {
            faults.Add(Fault.Missing("rules"));
        }

        faults.AddRange(change.Rules.Faults().Select(fault => new Fault($"rules.{fault.Member}", fault.Chinese, fault.English)));
        Line("source", change.Source, 300, faults);
        Line("reason", change.Reason, 1000, faults);
        if (!PolicyRules.IsConfidence(change.Confidence))
        {
            faults.Add(Fault.Form("confidence", "law | rule | example"));
        }
    }

    public static void Check(ChangeCalendar change, List<Fault> faults)
    {
        CheckYear("", change.Year, change.Holidays, change.WorkingWeekends, faults);
        Line("source", change.Source, 300, faults);
        if (change.Reason is { } reason)
        {
            Line("reason", reason, 1000, faults);
        }
    }

    /// <summary>What a simulation supposes has the form of what would be recorded.</summary>
    public static void Check(SimulationBody asked, List<Fault> faults)
    {
        if (asked.Policy is { } rules)
        {
            faults.AddRange(rules.Faults().Select(fault => new Fault($"policy.{fault.Member}", fault.Chinese, fault.English)));
        }

        if (asked.Calendar is { } year)
        {
            if (year.Holidays is null || year.WorkingWeekends is null)
            {
                faults.Add(Fault.Missing(year.Holidays is null ? "calendar.holidays" : "calendar.workingWeekends"));
            }
            else
            {
                CheckYear("calendar.", year.Year, year.Holidays, year.WorkingWeekends, faults);
            }
        }

        if (asked.AsOf < Words.Earliest || asked.AsOf > Words.Latest)
        {
            faults.Add(Fault.Form("asOf", "1949-10-01…2199-12-31"));
        }

        if (asked.Area is { } area && !AreaCode.IsWellFormed(area))
        {
            faults.Add(Fault.Form("area", "GB/T 2260"));
        }
    }

    private static void CheckYear(string at, int year, IReadOnlyList<DateOnly> holidays, IReadOnlyList<DateOnly> weekends, List<Fault> faults)
    {
        if (year is < 1949 or > 2199)
        {
            faults.Add(Fault.Form(at + "year", "1949–2199"));
        }

        Days(at + "holidays", holidays, year, faults);
        Days(at + "workingWeekends", weekends, year, faults);
        if (weekends.Any(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) || weekends.Intersect(holidays).Any())
        {
            faults.Add(new(at + "workingWeekends", "应为周六或周日，且不得同时为假日。", "Must be Saturdays or Sundays that are no holidays."));
        }
    }

    /// <summary>The entry of a rule: rules come from an administrator, never from an import.</summary>
    public static void Check(EntryBody entry, List<Fault> faults)
    {
        if (entry.Actor is not null || entry.Missing is not null || entry.Evidence is not null)
        {
            faults.Add(new(entry.Actor is not null ? "actor" : entry.Missing is not null ? "missing" : "evidence", "此处不适用。", "Does not apply here."));
        }

        faults.AddRange(CommandValidators.Entry.Validate(new FluentValidation.ValidationContext<object>(entry)).Errors
            .Select(error => new Fault(error.PropertyName, error.ErrorMessage, error.ErrorMessage)));
    }

    private static void Days(string field, IReadOnlyList<DateOnly> days, int year, List<Fault> faults)
    {
        if (days.Count > MostDays || days.Any(day => day.Year != year) || days.Distinct().Count() != days.Count)
        {
            faults.Add(new(field, $"最多{MostDays}天，均在该年内，不得重复。", $"At most {MostDays} days, all within the year, none twice."));
        }
    }

    internal static void Line(string field, string text, int most, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > most || text.Any(char.IsControl))
        {
            faults.Add(Fault.Form(field, $"1–{most}"));
        }
    }
}
