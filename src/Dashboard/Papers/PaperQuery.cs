using System.Globalization;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Dashboard.Hazards;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Histories;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Papers;

/// <summary>Finds the event of a paper and what it rests on. Nothing recorded after the event enters its text; only that it holds no more
/// is said across it.</summary>
internal static class PaperQuery
{
    public static async Task<IResult> ShowAsync(PageCall call, string idOrNumber, string versionText)
    {
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var found = idOrNumber.Length <= 64 ? await call.Register.FindAsync(call.Scope, idOrNumber, call.View.Today, call.Aborted) : null;
        var whole = found is null ? null : await call.Histories.LoadAsync(call.Scope, found.Id, call.Aborted);
        if (found is null || whole is null || !long.TryParse(versionText, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return call.NotFound();
        }

        var known = HazardQuery.Seen(whole, call.View);
        if (known.Facts.FirstOrDefault(fact => fact.Version == version) is not { } fact || ModelOf(known, fact) is not { } model)
        {
            return call.NotFound();
        }

        var sheet = call.SheetOf(call.Words[model.Title], $"/hazards/{found.Number}/papers/{version}", "register");
        return call.Show<PaperPage, PaperModel>(sheet, model);
    }

    private static PaperModel? ModelOf(History known, RecordedFact fact)
    {
        var at = known.At(new HistoryPoint.AtVersion(fact.Version));
        if (PaperModel.KindOf(fact.Type) is not { } kind || HazardView.Of(at, fact.Entry.OccurredOn) is not { } state)
        {
            return null;
        }

        Fact[] before = [.. at.Story.Ordered.TakeWhile(one => one.Version != fact.Version)];
        return new(kind, TitleOf(fact.Event, state), fact, state)
        {
            Order = kind == PaperKind.Opinion ? Array.FindLast(before, one => one.Event is RectificationOrdered) : null,
            Report = kind == PaperKind.Opinion ? LastReport(before) : null,
            Terms = TermsOf(fact.Event, [.. before.Select(one => (one.Event, one.Entry.OccurredOn)), (fact.Event, fact.Entry.OccurredOn)]),
            Criteria = CriteriaOf(before),
            Withdrawn = WithdrawnBy(known, fact),
        };
    }

    private static string TitleOf(HazardEvent said, HazardView state) => said switch
    {
        RectificationOrdered { OrderKind: OrderKind.Immediate } => "paper.title.immediate",
        RectificationOrdered => "paper.title.limited",
        HazardListed => "paper.title.listing",
        ListingEscalated => "paper.title.escalation",
        HazardDelisted => "paper.title.delisting",
        _ => state.Grade == Grade.Major || state.Listing is not null ? "paper.title.acceptance" : "paper.title.reinspection",
    };

    // What was reported before an acceptance failed is not what the next one looks at.
    private static Fact? LastReport(Fact[] before)
    {
        var at = Array.FindLastIndex(before, one => one.Event is RectificationCompletionReported);
        return at >= 0 && !before[at..].Any(one => one.Event is AcceptanceFailed or HazardReopened) ? before[at] : null;
    }

    private static IReadOnlyList<Criterion> CriteriaOf(Fact[] before) => Array.FindLast(before, one => one.Event is HazardGraded or HazardUpgraded)?.Event switch
    {
        HazardGraded graded => graded.Criteria,
        HazardUpgraded upgraded => upgraded.Criteria,
        _ => [],
    };

    private static ListingTerms? TermsOf(HazardEvent said, (HazardEvent Event, DateOnly On)[] story)
    {
        var no = said switch
        {
            HazardListed listed => listed.ListingNo,
            ListingEscalated escalated => escalated.NewListingNo,
            HazardDelisted delisted => delisted.ListingNo,
            _ => null,
        };
        ListingTerms? terms = null;
        foreach (var (step, on) in no is null ? [] : story)
        {
            terms = step switch
            {
                HazardListed first => new(first.ListingNo, first.Level, first.ListingBody, first.BatchNo, first.SupervisingUnit, first.ResponsibleUnit, first.LeaderInCharge, on, first.Deadline, first.PlanDueOn, first.PublishBy),
                ListingEscalated higher when terms is not null => terms with
                {
                    ListingNo = higher.NewListingNo, Level = higher.Level, ListingBody = higher.ListingBody, BatchNo = null, LeaderInCharge = null, ListedOn = on, Deadline = higher.Deadline, PlanDueOn = null, PublishBy = null,
                },
                _ => terms,
            };
            if (terms?.ListingNo == no)
            {
                break;
            }
        }

        return terms;
    }

    private static string? WithdrawnBy(History known, RecordedFact fact) => fact.Event switch
    {
        _ when known.Story.Standing.All(one => one.Version != fact.Version) => "paper.cancelled",
        HazardListed listed when known.Story.Standing.Any(one => one.Event is ListingRevoked revoked && revoked.ListingNo == listed.ListingNo) => "paper.revoked",
        ListingEscalated escalated when known.Story.Standing.Any(one => one.Event is ListingRevoked revoked && revoked.ListingNo == escalated.NewListingNo) => "paper.revoked",
        HazardListed listed when known.Story.Ordered.Any(one => one.Event is ListingEscalated higher && higher.ListingNo == listed.ListingNo) => "paper.superseded",
        ListingEscalated escalated when known.Story.Ordered.Any(one => one.Event is ListingEscalated higher && higher.ListingNo == escalated.NewListingNo) => "paper.superseded",
        _ when known.Story.Now.IsGone => "paper.gone",
        _ => null,
    };
}
