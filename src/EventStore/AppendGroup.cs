namespace HazardLedger.EventStore;

/// <summary>One event to append. Data and headers are UTF-8 JSON within I-JSON (RFC 7493).</summary>
/// <param name="Stream">Index into <see cref="AppendGroup.Streams"/>.</param>
/// <param name="Id">The event's own id, unique for ever; UUIDv7 keeps the index warm.</param>
/// <param name="Type">The stored alias: snake_case of the record's name, at most 500 characters.</param>
/// <param name="Data">What happened. Numbers must survive RFC 8785: no more precision than a double prints.</param>
/// <param name="Headers">Who said so and where it came from. Never empty; <c>{}</c> when there is nothing to say.</param>
public sealed record NewEvent(int Stream, Guid Id, string Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Headers);

/// <summary>A stream that a group appends to, and the version the decision was made on (0 = must not exist yet).</summary>
public sealed record StreamExpectation(Guid Id, string Type, long ExpectedVersion);

/// <summary>A natural key that one stream holds for ever. Claiming again what the same stream holds is no error.</summary>
public sealed record KeyClaim(string Kind, string Value, int Stream);

/// <summary>A signed movement of one account, belonging to one event of the group (figures.md §2).</summary>
/// <param name="Event">Index into <see cref="AppendGroup.Events"/>; its stream is the hazard posted.</param>
/// <param name="Cause">Number of the cause, for the bridge.</param>
/// <param name="Code">Number of the account.</param>
/// <param name="Day">The legal day from which the movement stands.</param>
/// <param name="Cohort">The legal day that a report's <c>from</c> is compared with.</param>
/// <param name="Mark">The account's own day: due day, re-inspection limit or finished day.</param>
/// <param name="Dims">From <see cref="Ledger.DimsIdAsync"/>.</param>
/// <param name="Party">From <see cref="Ledger.PartyIdAsync"/>; 0 when nobody stands behind it.</param>
/// <param name="Amount">Units of the account: hazards, or minor currency units.</param>
public sealed record NewPosting(
    int Event, short Cause, short Code, DateOnly Day, DateOnly Cohort, DateOnly? Mark, int Dims, int Party, long Amount);

/// <summary>Makes a group idempotent for ever: the same caller and key answer with the first outcome.</summary>
/// <param name="Caller">Who asks; <c>~</c> is the pump's own and refused here.</param>
/// <param name="Key">The client's key.</param>
/// <param name="BodyHash">Hash of the request, compared bytewise; another body under the same key is refused.</param>
public sealed record RequestKey(string Caller, string Key, byte[] BodyHash);

/// <summary>The register's new row for one stream: one JSON object with the columns of <c>hl.register</c> as names.
/// The append itself fills <c>hazard</c>, <c>version</c>, <c>position</c> and <c>recorded_at</c>; absent columns become null.
/// Empty: the row of the version before says so already, and the append fills these four alone.</summary>
public sealed record RegisterRow(int Stream, ReadOnlyMemory<byte> Json)
{
    /// <summary>Searched lines that came or went with these events; none where the words are the same.</summary>
    public IReadOnlyList<SearchedLine> Lines { get; init; } = [];

    /// <summary>What its maker knows of the row, for whoever is told of the commit (<see cref="LedgerOptions.Committed"/>); not stored.</summary>
    public object? Known { get; init; }
}

/// <summary>A line of a hazard's searched text.</summary>
/// <param name="Grams">Hashes of the pieces by which words are found, ascending, each once.</param>
/// <param name="IsPaper">The number of a paper; else what the hazard is, of which it has one line.</param>
/// <param name="IsGone">It stood before these events and does not any more; else it comes with them.</param>
public sealed record SearchedLine(int[] Grams, bool IsPaper, bool IsGone = false);

/// <summary>What is appended whole or not at all: 1…n streams, their events in the order of their positions, and the rows that travel along.</summary>
public sealed record AppendGroup(IReadOnlyList<StreamExpectation> Streams, IReadOnlyList<NewEvent> Events)
{
    /// <summary>Natural keys claimed with the events.</summary>
    public IReadOnlyList<KeyClaim> Keys { get; init; } = [];

    /// <summary>Movements of figures, in the order in which an event's postings are numbered.</summary>
    public IReadOnlyList<NewPosting> Postings { get; init; } = [];

    /// <summary>At most one row per stream.</summary>
    public IReadOnlyList<RegisterRow> Register { get; init; } = [];

    /// <summary>Null means: appended once per call; the pump still makes its own resends harmless.</summary>
    public RequestKey? Request { get; init; }

    /// <summary>What the group was decided on holds as long as no event outside the streams of hazards stands after this position; null: whatever they say.</summary>
    public long? OthersReadAt { get; init; }

    /// <summary>The instant to record, only in a demonstration ledger. It never runs backwards: earlier instants become the last one.</summary>
    public DateTimeOffset? Clock { get; init; }
}

/// <summary>A group of this process that has just been committed, for whoever keeps figures in memory.</summary>
public sealed record CommittedGroup(AppendGroup Group, Appended Outcome);
