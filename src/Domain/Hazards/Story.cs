namespace HazardLedger.Domain.Hazards;

/// <summary>One recorded event with its entry and its version in the hazard's stream.</summary>
public sealed record Fact(long Version, HazardEvent Event, Entry Entry);

/// <summary>A hazard's history read the way the law reads it: by the day on which things were so, not by the order in
/// which they were learned. Cancelled entries and revoked listings are left out as if they had never been; so is what is only proposed.</summary>
public sealed class Story
{
    /// <summary>A stream without events.</summary>
    public static readonly Story Empty = new([]);

    private readonly Fact[] _facts;
    private readonly Fact[] _ordered;
    private Hazard? _now;

    // The story with one event less, where the last one only adds to what was so: what is known of that one need not be found out again.
    private Story? _before;
    private bool _isSound;

    private Story(Fact[] facts) => (_facts, _ordered) = (facts, InOrder(facts));

    private Story(Fact[] facts, Story before) => (_facts, _ordered, _before) = (facts, facts, before);

    /// <summary>All facts in the order of recording.</summary>
    public IReadOnlyList<Fact> Facts => _facts;

    /// <summary>The facts that count, by (day, version).</summary>
    public IReadOnlyList<Fact> Ordered => _ordered;

    /// <summary>The facts that no entry has cancelled, in the order of recording; revoked listings and their revocations are among them.</summary>
    public IReadOnlyList<Fact> Standing => Uncancelled(_facts);

    /// <summary>Version of the last event; 0 for an empty stream.</summary>
    public long Version => _facts.Length == 0 ? 0 : _facts[^1].Version;

    /// <summary>State after all that is known.</summary>
    public Hazard Now => _now ??= _before is { _now: { } before } ? before.Evolve(_facts[^1].Event, _facts[^1].Entry) : Told(_ordered);

    public static Story Of(IEnumerable<Fact> facts) => new([.. facts]);

    /// <summary>The story with one more event at the next version.</summary>
    public Story With(HazardEvent recorded, Entry entry)
    {
        var fact = new Fact(Version + 1, recorded, entry);
        if (!ReferenceEquals(_facts, _ordered) || IsApart(recorded) || (_facts.Length > 0 && DayOf(fact) < DayOf(_facts[^1])))
        {
            return new([.. _facts, fact]);
        }

        Forget();
        return new([.. _facts, fact], this);
    }

    /// <summary>The story as it was known up to a version.</summary>
    public Story UpTo(long version) => new([.. _facts.Where(fact => fact.Version <= version)]);

    /// <summary>State at the end of a day, by all that is known.</summary>
    public Hazard On(DateOnly day) =>
        _ordered.Length == 0 || DayOf(_ordered[^1]) <= day ? Now : Told(_ordered.Where(fact => DayOf(fact) <= day));

    /// <summary>The day from which an event takes effect. What acts since registration comes first of all.</summary>
    public static DateOnly DayOf(Fact fact) => fact.Event switch
    {
        HazardRegistered or DuplicateAbsorbed => DateOnly.MinValue,
        HazardCorrected corrected => corrected.EffectiveOn ?? DateOnly.MinValue,
        HazardGraded graded => graded.EffectiveOn ?? fact.Entry.OccurredOn,
        HazardUpgraded upgraded => upgraded.EffectiveOn ?? fact.Entry.OccurredOn,
        HazardDowngraded downgraded => downgraded.EffectiveOn ?? fact.Entry.OccurredOn,
        _ => fact.Entry.OccurredOn,
    };

    /// <summary>The first step that may not stand where it stands, with the reason; null when it is a legal story.</summary>
    public (Fact Fact, Refusal Refusal)? Contradiction()
    {
        if (_isSound)
        {
            return null;
        }

        var found = _before is { } before ? before.Contradiction() ?? Refused(_facts[^1], before.Now) : FirstRefused();
        _isSound = found is null;
        return found;
    }

