using System.Runtime.CompilerServices;
using Npgsql;

namespace HazardLedger.Projections.Register;

/// <summary>A walk through a register: memory says which hazards come next, by (key, hazard), and the table what their rows say. What has no key
/// forms a second section at the end.</summary>
/// <param name="source">Connections.</param>
/// <param name="memory">Where hazards stand.</param>
/// <param name="scope">What the caller may see.</param>
/// <param name="filter">Which register, which rows, which order.</param>
/// <param name="near">Rows that are looked through for frequent words before these are looked up.</param>
internal sealed class RegisterWalk(NpgsqlDataSource source, RegisterMemory memory, Scope scope, RegisterFilter filter, int near = RegisterWalk.Near)
{
    /// <summary>Rows that a walk looks through for frequent words before it gives up and looks them up.</summary>
    public const int Near = 5_000;

    /// <summary>Hazards whose words are looked at for a total; where there are more, the total is only known to be as much as was found.</summary>
    public const int Counted = 5_000;

    private readonly bool worded = SearchWords.Of(filter.Words).Length > 0;

    /// <summary>A step as clients see it.</summary>
    public async Task<RegisterPage> PageAsync(RegisterCursor? after, int limit, CancellationToken ct)
    {
        await memory.KnowAllAsync(ct);
        var (step, among) = await StepAsync(after, limit, ct);
        var page = new RegisterPage(step.Items, step.Next?.Write(scope, filter), step.Position, null);
        return !filter.WithTotal ? page : worded ? await CountedAsync(page, step.First ?? await SomeAsync(among, ct), ct) : page with { Total = step.Total };
    }

