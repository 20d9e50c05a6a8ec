using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Recording;

/// <summary>A cited file must have been uploaded, except by imports that say they have none.</summary>
/// <param name="knows">Which of these digests are not in the evidence store; null in a demonstration, where nothing is uploaded.</param>
public sealed class EvidenceGuard(Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<string>>>? knows)
{
    /// <summary>The refusal when the entry cites an unknown file.</summary>
    public async Task<Refusal?> RefusesAsync(Entry entry, CancellationToken ct)
    {
        if (knows is null || entry.Evidence.Count == 0 || entry.Missing.Contains("evidence", StringComparer.Ordinal))
        {
            return null;
        }

        var unknown = await knows([.. entry.Evidence.Select(cited => cited.Sha256).Distinct(StringComparer.Ordinal)], ct);
        return unknown.Count == 0 ? null : HazardRefusals.EvidenceUnknown;
    }
}
