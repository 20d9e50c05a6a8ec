using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Register;

namespace HazardLedger.Projections.Audits;

/// <summary>By what an audit judges.</summary>
/// <param name="Policy">The rules in force.</param>
/// <param name="Today">The present legal day.</param>
/// <param name="DayOf">The legal day of an instant.</param>
public sealed record AuditTerms(Policy Policy, DateOnly Today, Func<DateTimeOffset, DateOnly> DayOf);

/// <summary>Entries that an auditor looks at although they broke no rule: papers missing, late, downgrades, what one person did that takes two.</summary>
internal static class EntryLists
{
    /// <summary>Adds the entries of one history.</summary>
    public static void Add(History history, AuditTerms terms, Findings findings)
    {
        var states = StatesBefore(history);
        foreach (var fact in history.Facts)
        {
            foreach (var paper in PapersOf(fact.Entry))
            {
                findings.Missing(paper, Told(history, fact));
            }

            var late = terms.DayOf(fact.RecordedAt).DayNumber - fact.Entry.OccurredOn.DayNumber;
            if (late > 0)
            {
                (late > terms.Policy.LateAfterDays ? findings.Late : findings.Delayed).Add(Told(history, fact));
            }

            if (fact.Event is HazardDowngraded)
            {
                findings.Downgrades.Add(Told(history, fact));
            }

            if (SecondPerson.ActOf(fact.Event, states.GetValueOrDefault(fact.Version, Hazard.Unknown)) is { } act
                && (fact.Entry.ApprovedBy is null || fact.Entry.ApprovedBy.Person == fact.Entry.Actor.Person))
            {
                findings.Alone.Add(Told(history, fact) with { Act = RegisterConditions.Word(act), Said = fact.Entry.Lacks(SecondPerson.Paper) });
            }
        }

        findings.Waiting += history.Story.Now.Proposals.Count(proposal => proposal.State == ProposalState.Pending);
    }

    // Under the profile "historical" every guard on papers is waived, whether or not the entry names one.
    private static IEnumerable<string> PapersOf(Entry entry) => entry is { IsHistorical: true, Missing.Count: 0 } ? ["historical"] : entry.Missing.Distinct(StringComparer.Ordinal);

    // Only a correction of the site asks for the state: the enterprise that it takes away.
    private static Dictionary<long, Hazard> StatesBefore(History history)
    {
        var states = new Dictionary<long, Hazard>();
        if (!history.Facts.Any(fact => fact.Event is HazardCorrected { Field: CorrectableField.Site }))
        {
            return states;
        }

        var hazard = Hazard.Unknown;
        foreach (var fact in history.Story.Ordered)
        {
            states[fact.Version] = hazard;
            hazard = hazard.Evolve(fact.Event, fact.Entry);
        }

        return states;
    }

    private static AuditedEntry Told(History history, RecordedFact fact) => new(
        history.Hazard, history.Story.Now.Number, fact.Version, fact.Position, fact.Type, fact.Entry.OccurredOn, fact.RecordedAt, fact.Entry.Actor.Person, Findings.Link(history.Hazard));
}