    /// <summary>Closings and liftings that stand and would be refused today for what the story then lacks: a listing not lifted, a plan, a
    /// review. Meant for stories without a <see cref="Contradiction"/>.</summary>
    internal IEnumerable<(Fact Fact, Refusal Refusal)> Breaches(Policies.Policy policy)
    {
        if (!Array.Exists(_ordered, fact => fact.Event is HazardClosed or InterimControlLifted))
        {
            yield break;
        }

        var hazard = Hazard.Unknown;
        foreach (var fact in _ordered)
        {
            if (HazardOrder.Breaks(fact, hazard, policy) is { } refusal)
            {
                yield return (fact, refusal);
            }

            hazard = hazard.Evolve(fact.Event, fact.Entry);
        }
    }

    /// <summary>Number of the listing that an event begins; null for all others.</summary>
    internal static string? OpensListing(HazardEvent recorded) => recorded switch
    {
        HazardListed listed => listed.ListingNo,
        ListingEscalated escalated => escalated.NewListingNo,
        _ => null,
    };

    // A story that goes on lets go of the one before it, so that no chain of them is kept; what that one knows is taken over where it costs one step.
    private void Forget()
    {
        if (_before is { _now: not null })
        {
            _ = Now;
        }

        if (_before is { _isSound: true })
        {
            _ = Contradiction();
        }

        _before = null;
    }

    private (Fact Fact, Refusal Refusal)? FirstRefused()
    {
        var hazard = Hazard.Unknown;
        foreach (var fact in _ordered)
        {
            if (Refused(fact, hazard) is { } refused)
            {
                return refused;
            }

            hazard = hazard.Evolve(fact.Event, fact.Entry);
        }

        return null;
    }

    private static (Fact Fact, Refusal Refusal)? Refused(Fact fact, Hazard before) => HazardOrder.Refuses(fact, before) is { } refusal ? (fact, refusal) : null;

    // What changes how the rest is read, or is not part of it.
    private static bool IsApart(HazardEvent recorded) => recorded is EntryCancelled or ListingRevoked or CommandProposed or ProposalRefused;

    private Hazard Told(IEnumerable<Fact> facts)
    {
        var hazard = facts.Aggregate(Hazard.Unknown, (hazard, fact) => hazard.Evolve(fact.Event, fact.Entry));
        return Array.Exists(_facts, fact => fact.Event is CommandProposed) ? hazard with { Proposals = Proposal.AllOf(_facts, hazard.IsGone) } : hazard;
    }

    private static Fact[] InOrder(Fact[] facts)
    {
        var live = Array.Exists(facts, static fact => fact.Event is EntryCancelled or ListingRevoked or CommandProposed) ? Live(facts) : facts;
        for (var i = 1; i < live.Length; i++)
        {
            if (DayOf(live[i]) < DayOf(live[i - 1]))
            {
                return [.. live.OrderBy(DayOf).ThenBy(fact => fact.Version)];
            }
        }

        return live;
    }

    private static Fact[] Live(Fact[] facts)
    {
        var standing = Uncancelled(facts);
        var revoked = standing.Select(fact => fact.Event).OfType<ListingRevoked>().Select(entry => entry.ListingNo).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. standing.Where(fact => fact.Event is not (CommandProposed or ProposalRefused)
                && (fact.Event is ListingRevoked || ListingOf(fact.Event) is not { } no || !revoked.Contains(no))),
        ];
    }

    private static Fact[] Uncancelled(Fact[] facts)
    {
        var cancelled = facts.Select(fact => fact.Event).OfType<EntryCancelled>().Select(entry => entry.Version).ToHashSet();
        return cancelled.Count == 0 ? facts : [.. facts.Where(fact => !cancelled.Contains(fact.Version))];
    }

    private static string? ListingOf(HazardEvent recorded) => recorded switch
    {
        HazardListed listed => listed.ListingNo,
        ListingEscalated escalated => escalated.NewListingNo,
        ListingPublished published => published.ListingNo,
        OnSiteNoticePosted posted => posted.ListingNo,
        DelistingRequested requested => requested.ListingNo,
        HazardDelisted delisted => delisted.ListingNo,
        _ => null,
    };
}
