using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Histories;
using Npgsql;

namespace HazardLedger.Projections.Register;

/// <summary>A proposal with the hazard that it is about: what an approver finds in his list.</summary>
public sealed record ProposalItem(Guid Hazard, string Number, long Version, string Area, string Sector, string Place, string Description, ProposalView Proposal);

/// <summary>One page of proposals.</summary>
/// <param name="Items">Hazard by hazard in the order of their ids, each one's proposals in the order of recording.</param>
/// <param name="Next">The hazard to ask after; null at the end.</param>
public sealed record ProposalPage(IReadOnlyList<ProposalItem> Items, Guid? Next);

/// <summary>Proposals over all hazards that the caller may see. The register's row says which hazards have any; what they say stands in the events.</summary>
public sealed class ProposalRegister(NpgsqlDataSource source, HazardHistories histories)
{
    /// <summary>Most hazards a page.</summary>
    public const int MaxLimit = 200;

    /// <summary>One page of the proposals in a state.</summary>
    /// <param name="scope">What the caller may see.</param>
    /// <param name="state">Only those that stand there.</param>
    /// <param name="area">Only hazards of this area and below; null means all.</param>
    /// <param name="after">The hazard at which the page before ended; null for the first.</param>
    /// <param name="limit">Hazards a page, 1 to <see cref="MaxLimit"/>.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<ProposalPage> PageAsync(Scope scope, ProposalState state, string? area, Guid? after, int limit, CancellationToken ct = default)
    {
        var hazards = await HazardsAsync(scope, state, area, after, limit, ct);
        var items = new List<ProposalItem>();
        foreach (var hazard in hazards)
        {
            if (await histories.LoadAsync(scope, hazard, ct) is { } history)
            {
                var now = history.Story.Now;
                items.AddRange(now.Proposals.Where(proposal => proposal.State == state).Select(proposal => new ProposalItem(
                    hazard, now.Number, history.Version, now.Area, now.Sector, now.Place, now.Description, ProposalView.Of(proposal))));
            }
        }

        return new(items, hazards.Count == limit ? hazards[^1] : null);
    }

    private async Task<List<Guid>> HazardsAsync(Scope scope, ProposalState state, string? area, Guid? after, int limit, CancellationToken ct)
    {
        var where = new RegisterConditions().InScope(scope).And(state == ProposalState.Pending ? "pending > 0" : "proposals > 0");
        where = area is null ? where : where.InArea(area);
        where = after is null ? where : where.And("hazard > {0}", after.Value);
        await using var command = where.Command(source, $"SELECT hazard FROM hl.register WHERE {where} ORDER BY hazard LIMIT {limit}");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var hazards = new List<Guid>();
        while (await reader.ReadAsync(ct))
        {
            hazards.Add(reader.GetGuid(0));
        }

        return hazards;
    }
}
