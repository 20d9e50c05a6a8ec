using HazardLedger.Projections.Histories;

namespace HazardLedger.Projections.Audits;

/// <summary>Something that is not as a law of the ledger says, with where to look.</summary>
/// <param name="Hazard">The hazard; absent when it is about the ledger as a whole.</param>
/// <param name="Version">The event in its stream.</param>
/// <param name="Link">Where it is read.</param>
/// <param name="Zh">What is so, in Chinese.</param>
/// <param name="En">What is so, in English.</param>
public sealed record Violation(Guid? Hazard, string? Number, long? Version, string? Link, string Zh, string En);

/// <summary>One law with what was found against it.</summary>
/// <param name="Id">Permanent name.</param>
/// <param name="Holds">True when nothing was found.</param>
/// <param name="Count">How many violations there are; the first 100 are named.</param>
/// <param name="Checked">How often it was looked at: steps, hazards, rows or sums, by what the law is about. 0 means that nothing was there to break it.</param>
public sealed record LawResult(string Id, string Zh, string En, bool Holds, long Count, long Checked, IReadOnlyList<Violation> Violations);

/// <summary>An entry that an auditor looks at, though no law is broken.</summary>
/// <param name="Act">Of a step that takes two people: which one; absent for all others.</param>
/// <param name="Said">Of a step that takes two people and has one: whether the entry says so.</param>
public sealed record AuditedEntry(
    Guid Hazard, string Number, long Version, long Position, string Type, DateOnly OccurredOn, DateTimeOffset RecordedAt, string By, string Link,
    string? Act = null, bool? Said = null);

/// <summary>Entries of one kind: how many, and the first 100.</summary>
public sealed record AuditedEntries(long Count, IReadOnlyList<AuditedEntry> Entries);

/// <summary>Entries that lack one kind of paper.</summary>
public sealed record MissingPaper(string Paper, long Count, IReadOnlyList<AuditedEntry> Entries);

/// <summary>The order-free digest of all postings, from the columns in memory, from the table, and from the events played again.</summary>
public sealed record PostingDigests(string Memory, string Table, string Replay);

/// <summary>How far an audit is, or was in the end.</summary>
/// <param name="Streams">Hazards walked.</param>
/// <param name="Events">Their events.</param>
public sealed record AuditProgress(long Streams, long Events);

/// <summary>All laws re-checked over all history up to a position.</summary>
/// <param name="Missing">Entries that say that they lack a paper, by kind.</param>
/// <param name="Late">Entries recorded more days after they occurred than the policy allows without a reason.</param>
/// <param name="Delayed">Entries recorded on a later day than they occurred, within those days.</param>
/// <param name="Downgrades">From major to general: always looked at.</param>
/// <param name="Alone">Steps that take two people and name one.</param>
/// <param name="Waiting">Proposals that nobody has decided on.</param>
public sealed record AuditReport(
    long Position, AuditProgress Checked, bool Holds, IReadOnlyList<LawResult> Invariants, PostingDigests Digests, IReadOnlyList<MissingPaper> Missing,
    AuditedEntries Late, AuditedEntries Delayed, AuditedEntries Downgrades, AuditedEntries Alone, long Waiting);