    /// <summary>All rows in portions, as they were when the first was asked for.</summary>
    public async IAsyncEnumerable<IReadOnlyList<RegisterItem>> AllAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await memory.KnowAllAsync(ct);
        var among = await KnownAsync((await PlanAsync(ct)).LookedUp, ct);
        var all = RegisterChoice.Of(memory, scope, filter, null, int.MaxValue, among);
        for (var at = 0; at < all.Places.Count; at += HazardRegister.MaxLimit)
        {
            var portion = all.Places.GetRange(at, Math.Min(HazardRegister.MaxLimit, all.Places.Count - at));
            yield return [.. (await ReadAsync(all.Order, portion, all.Position, ct)).Select(found => found.Item)];
        }
    }

    private async Task<(Step Step, IReadOnlyList<Guid>? Among)> StepAsync(RegisterCursor? after, int limit, CancellationToken ct)
    {
        if (!worded)
        {
            var among = await KnownAsync([], ct);
            return (await PlainAsync(after, limit, among, ct), among);
        }

        var plan = await PlanAsync(ct);
        if (plan.LookedUp.Count == 0)
        {
            var (step, isWhole) = await NearestAsync(after, limit, plan.Otherwise.Count > 0, await KnownAsync([], ct), ct);
            if (isWhole)
            {
                return (step, null);
            }
        }

        var found = await KnownAsync(plan.LookedUp.Count > 0 ? plan.LookedUp : plan.Otherwise, ct);
        return ((await NearestAsync(after, limit, false, found, ct)).Step, found);
    }

    private async Task<Step> PlainAsync(RegisterCursor? after, int limit, IReadOnlyList<Guid>? among, CancellationToken ct)
    {
        var choice = RegisterChoice.Of(memory, scope, filter, after, limit + 1, among);
        var places = choice.Places;
        var next = places.Count > limit ? CursorAfter(choice, places[limit - 1]) : null;
        var rows = await ReadAsync(choice.Order, places.Count > limit ? places.GetRange(0, limit) : places, after?.Position, ct);
        return new(rows.ConvertAll(row => row.Item), next, choice.Position, choice.Total, null);
    }

    // Row by row through the nearest hazards, in ever larger portions, until the page is full. Whole: there is nothing that it did not look at.
    private async Task<(Step Step, bool IsWhole)> NearestAsync(RegisterCursor? after, int limit, bool mayGiveUp, IReadOnlyList<Guid>? among, CancellationToken ct)
    {
        var (found, pinned, from) = (new List<(RegisterItem Item, Place Place)>(), after?.Position, after);
        var counts = filter.WithTotal && after is null;
        var most = counts ? Math.Max(near, Counted) : near;
        var first = default(RegisterChoice);
        while (true)
        {
            var choice = RegisterChoice.Of(memory, scope, filter, from, most, among);
            first ??= counts ? choice : null;
            pinned ??= choice.Position;
            var stride = 2 * limit;
            for (var at = 0; at < choice.Places.Count && found.Count <= limit; at += stride, stride *= 2)
            {
                stride = Math.Min(stride, choice.Places.Count - at);
                found.AddRange(await ReadAsync(choice.Order, choice.Places.GetRange(at, stride), from?.Position, ct));
            }

            if (found.Count > limit)
            {
                var next = CursorAfter(choice, found[limit - 1].Place) with { Position = pinned.Value };
                return (new([.. found.Take(limit).Select(row => row.Item)], next, pinned.Value, 0, first), true);
            }

            if (choice.Beyond <= choice.Places.Count || mayGiveUp)
            {
                return (new(found.ConvertAll(row => row.Item), null, pinned.Value, 0, first), choice.Beyond <= choice.Places.Count);
            }

            from = CursorAfter(choice, choice.Places[^1]) with { Position = pinned.Value };
            most *= 4;
        }
    }

    // What words or another system's id lead to; null where nothing does and all hazards are walked.
    private async Task<IReadOnlyList<Guid>?> KnownAsync(IReadOnlyList<string> words, CancellationToken ct)
    {
        if (filter.External is not { } external)
        {
            return words.Count == 0 ? null : await SearchLookup.CandidatesAsync(source, words, ct);
        }

        var where = new RegisterConditions().And("external_system = {0} AND external_id = {1}", external.System, external.Id);
        await using var command = where.Command(source, $"SELECT hazard FROM hl.register WHERE {where}");
        await using var row = await command.ExecuteReaderAsync(ct);
        var known = new List<Guid>();
        while (await row.ReadAsync(ct))
        {
            known.Add(row.GetGuid(0));
        }

        return known;
    }

    private Task<SearchPlan> PlanAsync(CancellationToken ct) => SearchWords.PlanAsync(source, filter.Words, near == Near ? SearchWords.Near : near, ct);

    // A row that moved since its place was chosen, or since the walk began, is left out: it is never shown where it does not stand.
    private async Task<List<(RegisterItem Item, Place Place)>> ReadAsync(RegisterOrder order, List<Place> places, long? pinned, CancellationToken ct)
    {
        if (places.Count == 0)
        {
            return [];
        }

        var where = new RegisterConditions().InScope(scope).Matching(filter).And("hazard = ANY({0})", places.Select(place => place.Hazard).ToArray());
        where = pinned is { } position ? where.And("position <= {0}", position) : where;
        await using var command = where.Command(source, $"SELECT {RegisterRowReader.Columns} FROM hl.register WHERE {where}");
        var rows = (await RegisterRowReader.ReadAllAsync(command, filter.Today, ct)).ToDictionary(row => row.Id);
        return [.. places.Where(place => rows.TryGetValue(place.Hazard, out var row) && KeyOf(row) == order.TextOf(place.Key)).Select(place => (rows[place.Hazard], place))];
    }

    private string? KeyOf(RegisterItem item) => filter.Sort.Key switch
    {
        RegisterKey.Number => item.Number,
        RegisterKey.Position => item.Position.ToString(System.Globalization.CultureInfo.InvariantCulture),
        RegisterKey.DiscoveredOn => item.DiscoveredOn.ToString("yyyy-MM-dd"),
        _ => item.Deadline.On?.ToString("yyyy-MM-dd"),
    };

    private RegisterCursor CursorAfter(RegisterChoice choice, Place place) => new(choice.Order.TextOf(place.Key), place.Hazard, choice.Position, filter.Today);

    private async Task<RegisterChoice> SomeAsync(IReadOnlyList<Guid>? among, CancellationToken ct) =>
        RegisterChoice.Of(memory, scope, filter, null, Counted, among ?? await KnownAsync([], ct));

    // Words stand in the rows: as many are looked at as one may wait for.
    private async Task<RegisterPage> CountedAsync(RegisterPage page, RegisterChoice all, CancellationToken ct)
    {
        var where = new RegisterConditions().InScope(scope).Matching(filter)
            .And("position <= {0} AND hazard = ANY({1})", page.Position, all.Places.Take(Counted).Select(place => place.Hazard).ToArray());
        await using var command = where.Command(source, $"SELECT count(*) FROM hl.register WHERE {where}");
        var count = (long)(await command.ExecuteScalarAsync(ct))!;
        return all.Total <= Counted ? page with { Total = count } : page with { TotalAtLeast = count };
    }

    private sealed record Step(IReadOnlyList<RegisterItem> Items, RegisterCursor? Next, long Position, long Total, RegisterChoice? First);
}
