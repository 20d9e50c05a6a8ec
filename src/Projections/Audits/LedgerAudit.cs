using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Rebuild;
using Npgsql;

namespace HazardLedger.Projections.Audits;

/// <summary>Walks all history once, hazard by hazard, on as many processors as there are, and re-checks every law. It takes no lock, holds a few
/// hundred hazards at a time, and may run for minutes; appends go on meanwhile and are not looked at.</summary>
public sealed class LedgerAudit(Ledger ledger, NpgsqlDataSource source, FigureColumns columns, FigureReads figures)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Audits the ledger up to a position.</summary>
    /// <param name="scope">Whose hazards are looked at; the digests are the whole ledger's and show none.</param>
    /// <param name="terms">By what it judges.</param>
    /// <param name="position">The last position looked at; null means the head at the beginning.</param>
    /// <param name="progress">Told after every batch; null when nobody waits for it.</param>
    /// <param name="ct">Stops the walk.</param>
    public async Task<AuditReport> RunAsync(Scope scope, AuditTerms terms, long? position, Func<AuditProgress, Task>? progress = null, CancellationToken ct = default)
    {
        var head = (await ledger.HeadAsync(ct)).Position;
        var upTo = Math.Min(position ?? head, head);
        await columns.WaitForAsync(upTo, Patience, ct);
        var (walk, rows) = (new AuditWalk(scope, terms), await RegisterComparison.OfAsync(source, ct));
        await foreach (var piece in new StreamPass(source).RunAsync(upTo, histories => WalkAsync(histories, new(scope, terms), rows, upTo, ct), ct))
        {
            walk.Add(piece);
            await (progress?.Invoke(walk.Progress) ?? Task.CompletedTask);
        }

        return await EndAsync(walk, upTo, ct);
    }

    private static async Task<AuditWalk> WalkAsync(IEnumerable<History> histories, AuditWalk walk, RegisterComparison rows, long upTo, CancellationToken ct)
    {
        await rows.CompareAsync([.. histories.Where(walk.Take)], upTo, walk.Findings, ct);
        return walk;
    }

    private async Task<AuditReport> EndAsync(AuditWalk walk, long upTo, CancellationToken ct)
    {
        var found = walk.Findings;
        found.Checked("I10", await RequestsAsync(upTo, ct));
        foreach (var request in await ledger.BrokenRequestsAsync(upTo, Findings.Named, ct))
        {
            found.Against("I10", $"幂等键 {request} 的事件不符。", $"The events of the request key {request} are not its own.");
        }

        walk.Counts.Compare(figures, walk.Scope, upTo, found);
        var digests = new PostingDigests(figures.Digest(upTo), (await PostingTable.DigestAsync(source, ledger.Generation, upTo, ct)).ToString(), walk.Digest.ToString());
        found.Checked("L3", 3);
        if (digests.Memory != digests.Table || digests.Table != digests.Replay)
        {
            found.Against("L3", "三个摘要不同，见 digests。", "The three digests differ: see digests.");
        }

        var laws = found.Laws();
        return new(
            upTo, walk.Progress, laws.All(law => law.Holds), laws, digests, found.MissingPapers(), found.Late.Made(), found.Delayed.Made(), found.Downgrades.Made(), found.Alone.Made(), found.Waiting);
    }

    private async Task<long> RequestsAsync(long upTo, CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT count(*) FROM hl.request WHERE first_position <= $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
