using HazardLedger.Api.Recording;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Histories;
using Npgsql;

namespace HazardLedger.Api.Evidence;

/// <summary>Which cited files deserve a second look: the same file on two hazards, or one file for before and after. The caller's scope does
/// not narrow it, because a photograph used twice is used twice wherever the other hazard stands; which hazard that is, is not told.</summary>
public sealed class EvidenceFlags(NpgsqlDataSource source, StoryCache stories)
{
    // Enough to find one that stands: citations that were cancelled remain as keys.
    private const int MostOthers = 50;

    /// <summary>The same files, those that another hazard cites marked as such.</summary>
    public async Task<IReadOnlyList<EvidenceView>> MarkAsync(Guid hazard, IReadOnlyList<EvidenceView> files, CancellationToken ct)
    {
        var elsewhere = await ElsewhereAsync(hazard, [.. files.Select(file => file.Sha256).Distinct(StringComparer.Ordinal)], ct);
        return elsewhere.Count == 0 ? files
            : [.. files.Select(file => elsewhere.Contains(file.Sha256) ? file with { Flags = [EvidenceFlag.SameFileElsewhere, .. file.Flags] } : file)];
    }

    /// <summary>What is odd about the files that a request has just cited, for its answer.</summary>
    /// <param name="cited">Hazards with digests.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<IReadOnlyList<FlaggedFile>> OfAsync(IEnumerable<(Guid Hazard, string Sha256)> cited, CancellationToken ct)
    {
        var flagged = new List<FlaggedFile>();
        foreach (var one in cited.Distinct().GroupBy(pair => pair.Hazard))
        {
            var digests = one.Select(pair => pair.Sha256).ToList();
            var (both, elsewhere) = (EvidenceView.AfterEqualsBefore(await stories.LoadAsync(one.Key, fresh: false, ct)), await ElsewhereAsync(one.Key, digests, ct));
            flagged.AddRange(digests.Where(sha => both.Contains(sha) || elsewhere.Contains(sha)).Select(sha => new FlaggedFile(one.Key, sha, Flags(elsewhere.Contains(sha), both.Contains(sha)))));
        }

        return flagged;
    }

    internal static IReadOnlyList<EvidenceFlag> Flags(bool elsewhere, bool both) => (elsewhere, both) switch
    {
        (true, true) => [EvidenceFlag.SameFileElsewhere, EvidenceFlag.AfterEqualsBefore],
        (true, false) => [EvidenceFlag.SameFileElsewhere],
        (false, true) => [EvidenceFlag.AfterEqualsBefore],
        _ => [],
    };

    /// <summary>Hazards that cite one of the files by an entry that stands.</summary>
    internal async Task<IReadOnlyList<(string Sha256, Guid Hazard, Story Story)>> CitationsAsync(string[] digests, Guid? except, int most, CancellationToken ct)
    {
        var standing = new List<(string, Guid, Story)>();
        foreach (var (sha256, hazard) in await KeysAsync(digests, except, most, ct))
        {
            var story = await stories.LoadAsync(hazard, fresh: true, ct);
            if (EvidenceView.IsCitedBy(story, sha256))
            {
                standing.Add((sha256, hazard, story));
            }
        }

        return standing;
    }

    // A hazard and the duplicate that was merged into it are one hazard: what both cite is no oddity.
    private async Task<HashSet<string>> ElsewhereAsync(Guid hazard, List<string> digests, CancellationToken ct)
    {
        var others = digests.Count == 0 ? [] : await CitationsAsync([.. digests], hazard, MostOthers, ct);
        var survivor = others.Count == 0 ? null : (await stories.LoadAsync(hazard, fresh: false, ct)).Now.MergedInto;
        return others.Where(other => other.Story.Now.MergedInto != hazard && other.Hazard != survivor).Select(other => other.Sha256).ToHashSet(StringComparer.Ordinal);
    }

    private async Task<List<(string Sha256, Guid Hazard)>> KeysAsync(string[] digests, Guid? except, int most, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            SELECT d.sha256, k.stream FROM unnest($1) AS d (sha256), LATERAL (
              SELECT k.stream FROM hl.key k
              WHERE k.kind = 'evidence' AND k.value COLLATE "C" >= d.sha256 || '/' AND k.value COLLATE "C" < d.sha256 || '0' AND k.stream IS DISTINCT FROM $2
              ORDER BY k.value COLLATE "C" LIMIT $3) k
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = digests });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)except ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<(string, Guid)>();
        while (await reader.ReadAsync(ct))
        {
            found.Add((reader.GetString(0), reader.GetGuid(1)));
        }

        return found;
    }
}

/// <summary>A file of a command's answer that deserves a second look.</summary>
/// <param name="Hazard">Whose event cites it.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
/// <param name="Flags">At least one.</param>
public sealed record FlaggedFile(Guid Hazard, string Sha256, IReadOnlyList<EvidenceFlag> Flags);
