using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Rebuild;
using Npgsql;

namespace HazardLedger.Projections.Audits;

/// <summary>Compares rows of the register, byte by byte as PostgreSQL sends them, with what the events come to.</summary>
internal sealed class RegisterComparison
{
    private readonly NpgsqlDataSource source;
    private readonly RegisterColumns columns;

    private RegisterComparison(NpgsqlDataSource source, RegisterColumns columns) => (this.source, this.columns) = (source, columns);

    public static async Task<RegisterComparison> OfAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        return new(source, await RegisterColumns.ReadAsync(connection, ct));
    }

    /// <summary>Compares the rows of some hazards, which are in the order of their ids. A hazard that moved on since has a later row and is left out.</summary>
    public async Task CompareAsync(IReadOnlyList<History> histories, long upTo, Findings findings, CancellationToken ct)
    {
        findings.Checked("I7", histories.Count);
        if (histories.Count == 0)
        {
            return;
        }

        var said = new HashSet<Guid>(histories.Count);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using (var copy = await connection.BeginRawBinaryCopyAsync(
            $"COPY (SELECT hazard, position, {columns.Names} FROM hl.register WHERE hazard BETWEEN '{histories[0].Hazard}' AND '{histories[^1].Hazard}') TO STDOUT (FORMAT BINARY)", ct))
        {
            var known = histories.ToDictionary(history => history.Hazard);
            foreach (var piece in new CopyReader(copy).Pieces(int.MaxValue))
            {
                using (piece)
                {
                    Compare(piece.Rows, known, upTo, said);
                }
            }
        }

        foreach (var history in histories.Where(history => !said.Contains(history.Hazard)))
        {
            findings.Against("I7", history, null, "登记册的行与事件不符，或不存在。", "Its row in the register is not what its events come to, or is not there.");
        }
    }

    // Notes whose row is as it must be.
    private void Compare(ReadOnlySpan<byte> rows, Dictionary<Guid, History> known, long upTo, HashSet<Guid> said)
    {
        using var made = new CopyRows();
        var row = new CopyCursor(rows);
        for (var end = row; end.NextWhole(); row = end)
        {
            row.Next();
            var (hazard, position) = (row.Uuid(), row.Int64());
            var stands = rows[row.At..end.At];
            if (!known.TryGetValue(hazard, out var history))
            {
                continue;
            }

            var place = made.Length;
            columns.Add(history, made);
            if (position > upTo || made.Since(place)[sizeof(short)..].SequenceEqual(stands))
            {
                said.Add(hazard);
            }
        }
    }
}
