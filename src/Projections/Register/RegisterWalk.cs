using HazardLedger.Domain.Areas;
using Npgsql;

namespace HazardLedger.Projections.Register;

/// <summary>One step of a walk: keyset pages by (key, hazard). Rows without the key form a second section at the end.</summary>
/// <param name="near">Rows that are looked through for frequent words before these are looked up.</param>
internal sealed class RegisterWalk(NpgsqlDataSource source, Scope scope, RegisterFilter filter, int near = SearchWords.Near)
{
    // The words of the index register_moved.
    private const string Moved = "CASE WHEN starts_with(number, split_part(area_path, '/', 3) || '-') THEN 0 ELSE 1 END = 1";

    private readonly string _column = filter.Sort.Key switch
    {
        RegisterKey.Number => "number",
        RegisterKey.DiscoveredOn => "discovered_on",
        RegisterKey.Deadline => "deadline",
        RegisterKey.Position => "position",
        _ => throw new InvalidOperationException($"There is no order by {filter.Sort.Key}."),
    };

    private SearchPlan? plan;
    private IReadOnlyList<Guid>? found;

    private bool HasSectionWithoutKey => filter.Sort.Key == RegisterKey.Deadline;

    /// <summary>A step as clients see it.</summary>
    public async Task<RegisterPage> PageAsync(RegisterCursor? after, int limit, CancellationToken ct)
    {
        var (items, next, position) = await StepAsync(after, limit, ct);
        return new(items, next?.Write(scope, filter), position, filter.WithTotal ? await CountAsync(position, ct) : null);
    }

    /// <summary>The rows after a place, the place to go on from (null at the end), and the position that the walk began at.</summary>
    public async Task<(IReadOnlyList<RegisterItem> Items, RegisterCursor? Next, long Position)> StepAsync(RegisterCursor? after, int limit, CancellationToken ct)
    {
        var rows = new List<RegisterItem>(limit + 1);
        var pinned = after?.Position;
        if (after is not { Key: null })
        {
            pinned = await ReadAsync(rows, after, pinned, withKey: true, limit + 1, ct);
        }

        if (rows.Count <= limit && HasSectionWithoutKey)
        {
            pinned = await ReadAsync(rows, after is { Key: null } ? after : null, pinned, withKey: false, limit + 1 - rows.Count, ct);
        }

        var position = pinned ?? throw new InvalidOperationException("A page without a section was read.");
        return rows.Count > limit ? (rows.GetRange(0, limit), CursorAfter(rows[limit - 1], position), position) : (rows, null, position);
    }

    // Frequent words are looked for in the nearest rows first; where these are not all and do not fill the page, by their grams.
    private async Task<long> ReadAsync(
        List<RegisterItem> rows, RegisterCursor? after, long? pinned, bool withKey, int count, CancellationToken ct)
    {
        plan ??= await SearchWords.PlanAsync(source, filter.Words, near, ct);
        var order = OrderOf(withKey);
        if (plan.Otherwise.Count > 0)
        {
            var (before, filtered) = (rows.Count, Conditions(after, pinned, withKey, words: false));
            var from = $"{Walked(filtered, "hl.register", order, near)} WHERE {string.Join(" AND ", filtered.Worded(filter))} ORDER BY {order} LIMIT {count}";
            var head = await ReadAsync(rows, filtered, from, pinned, ct);
            if (rows.Count - before == count || !await IsCutOffAsync(Conditions(after, pinned, withKey, words: false), ct))
            {
                return head;
            }

            rows.RemoveRange(before, rows.Count - before);
            plan = new(plan.Otherwise, []);
        }

        var where = Conditions(after, pinned, withKey, words: true);
        return await ReadAsync(rows, where, $"{Walked(where, where.From(await FoundAsync(ct)), order, count)} ORDER BY {order}", pinned, ct);
    }

    // Hazards that the words lead to; null where words are looked for in the rows. Once a step: what is recorded meanwhile is after its position.
    private async Task<IReadOnlyList<Guid>?> FoundAsync(CancellationToken ct) =>
        plan is not { LookedUp.Count: > 0 } ? null : found ??= await SearchLookup.CandidatesAsync(source, plan.LookedUp, ct);

