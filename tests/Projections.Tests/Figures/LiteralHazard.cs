using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Tests.Figures;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>One hazard at the end of one day, beyond what <see cref="LiteralDay"/> says: who found it, who regulates it, how its
/// acceptance stands to its deadlines, its listings.</summary>
internal sealed record LiteralHazard(LiteralDay Day, bool Stands, DiscoverySource Source, string Party, IReadOnlyList<string> Campaigns)
{
    public bool Finished => Day.Unit == "finished";

    public bool Major => Day.Grade == Grade.Major;

    public DateOnly? Deadline { get; private set; }

    public DateOnly? OriginalDeadline { get; private set; }

    public DateOnly? DoneOn { get; private set; }

    public string? Regulator => Day.Regulator;

    public bool FirstPass { get; private set; }

    public bool Planned { get; private set; }

    public bool FiveElements { get; private set; }

    public long FundsSecured { get; private set; }

    public List<(DateOnly On, long Fine)> Penalties { get; private set; } = [];

    public bool OnTheSpot { get; private set; }

    public List<(Level Level, DateOnly ListedOn, DateOnly? DelistedOn, bool Superseded)> Listings { get; private set; } = [];

    public static LiteralHazard Of(Story story, DateOnly day)
    {
        var facts = Live(story);
        var registered = facts.Select(f => f.Event).OfType<HazardRegistered>().Single();
        var (source, party, foundOn) = (registered.Source, registered.Enterprise ?? registered.Site ?? "", registered.DiscoveredOn);
        foreach (var e in facts.Where(f => Story.DayOf(f) <= day).OrderBy(Story.DayOf).ThenBy(f => f.Version).Select(f => f.Event))
        {
            (source, party, foundOn) = e switch
            {
                HazardCorrected { Field: CorrectableField.Source } c => (Enum.Parse<DiscoverySource>(c.NewValue, ignoreCase: true), party, foundOn),
                HazardCorrected { Field: CorrectableField.Enterprise or CorrectableField.Site } c => (source, c.NewValue, foundOn),
                HazardCorrected { Field: CorrectableField.DiscoveredOn } c => (source, party, DateOnly.ParseExact(c.NewValue, "yyyy-MM-dd")),
                DuplicateAbsorbed a when a.DiscoveredOn < foundOn => (a.Source, party, a.DiscoveredOn),
                _ => (source, party, foundOn),
            };
        }

        var literal = LiteralDay.Of(story, day);
        var hazard = new LiteralHazard(literal, literal.Alive && day >= literal.FoundOn, source, party, registered.Campaigns);
        hazard.Run([.. facts.Where(f => f.Entry.OccurredOn <= day).OrderBy(f => f.Entry.OccurredOn).ThenBy(f => f.Version)], Revoked(facts));
        return hazard;
    }

    /// <summary>Entries that were not cancelled.</summary>
    public static List<Fact> Live(Story story)
    {
        var cancelled = story.Facts.Select(f => f.Event).OfType<EntryCancelled>().Select(c => c.Version).ToHashSet();
        return [.. story.Facts.Where(f => !cancelled.Contains(f.Version))];
    }

    private static HashSet<string> Revoked(List<Fact> facts) => [.. facts.Select(f => f.Event).OfType<ListingRevoked>().Select(r => r.ListingNo)];

    private void Run(List<Fact> steps, HashSet<string> revoked)
    {
        DateOnly? deadline = null, original = null, completed = null;
        var failed = false;
        foreach (var (e, on) in steps.Select(f => (f.Event, f.Entry.OccurredOn)))
        {
            deadline = e switch
            {
                RectificationOrdered o => o.Deadline,
                SelfRectificationStarted s => s.Deadline,
                HazardListed l when !revoked.Contains(l.ListingNo) => l.Deadline,
                ListingEscalated l when !revoked.Contains(l.NewListingNo) => l.Deadline,
                ExtensionApproved x => x.Deadline,
                HazardReopened r => r.Deadline,
                _ => deadline,
            };
            original ??= e is RectificationOrdered or SelfRectificationStarted || OpensListing(e) is { } no && !revoked.Contains(no) ? deadline : null; // a reopening sets none of its own
            failed |= e is AcceptanceFailed;
            completed = e switch { RectificationCompletionReported r => r.CompletedOn ?? on, AcceptanceFailed or HazardReopened => null, _ => completed };
            if (e is AcceptancePassed or HazardRectifiedOnTheSpot)
            {
                (DoneOn, OnTheSpot, FirstPass) = (e is AcceptancePassed ? completed ?? on : on, e is HazardRectifiedOnTheSpot, !failed);
                (Deadline, OriginalDeadline) = (deadline, original);
            }
        }

        Papers(steps);
        Listings =
        [
            .. steps.Where(f => OpensListing(f.Event) is { } no && !revoked.Contains(no)).Select(f => (
                LevelOf(f.Event), f.Entry.OccurredOn,
                steps.Where(s => s.Event is HazardDelisted d && d.ListingNo == OpensListing(f.Event)).Select(s => (DateOnly?)s.Entry.OccurredOn).SingleOrDefault(),
                steps.Exists(s => s.Event is ListingEscalated up && up.ListingNo == OpensListing(f.Event) && !revoked.Contains(up.NewListingNo)))),
        ];
    }

    private static string? OpensListing(HazardEvent e) => e switch { HazardListed l => l.ListingNo, ListingEscalated l => l.NewListingNo, _ => null };

    private static Level LevelOf(HazardEvent e) => e is HazardListed listed ? listed.Level : ((ListingEscalated)e).Level;

    private void Papers(List<Fact> steps)
    {
        var plan = steps.Select(f => f.Event).OfType<RectificationPlanSubmitted>().LastOrDefault();
        var said = steps.Select(f => f.Event).LastOrDefault(e => e is RectificationPlanSubmitted or RectificationPlanApproved or RectificationPlanReturned);
        var stands = plan is not null && said is not RectificationPlanReturned;
        Planned = stands && Major && !Finished;
        FiveElements = said is RectificationPlanApproved && plan!.Funds is { Secured: true };
        FundsSecured = stands && plan!.Funds is { Secured: true } funds ? funds.Amount : 0;
        Penalties = [.. steps.Where(f => f.Event is PenaltyDecided d && !steps.Exists(s => s.Event is PenaltyRevoked r && r.CaseNo == d.CaseNo))
            .Select(f => (f.Entry.OccurredOn, ((PenaltyDecided)f.Event).Fine ?? 0))];
    }
}
