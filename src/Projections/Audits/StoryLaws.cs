using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Histories;

namespace HazardLedger.Projections.Audits;

/// <summary>The laws that one hazard's history keeps by itself, each told anew from the events: the rules that let them in are not asked.</summary>
internal static class StoryLaws
{
    public static void Check(History history, Findings findings)
    {
        CheckPlaces(history, findings);
        CheckTerminal(history, findings);
        CheckSteps(history, findings);
        findings.Checked("O", history.Facts.Count);
        if (history.Story.Contradiction() is { } found)
        {
            findings.Against("O", history, found.Fact.Version, found.Refusal.Chinese, found.Refusal.English);
        }
    }

    /// <summary>Law 1 of the figures, on the legs that the events come to.</summary>
    public static void CheckLegs(History history, IReadOnlyList<Leg> legs, Findings findings)
    {
        findings.Checked("L1");
        var units = legs.Where(leg => Account.IsUnit(leg.Code)).ToList();
        if (history.Story.Now.IsGone)
        {
            if (units.Count > 0)
            {
                findings.Against("L1", history, null, "已作废或并案，仍在账户中。", "It is gone and still stands in an account.");
            }

            return;
        }

        var standing = 0L;
        foreach (var day in units.GroupBy(leg => leg.Day).OrderBy(day => day.Key))
        {
            standing += day.Sum(leg => leg.Amount);
            if (standing != 1)
            {
                findings.Against("L1", history, null, $"{day.Key:yyyy-MM-dd} 在 {standing} 个账户。", $"On {day.Key:yyyy-MM-dd} it stands in {standing} accounts.");
                return;
            }
        }

        if (units.Count == 0)
        {
            findings.Against("L1", history, null, "不在任何账户。", "It stands in no account.");
        }
    }

    private static void CheckPlaces(History history, Findings findings)
    {
        findings.Checked("V", history.Facts.Count);
        for (var i = 0; i < history.Facts.Count; i++)
        {
            var fact = history.Facts[i];
            if (fact.Version != i + 1 || (i > 0 && (fact.Position <= history.Facts[i - 1].Position || fact.RecordedAt < history.Facts[i - 1].RecordedAt)))
            {
                findings.Against("V", history, fact.Version, "版本、位次或记录时间不连续。", "Its version, its position or the time of its recording does not follow.");
            }
        }
    }

    private static void CheckTerminal(History history, Findings findings)
    {
        var end = history.Facts.FirstOrDefault(fact => fact.Event is HazardVoided or HazardMerged);
        if (end is null)
        {
            return;
        }

        findings.Checked("I5");
        if (history.Version > end.Version || !history.Story.Now.IsGone || history.Story.Now.Listing is not null)
        {
            findings.Against("I5", history, end.Version, "作废或并案之后仍有记录或有效挂牌。", "Something follows its end, or a listing stands.");
        }
    }

    private static void CheckSteps(History history, Findings findings)
    {
        var (before, accepted) = (Hazard.Unknown, false);
        findings.Checked("I1", history.Facts.Count);
        foreach (var fact in history.Story.Ordered)
        {
            void Broken(string law, string zh, string en) => findings.Against(law, history, fact.Version, zh, en);
            AskedOf(fact).ToList().ForEach(law => findings.Checked(law));
            accepted = fact.Event switch
            {
                RectificationOrdered or HazardReopened => false,
                AcceptancePassed or HazardRectifiedOnTheSpot => true,
                _ => accepted,
            };
            if (fact.Event is HazardClosed && !accepted)
            {
                Broken("I2", "销号前没有验收合格。", "Closed without an acceptance.");
            }

            CheckStep(fact, before, Broken);
            CheckDuties(fact, before, Broken);
            before = before.Evolve(fact.Event, fact.Entry);
            if (before.Listings.Count(listing => listing.Status == ListingStatus.Active) > 1)
            {
                Broken("I1", "同时有两个有效挂牌。", "Two listings stand at once.");
            }
        }
    }

    // What a step is measured by, whatever comes out.
    private static IEnumerable<string> AskedOf(Fact fact)
    {
        if (fact.Entry.ApprovedBy is not null)
        {
            yield return "D5";
        }

        var law = fact.Event switch
        {
            HazardClosed => "I2",
            HazardDelisted => "I3",
            HazardGraded { Grade: Grade.Major } or HazardUpgraded { Grade: Grade.Major } => "I4",
            AcceptancePassed => "I9",
            ExtensionApproved or ExtensionRefused => "D1",
            RectificationPlanApproved or RectificationPlanReturned => "D2",
            HazardDowngraded => "D3",
            HazardListed => "D4",
            _ => null,
        };
        if (law is not null)
        {
            yield return law;
        }
    }

    private static void CheckStep(Fact fact, Hazard before, Action<string, string, string> broken)
    {
        switch (fact.Event)
        {
            case HazardDelisted delisted when before.Acceptance is null || before.Listings.Any(listing => listing.ListingNo == delisted.ListingNo && before.Acceptance.On < listing.ListedOn):
                broken("I3", "挂牌之后没有验收合格。", "There is no acceptance after the listing.");
                break;
            case HazardGraded { Grade: Grade.Major } graded when graded.Criteria.Count == 0 && string.IsNullOrWhiteSpace(graded.Reasons) && !fact.Entry.Lacks("criteria"):
            case HazardUpgraded { Grade: Grade.Major } upgraded when upgraded.Criteria.Count == 0 && string.IsNullOrWhiteSpace(upgraded.Reasons) && !fact.Entry.Lacks("criteria"):
                broken("I4", "没有判定依据，也没有理由。", "There is neither a criterion nor a reason.");
                break;
            case AcceptancePassed passed when before.CompletionReportedBy is { } reporter && !fact.Entry.Lacks(SecondPerson.Paper)
                && (fact.Entry.IsBy(reporter) || passed.Inspectors.Contains(reporter, StringComparer.Ordinal)):
                broken("I9", "报告完成的人参加了验收。", "Whoever reported the completion took part in its acceptance.");
                break;
            default:
                break;
        }
    }

    private static void CheckDuties(Fact fact, Hazard before, Action<string, string, string> broken)
    {
        if (fact.Entry.ApprovedBy is { } approver && approver.Person == fact.Entry.Actor.Person)
        {
            broken("D5", "提请人与审批人是同一人。", "Proposed and approved by one person.");
        }

        if (fact.Entry.Lacks(SecondPerson.Paper))
        {
            return; // it says so, and stands in the list of what is missing
        }

        switch (fact.Event)
        {
            case ExtensionApproved or ExtensionRefused when fact.Entry.IsBy(before.Extension?.AskedBy):
                broken("D1", "申请人自行审批。", "Decided by whoever asked.");
                break;
            case RectificationPlanApproved or RectificationPlanReturned when fact.Entry.IsBy(before.Plan?.SubmittedBy):
                broken("D2", "报送人自行审核。", "Decided by whoever submitted it.");
                break;
            case HazardDowngraded when before.GradedBy == (fact.Entry.ApprovedBy ?? fact.Entry.Actor).Person:
                broken("D3", "定级人决定降级。", "Decided by whoever graded it.");
                break;
            case HazardListed listed when listed.ListingBody == listed.ResponsibleUnit:
                broken("D4", "挂牌单位即责任单位。", "The listing body is the responsible unit.");
                break;
            default:
                break;
        }
    }
}
