using System.Globalization;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;
using Npgsql;

namespace HazardLedger.Projections.Audits;

/// <summary>Which events an auditor wants to see.</summary>
public sealed record EventListFilter
{
    /// <summary>Of hazards that stand in this area or below; null means all, and the ledger's own events with them.</summary>
    public string? Area { get; init; }

    /// <summary>Stored alias, such as <c>hazard_downgraded</c>.</summary>
    public string? Type { get; init; }

    /// <summary>A person or organisation that acted, or the second person of an entry.</summary>
    public string? By { get; init; }

    /// <summary>Recorded at least so many days after it occurred; of hazards, for a report is about days that are over.</summary>
    public int? LateFrom { get; init; }

    /// <summary>And at most so many.</summary>
    public int? LateTo { get; init; }

    /// <summary>True when every event that the scope covers is wanted.</summary>
    public bool IsOpen => this is { Area: null, Type: null, By: null, LateFrom: null, LateTo: null };
}

/// <summary>An event as a line of a list.</summary>
/// <param name="Position">Place in the ledger.</param>
/// <param name="Stream">Its stream; a hazard's id where <paramref name="Number"/> is given.</param>
/// <param name="Version">Place in the stream.</param>
/// <param name="Type">Stored alias.</param>
/// <param name="OccurredOn">Legal day; null for what the ledger writes about itself.</param>
/// <param name="By">Who acted.</param>
/// <param name="ApprovedBy">The second person.</param>
/// <param name="Number">The hazard's number; null for streams of another kind.</param>
public sealed record ListedEvent(
    long Position, Guid Stream, long Version, string Type, DateOnly? OccurredOn, DateTimeOffset RecordedAt, string? By, string? ApprovedBy, string? DocumentNo, string? LateReason,
    string? Number, string? Description, string? Area);

/// <summary>A page of the ledger, newest first.</summary>
/// <param name="Items">What was found.</param>
/// <param name="Next">Ask for what lies before this position; null at the ledger's beginning.</param>
/// <param name="From">First position that was looked at: with a rare filter a page may end before it is full.</param>
public sealed record EventList(IReadOnlyList<ListedEvent> Items, long? Next, long From);

/// <summary>Where the ledger ends.</summary>
/// <param name="Position">Its last position; 0 when it is empty.</param>
/// <param name="RecordedAt">When that was recorded; null when it is empty.</param>
public sealed record LedgerEnd(long Position, DateTimeOffset? RecordedAt);

/// <summary>Reads the ledger backwards. A hazard's present area, sector and party decide who sees its events; the ledger's own are for keys of the whole ledger.</summary>
public sealed class EventListing(NpgsqlDataSource source)
{
    /// <summary>Largest page.</summary>
    public const int MaxLimit = 200;

    // What a filter may cost: no more positions than this are looked at for one page, whatever the ledger's size.
    private const int Span = 20_000;

    /// <summary>Where the ledger ends, as committed now.</summary>
    public async Task<LedgerEnd> EndAsync(CancellationToken ct = default)
    {
        await using var command = source.CreateCommand("SELECT head, last_at FROM hl.ledger");
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new(reader.GetInt64(0), await reader.IsDBNullAsync(1, ct) ? null : reader.GetFieldValue<DateTimeOffset>(1)) : new(0, null);
    }

    /// <summary>The newest events before a position.</summary>
    /// <param name="scope">What the caller may see.</param>
    /// <param name="filter">What is wanted.</param>
    /// <param name="before">Events before this position.</param>
    /// <param name="limit">1 to <see cref="MaxLimit"/>.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<EventList> PageAsync(Scope scope, EventListFilter filter, long before, int limit, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        var first = Math.Max(1, before - Span);
        var where = Where(scope, filter).And("e.seq_id >= {0} AND e.seq_id < {1}", first, before);
        await using var command = where.Command(
            source,
            "SELECT e.seq_id, e.stream_id, e.version, e.type, e.timestamp, e.headers, r.number, r.description, r.area "
            + $"FROM es.mt_events e LEFT JOIN hl.register r ON r.hazard = e.stream_id WHERE {where} ORDER BY e.seq_id DESC LIMIT {limit + 1}");
        var items = new List<ListedEvent>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            items.Add(Told(reader));
        }

        var page = items.Take(limit).ToList();
        return items.Count > limit ? new(page, page[^1].Position, page[^1].Position) : new(page, first > 1 ? first : null, first);
    }

    private static RegisterConditions Where(Scope scope, EventListFilter filter)
    {
        const string Late = "(e.timestamp AT TIME ZONE INTERVAL '8 hours')::date - (e.headers->>'occurredOn')::date";
        var where = new RegisterConditions().InScope(scope);
        where = filter.Area is { } area ? where.InArea(area) : where;
        where = filter.Type is { } type ? where.And("e.type = {0}", type) : where;
        where = filter.By is { } by
            ? where.And("{0} IN (e.headers->'actor'->>'person', e.headers->'actor'->>'organisation', e.headers->'approvedBy'->>'person', e.headers->'approvedBy'->>'organisation')", by) : where;
        where = filter.LateFrom is { } least ? where.And($"r.hazard IS NOT NULL AND {Late} >= {{0}}", least) : where;
        return filter.LateTo is { } most ? where.And($"{Late} <= {{0}}", most) : where;
    }

    private static ListedEvent Told(NpgsqlDataReader reader)
    {
        var type = reader.GetString(3);
        var entry = EventJson.EventTypes.ContainsKey(type) || RuleJson.EventTypes.ContainsKey(type) || ReportJson.EventTypes.ContainsKey(type)
            ? EventJson.ReadEntry(reader.GetFieldValue<byte[]>(5)) : null;
        return new(
            reader.GetInt64(0), reader.GetGuid(1), reader.GetInt64(2), type, entry?.OccurredOn, reader.GetFieldValue<DateTimeOffset>(4),
            entry is null ? null : string.Create(CultureInfo.InvariantCulture, $"{entry.Actor.Person} · {entry.Actor.Organisation}"), entry?.ApprovedBy?.Person, entry?.DocumentNo, entry?.LateReason,
            Text(reader, 6), Text(reader, 7), Text(reader, 8));
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
