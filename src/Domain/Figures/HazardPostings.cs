using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Figures;

/// <summary>History → signed postings. A pure function of the hazard's own events and nothing else: no calendar, policy, area
/// tree or clock. Every figure of the ledger is a sum of these; nothing else ever writes one.</summary>
public static partial class HazardPostings
{
    /// <summary>Number of this function. A change of what it returns needs a new one: all hazards are then posted afresh
    /// and appends by programs of another generation are refused.</summary>
    public const int Generation = 2;

    // Legs of one hazard that are looked through one by one.
    private const int Few = 24;

    /// <summary>All legs of a story: on each day the difference between where the hazard stood and where it stands.
    /// A voided or merged hazard has none, on no day, but the memo that says so.</summary>
    public static IReadOnlyList<Leg> Of(Story story)
    {
        var legs = new List<Leg>();
        if (story.Ordered.Count == 0)
        {
            return legs;
        }

        if (story.Now.IsGone)
        {
            return [Gone(story)];
        }

        var course = new Course();
        foreach (var fact in story.Ordered)
        {
            if (course.IsOver(fact))
            {
                course.EndDay(legs);
            }

            course.Take(fact);
        }

        course.EndDay(legs);
        return legs;
    }

    private static DateOnly FromOf(DateOnly day, Hazard hazard) => day < hazard.DiscoveredOn ? hazard.DiscoveredOn : day;

    /// <summary>What recording new events posts: all legs after, less all legs before. Legs that did not change are not posted.</summary>
    public static IReadOnlyList<Leg> Difference(Story before, Story after) => Difference(Of(before), Of(after));

    /// <summary>The same for whoever knows the legs of both.</summary>
    public static IReadOnlyList<Leg> Difference(IReadOnlyList<Leg> before, IReadOnlyList<Leg> after)
    {
        if (before.Count + after.Count <= Few)
        {
            return FewDifference(before, after);
        }

        var net = new Dictionary<Leg, long>();
        foreach (var leg in after)
        {
            Add(net, leg, leg.Amount);
        }

        foreach (var leg in before)
        {
            Add(net, leg, -leg.Amount);
        }

        return [.. net.Where(pair => pair.Value != 0).Select(pair => pair.Key with { Amount = pair.Value })];
    }

    // The same, in the same order: looking through a handful is cheaper than a table of them.
    private static List<Leg> FewDifference(IReadOnlyList<Leg> before, IReadOnlyList<Leg> after)
    {
        var net = new List<Leg>(before.Count + after.Count);
        for (var i = 0; i < after.Count; i++)
        {
            Add(net, after[i], after[i].Amount);
        }

        for (var i = 0; i < before.Count; i++)
        {
            Add(net, before[i], -before[i].Amount);
        }

        net.RemoveAll(static leg => leg.Amount == 0);
        return net;
    }

    private static void Add(List<Leg> net, Leg leg, long amount)
    {
        for (var i = 0; i < net.Count; i++)
        {
            if (net[i].Code == leg.Code && leg with { Amount = net[i].Amount } == net[i])
            {
                net[i] = leg with { Amount = net[i].Amount + amount };
                return;
            }
        }

        net.Add(leg with { Amount = amount });
    }

    /// <summary>The dimensions of a state.</summary>
    public static Dims DimsOf(Hazard hazard) => new(
        hazard.Area, hazard.Sector, hazard.Grade, hazard.Source, hazard.Regulator,
        hazard.Campaigns.Count == 0 ? "" : string.Join(',', hazard.Campaigns.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
        hazard.FoundBy);

    /// <summary>Enterprise or site of a state; empty when unknown.</summary>
    public static string PartyOf(Hazard hazard) => hazard.Enterprise ?? hazard.Site ?? "";

    private static void Add(Dictionary<Leg, long> net, Leg leg, long amount)
    {
        var key = leg with { Amount = 0 };
        net[key] = net.GetValueOrDefault(key) + amount;
    }

    private static List<Standing> StandingOf(Hazard hazard, DateOnly? firstOverdue)
    {
        var (dims, party) = (DimsOf(hazard), PartyOf(hazard));
        var (code, mark) = UnitOf(hazard);
        code = code == Account.Due && firstOverdue is not null ? Account.DueAgain : code;
        var standing = new List<Standing>(2) { new(code, hazard.DiscoveredOn, mark, dims, party, "") };
        if (hazard.ClosedOn is { } closedOn)
        {
            standing.Add(new(Account.Closed, hazard.DiscoveredOn, closedOn, dims, party, ""));
        }

        foreach (var listing in hazard.Listings)
        {
            standing.Add(new(ListingCode(listing, hazard.IsFinished), listing.ListedOn, listing.DelistedOn, dims, party, listing.ListingNo));
        }

        if (firstOverdue is { } overdue)
        {
            standing.Add(new(Account.EverOverdue, hazard.DiscoveredOn, overdue, dims, party, ""));
        }

        standing.AddRange(MemosOf(hazard, dims, party));
        return standing;
    }

    /// <summary>The unit account under which a state stands: one of <see cref="Account"/>; null when it is gone.</summary>
    public static short? UnitCodeOf(Hazard hazard) => hazard.IsGone ? null : UnitOf(hazard).Code;

    private static (short Code, DateOnly? Mark) UnitOf(Hazard hazard) => hazard switch
    {
        { FinishedOn: { } finishedOn } => (Account.FinishedWith(hazard.Acceptance), finishedOn),
        { Lifecycle: Lifecycle.Accepted or Lifecycle.Closed } => (Account.AcceptedNotClosed, null),
        { Lifecycle: Lifecycle.PendingAcceptance } => (Account.AwaitingAcceptance, hazard.ReinspectBy),
        { Deadline: { } deadline } => (Account.Due, deadline),
        _ => (Account.NoDeadline, null),
    };

    private static short ListingCode(Listing listing, bool finished)
    {
        var state = listing.Status switch
        {
            ListingStatus.Active => Account.ListingActive,
            ListingStatus.Superseded => Account.ListingSuperseded,
            _ => finished ? Account.ListingDelistedAndFinished : Account.ListingDelisted,
        };
        return (short)(Account.Listing + 4 * (int)listing.Level + state);
    }

    // The number of a listing or case tells two of one hazard apart that would otherwise be equal; it is not posted.
    private readonly record struct Standing(short Code, DateOnly Cohort, DateOnly? Mark, Dims Dims, string Party, string No, long Amount = 1)
    {
        public Leg Leg(DateOnly day, Cause cause, int sign) => new(Code, day, Cohort, Mark, Dims, Party, cause, sign * Amount);

        // Of the places of one hazard these tell nearly all apart, without a look at every text.
        public override int GetHashCode() => HashCode.Combine(Code, Cohort, Mark, Amount);
    }
}
