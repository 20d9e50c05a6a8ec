using System.Runtime.CompilerServices;
using HazardLedger.Domain.Hazards;
using Npgsql;

namespace HazardLedger.Projections.Register;

/// <summary>Questions to the register of hazards: one row a hazard, as of now. Each asks for the caller's scope. Memory says which
/// rows and in which order; what they say is read from the table, which filters by the scope once more.</summary>
public sealed class HazardRegister(NpgsqlDataSource source, RegisterMemory memory)
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

        return await new RegisterWalk(source, memory, scope, filter with { Today = after?.Day ?? filter.Today }).PageAsync(after, limit, ct);
    }

    /// <summary>All rows of a register, for exports of any size: chosen and put in order once, then read as they are asked for. What changes after
    /// the first is asked for is left out.</summary>
    public async IAsyncEnumerable<RegisterItem> AllAsync(Scope scope, RegisterFilter filter, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var items in new RegisterWalk(source, memory, scope, filter).AllAsync(ct))
        {
            foreach (var item in items)
            {
                yield return item;
            }
        }
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

    /// <summary>How many hazards are due on each day, of those whose deadline asks something of the unit; days without any are left out.</summary>
    /// <param name="scope">What the caller may see.</param>
    /// <param name="area">This area and below; null means all.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<IReadOnlyList<(DateOnly On, long Count)>> DueAsync(Scope scope, string? area, DateOnly from, DateOnly to, CancellationToken ct = default)
    {
        await memory.KnowAllAsync(ct);
        return memory.Read((slots, _) =>
        {
            var due = new RegisterFilter(RegisterName.DueSoon, from) { Area = area, DueSoonDays = to.DayNumber - from.DayNumber };
            var (sieve, days) = (new RegisterSieve(slots, scope, due), new SortedDictionary<int, long>());
            foreach (ref readonly var slot in slots.Slots.Items.AsSpan(0, slots.Count))
            {
                if (sieve.Takes(slot))
                {
                    days[slot.Deadline] = days.GetValueOrDefault(slot.Deadline) + 1;
                }
            }

            return days.Select(day => (DateOnly.FromDayNumber(day.Key), day.Value)).ToList();
        });
    }

    /// <summary>Open hazards of the same category at the same place, or of the same enterprise or site; the same place first, then newest
    /// discovery first, at most <see cref="MaxSimilar"/>: a hint to whoever registers, never a block. Memory answers it alone: no row is read.</summary>
    /// <param name="scope">What the caller may see.</param>
    /// <param name="found">The registration: leaf area, place word for word, enterprise or site, and what failed.</param>
    /// <param name="except">The hazard itself.</param>
    /// <param name="today">The present legal day.</param>
    /// <param name="ct">Stops what others appended from being waited for.</param>
    public async ValueTask<IReadOnlyList<SimilarHazard>> SimilarAsync(Scope scope, RegisterHazard found, Guid except, DateOnly today, CancellationToken ct = default)
    {
        await memory.KnowToldAsync(ct);
        return memory.Read((slots, _) => new SimilarSlots(slots, scope, found, except, today).ToList());
    }
}