    private string OrderOf(bool withKey)
    {
        var direction = filter.Sort.Descending ? "DESC" : "ASC";
        return withKey ? $"{_column} {direction}, hazard {direction}" : $"hazard {direction}";
    }

    // Numbers begin with the county in which a hazard was registered. Who walks an area by number begins where its numbers begin, and not with those of
    // all counties before it; the few hazards that were moved to another county since have an index of their own.
    private string Walked(RegisterConditions where, string from, string order, int most)
    {
        string Part(string more) => $"(SELECT * FROM {from} WHERE {where}{more} ORDER BY {order} LIMIT {most})";
        if (filter.Sort.Key != RegisterKey.Number || plan!.LookedUp.Count > 0 || NumbersOf(filter.Area ?? (scope.Areas is [var only] ? only : null)) is not var (first, end))
        {
            return $"{Part("")} AS walked";
        }

        var own = $"number >= '{first}' AND number < '{end}'";
        return $"({Part($" AND {own}")} UNION ALL {Part($" AND NOT ({own}) AND {Moved}")} ORDER BY {order} LIMIT {most}) AS walked";
    }

    // The first digits of an area's numbers, and the first that are no longer its own; null for codes of other registers.
    private static (string First, string End)? NumbersOf(string? area) =>
        area is null || !AreaCode.IsWellFormed(area) || AreaCode.CountyOf(area) is not { } county || county.All(static digit => digit == '9') ? null
        : (county, (int.Parse(county) + 1).ToString($"D{county.Length}"));

    // The first page reads the head in the statement that reads the rows: one snapshot. Without rows the head read before is safe.
    private async Task<long> ReadAsync(List<RegisterItem> rows, RegisterConditions where, string from, long? pinned, CancellationToken ct)
    {
        var head = pinned ?? await HeadAsync(ct);
        await using var batch = where.Planned(source, $"SELECT {RegisterRowReader.Columns}, (SELECT head FROM hl.ledger) FROM {from}");
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(RegisterRowReader.Read(reader, filter.Today));
            head = pinned ?? reader.GetInt64(RegisterRowReader.After);
        }

        return head;
    }

    private async Task<bool> IsCutOffAsync(RegisterConditions filtered, CancellationToken ct)
    {
        await using var command = filtered.Command(source, $"SELECT count(*) FROM (SELECT FROM hl.register WHERE {filtered} LIMIT {near}) AS near");
        return (long)(await command.ExecuteScalarAsync(ct))! == near;
    }

    private RegisterConditions Conditions(RegisterCursor? after, long? pinned, bool withKey, bool words)
    {
        var where = new RegisterConditions().InScope(scope);
        where = words ? where.Matching(filter) : where.Filtered(filter);
        if (HasSectionWithoutKey)
        {
            where.And($"{_column} IS {(withKey ? "NOT " : "")}NULL");
        }

        if (pinned is { } position)
        {
            where.And("position <= {0}", position);
        }

        var beyond = filter.Sort.Descending ? "<" : ">";
        return (after?.KeyValue(filter.Sort.Key), after?.Hazard) switch
        {
            ({ } key, { } hazard) => where.And($"({_column}, hazard) {beyond} ({{0}}, {{1}})", key, hazard),
            (null, { } hazard) => where.And($"hazard {beyond} {{0}}", hazard),
            _ => where,
        };
    }

    private RegisterCursor CursorAfter(RegisterItem item, long position) => new(
        filter.Sort.Key switch
        {
            RegisterKey.Number => item.Number,
            RegisterKey.Position => item.Position.ToString(),
            RegisterKey.DiscoveredOn => item.DiscoveredOn.ToString("yyyy-MM-dd"),
            _ => item.Deadline.On?.ToString("yyyy-MM-dd"),
        },
        item.Id, position, filter.Today);

    private async Task<long> CountAsync(long position, CancellationToken ct)
    {
        var where = new RegisterConditions().InScope(scope).Matching(filter).And("position <= {0}", position);
        await using var command = where.Command(source, $"SELECT count(*) FROM {where.From(await FoundAsync(ct))} WHERE {where}");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task<long> HeadAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT head FROM hl.ledger");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
