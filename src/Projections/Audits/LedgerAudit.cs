using HazardLedger.Domain.Figures;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Rebuild;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;
using Npgsql;
using NpgsqlTypes;

namespace HazardLedger.Projections.Audits;

/// <summary>Walks all history once, hazard by hazard, and re-checks every law. It takes no lock, holds one batch of hazards at a time, and may
/// run for minutes; appends go on meanwhile and are not looked at.</summary>
public sealed class LedgerAudit(Ledger ledger, NpgsqlDataSource source, FigureColumns columns, FigureReads figures)
{
    private const int Batch = 500;
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
        var walk = new Walk(scope, terms);
        var batch = new List<History>(Batch);
        await foreach (var stored in ledger.ReadStreamsAsync(upTo, ct))
        {
            if (!EventJson.EventTypes.ContainsKey(stored[0].Type))
            {
                continue; // a stream of another kind, such as the ledger's own
            }

            var history = new History(stored[0].Stream, [.. stored.Select(HazardHistories.Told)]);
            if (walk.Take(history))
            {
                batch.Add(history);
            }

            if (batch.Count == Batch)
            {
                await CompareRowsAsync(batch, upTo, walk.Findings, ct);
                await (progress?.Invoke(walk.Progress) ?? Task.CompletedTask);
            }
        }

        await CompareRowsAsync(batch, upTo, walk.Findings, ct);
        return await EndAsync(walk, upTo, ct);
    }

    private async Task<AuditReport> EndAsync(Walk walk, long upTo, CancellationToken ct)
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

    // The database compares: it knows how a row's JSON becomes columns. A hazard that moved on since has a later row and is left out.
    private async Task CompareRowsAsync(List<History> batch, long upTo, Findings findings, CancellationToken ct)
    {
        findings.Checked("I7", batch.Count);
        await using var command = source.CreateCommand(
            """
            SELECT x.i::integer FROM unnest($1, $2, $3) WITH ORDINALITY AS x (hazard, version, row, i)
            LEFT JOIN hl.register r ON r.hazard = x.hazard
            WHERE r.hazard IS NULL OR r.position <= $4 AND (r.version <> x.version
              OR to_jsonb(r) - ARRAY['version', 'position', 'recorded_at'] IS DISTINCT FROM
                  to_jsonb(jsonb_populate_record(NULL::hl.register, x.row)) - ARRAY['version', 'position', 'recorded_at'])
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. batch.Select(history => history.Hazard)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. batch.Select(history => history.Version)] });
        command.Parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb, Value = batch.Select(history => System.Text.Encoding.UTF8.GetString(RegisterRows.Of(history.Hazard, history.Story))).ToArray(),
        });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = upTo });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            findings.Against("I7", batch[reader.GetInt32(0) - 1], null, "登记册的行与事件不符，或不存在。", "Its row in the register is not what its events come to, or is not there.");
        }

        batch.Clear();
    }

    private sealed class Walk(Scope scope, AuditTerms terms)
    {
        private long _streams;
        private long _events;

        public Scope Scope => scope;

        public Findings Findings { get; } = new();

        public FigureDigest Digest { get; } = new();

        public LiteralCounts Counts { get; } = new(terms.Today);

        public AuditProgress Progress => new(_streams, _events);

        /// <summary>Looks at one history; false when it lies outside of the scope, where only the digest takes it in.</summary>
        public bool Take(History history)
        {
            var legs = HazardPostings.Of(history.Story);
            foreach (var leg in legs)
            {
                Digest.Add(history.Hazard, leg);
            }

            var now = history.Story.Now;
            if (!scope.Covers(now.Area, now.Sector, now.Enterprise ?? now.Site))
            {
                return false;
            }

            (_streams, _events) = (_streams + 1, _events + history.Facts.Count);
            StoryLaws.Check(history, Findings);
            StoryLaws.CheckLegs(history, legs, Findings);
            EntryLists.Add(history, terms, Findings);
            Counts.Add(history);
            return true;
        }
    }
}
