using HazardLedger.EventStore;

namespace HazardLedger.Api.Http;

/// <summary>Finds a hazard by what a path calls it: its id, or its number.</summary>
public sealed class HazardAddress(Ledger ledger)
{
    /// <summary>The stream, or null when there is none of that name. Whether the caller may see it is asked later.</summary>
    public async Task<Guid?> FindAsync(string name, CancellationToken ct) =>
        Guid.TryParseExact(name, "D", out var id) ? id
        : name.Length is > 0 and <= 80 && !name.Any(char.IsControl) ? await ledger.FindKeyAsync("number", name, ct) : null;

    /// <summary>The stream of another system's id, or null.</summary>
    public Task<Guid?> FindExternalAsync(string system, string id, CancellationToken ct) => ledger.FindKeyAsync("external", $"{system}:{id}", ct);
}
