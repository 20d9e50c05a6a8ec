using System.Runtime.CompilerServices;
using HazardLedger.Domain.Hazards;
using Npgsql;

namespace HazardLedger.Projections.Register;

/// <summary>Questions to the register of hazards: one row a hazard, as of now. Each asks for the caller's scope and filters by it in SQL.</summary>
public sealed class HazardRegister(NpgsqlDataSource source)
{
    /// <summary>Largest page.</summary>
    public const int MaxLimit = 500;

    /// <summary>Most hazards that <see cref="SimilarAsync"/> names.</summary>
    public const int MaxSimilar = 10;

    /// <summary>One page of a register. A walk from page to page shows no row twice and skips none that did not change since its first page.</summary>
    /// <param name="scope">What the caller may see.</param>
    /// <param name="filter">Which register, which rows, which order; the same on every page of a walk.</param>
    /// <param name="cursor">From the page before; null for the first.</param>
    /// <param name="limit">Rows a page, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="ct">Stops the query.</param>
    /// <returns>A <see cref="RegisterPage"/>, or <see cref="CursorInvalid"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is outside 1 to <see cref="MaxLimit"/>.</exception>
    public async Task<RegisterAnswer> PageAsync(Scope scope, RegisterFilter filter, string? cursor, int limit, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxLimit);
        RegisterCursor? after = null;
        if (cursor is not null)
        {
            after = RegisterCursor.Read(cursor, scope, filter);
            if (after is null)
            {
                return new CursorInvalid();
            }
        }

        return await new RegisterWalk(source, scope, filter with { Today = after?.Day ?? filter.Today }).PageAsync(after, limit, ct);
    }

    /// <summary>All rows of a register, for exports of any size: the pages of one walk, with its promise.</summary>
    public async IAsyncEnumerable<RegisterItem> AllAsync(Scope scope, RegisterFilter filter, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var (walk, after) = (new RegisterWalk(source, scope, filter), (RegisterCursor?)null);
        do
        {
            (var items, after, _) = await walk.StepAsync(after, MaxLimit, ct);
            foreach (var item in items)
            {
                yield return item;
            }
        }
        while (after is not null);
    }

    /// <summary>The hazard with this id or number; null when there is none or the caller may not see it.</summary>
    public async Task<RegisterItem?> FindAsync(Scope scope, string idOrNumber, DateOnly today, CancellationToken ct = default)
    {
        var where = new RegisterConditions().InScope(scope);
        where = Guid.TryParse(idOrNumber, out var id) ? where.And("hazard = {0}", id) : where.And("number = {0}", idOrNumber);
        await using var command = where.Command(source, $"SELECT {RegisterRowReader.Columns} FROM hl.register WHERE {where} LIMIT 1");
        return (await RegisterRowReader.ReadAllAsync(command, today, ct)).FirstOrDefault();
    }

    /// <summary>The rows of these hazards, in the order asked for; what the caller may not see, or is not there, is left out.</summary>
    /// <param name="scope">What the caller may see.</param>
    /// <param name="hazards">At most <see cref="MaxLimit"/> ids.</param>
    /// <param name="today">The present legal day.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<IReadOnlyList<RegisterItem>> ManyAsync(Scope scope, IReadOnlyList<Guid> hazards, DateOnly today, CancellationToken ct = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hazards.Count, MaxLimit);
        var where = new RegisterConditions().InScope(scope).And("hazard = ANY({0})", hazards.ToArray());
        await using var command = where.Command(source, $"SELECT {RegisterRowReader.Columns} FROM hl.register WHERE {where}");
        var rows = (await RegisterRowReader.ReadAllAsync(command, today, ct)).ToDictionary(row => row.Id);
        return [.. hazards.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    /// <summary>Open hazards of the same category at the same place, or of the same enterprise or site; the same place first, then newest
    /// discovery first, at most <see cref="MaxSimilar"/>: a hint to whoever registers, never a block.</summary>
    /// <param name="scope">What the caller may see.</param>
    /// <param name="area">Leaf area.</param>
    /// <param name="place">The place there, word for word.</param>
    /// <param name="party">Enterprise or site; null looks at the place only.</param>
    /// <param name="category">What failed.</param>
    /// <param name="exclude">The hazard itself.</param>
    /// <param name="today">The present legal day.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<IReadOnlyList<RegisterItem>> SimilarAsync(
        Scope scope, string area, string place, string? party, Category category, Guid exclude, DateOnly today, CancellationToken ct = default)
    {
        var found = await SimilarAsync(Open().InLeaf(area).And("place = {0}", place), MaxSimilar);
        return found.Count == MaxSimilar || party is null ? found
            : [.. found, .. (await SimilarAsync(Open().OfParty(party), MaxSimilar)).ExceptBy(found.Select(item => item.Id), item => item.Id).Take(MaxSimilar - found.Count)];

        RegisterConditions Open() => new RegisterConditions().InScope(scope).IsUnfinished().And("category = {0}", RegisterConditions.Word(category)).And("hazard <> {0}", exclude);

        async Task<List<RegisterItem>> SimilarAsync(RegisterConditions where, int most)
        {
            await using var command = where.Command(
                source, $"SELECT {RegisterRowReader.Columns} FROM hl.register WHERE {where} ORDER BY discovered_on DESC, hazard DESC LIMIT {most}");
            return await RegisterRowReader.ReadAllAsync(command, today, ct);
        }
    }
}
