namespace HazardLedger.Domain;

/// <summary>Who acts. Ids are pseudonymous; names live outside the ledger in an erasable table.</summary>
/// <param name="Person">Person id, such as "P-2041".</param>
/// <param name="Organisation">Organisation id, such as "350304-EMB".</param>
/// <param name="Role">Role in which the person acts, such as "recorder".</param>
public sealed record Actor(string Person, string Organisation, string Role)
{
    /// <summary>The ledger's own organisation: whoever keeps the register belongs to no authority and enters the papers of all of them.</summary>
    public const string Keeper = "HazardLedger";

    /// <summary>True when the actor may do what is that organisation's to do: its own people, and the ledger's keepers.</summary>
    public bool ActsFor(string? organisation) => Organisation == organisation || Organisation == Keeper;
}

/// <summary>A file that proves something: the ledger holds its digest, the bytes live in the evidence store.</summary>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="MediaType">Such as "image/jpeg".</param>
/// <param name="Kind">What it shows: before, after, notice, report …</param>
/// <param name="TakenAt">When it was taken, where known.</param>
public sealed record EvidenceCitation(string Sha256, string MediaType, string Kind, DateTimeOffset? TakenAt = null);

/// <summary>The envelope that every event carries (domain: §2.2): when it was so, who says so, on what paper.</summary>
public sealed record Entry
{
    /// <summary>The legal day, in the jurisdiction's zone, on which it was so.</summary>
    public required DateOnly OccurredOn { get; init; }

    /// <summary>The instant, where one is known; its day in the jurisdiction's zone is <see cref="OccurredOn"/>.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>How the entry came: web, mobile, import, platform or system.</summary>
    public string Channel { get; init; } = "web";

    /// <summary>Such as "荔应急责改〔2026〕12号".</summary>
    public string? DocumentNo { get; init; }

    /// <summary>Articles of law or rules, such as "WSL-65".</summary>
    public IReadOnlyList<string> Basis { get; init; } = [];

    public IReadOnlyList<EvidenceCitation> Evidence { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>Why it is recorded more than the policy's days after it occurred.</summary>
    public string? LateReason { get; init; }

    /// <summary>"historical" for histories kept elsewhere: only the guards on envelope and order apply. Null: all guards apply.</summary>
    public string? Profile { get; init; }

    /// <summary>Papers that an imported history lacks; waives the guards on exactly these, and says so for ever.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The second person of a two-person entry: who decided on it. <see cref="Actor"/> is who proposed it.</summary>
    public Actor? ApprovedBy { get; init; }

    /// <summary>Number of the proposal on this hazard that the entry carries out.</summary>
    public int? Proposal { get; init; }

    /// <summary>True under the profile "historical".</summary>
    public bool IsHistorical => Profile == "historical";

    /// <summary>True when the guard on <paramref name="paper"/> is waived for this entry.</summary>
    public bool Lacks(string paper) => IsHistorical || Missing.Contains(paper, StringComparer.Ordinal);

    /// <summary>True when a person proposed it or decided on it.</summary>
    public bool IsBy(string? person) => person is not null && (Actor.Person == person || ApprovedBy?.Person == person);
}

/// <summary>What a decision needs from outside, handed in so that the domain never asks a clock or a table.</summary>
/// <param name="Today">The present legal day in the jurisdiction's zone.</param>
/// <param name="Policy">The dated rules in force.</param>
/// <param name="Calendar">Which days are working days.</param>
public sealed record Desk(DateOnly Today, Policies.Policy Policy, Calendars.WorkingCalendar Calendar)
{
    /// <summary>True for an administrator: where the policy lets him act alone, a missing second person is written down and not asked for.</summary>
    public bool ActsAlone { get; init; }

    /// <summary>True while it is decided whether something may be proposed: the second person is still to come.</summary>
    internal bool IsProposing { get; init; }
}
