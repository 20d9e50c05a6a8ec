using Npgsql;

namespace HazardLedger.Api.Imports;

/// <summary>What is kept of imports: tables <c>hl.import</c>, <c>hl.import_refusal</c>, <c>hl.import_end</c>, which only grow.</summary>
internal sealed class ImportStore(NpgsqlDataSource source)
{
    private const string Selected = """
        SELECT i.id, i.profile, i.dry_run, i.started_at, i.caller, e.state, e.ended_at, e.lines, e.cases, e.recorded, e.already, e.refused, e.refused_lines, e.events
        FROM hl.import i LEFT JOIN hl.import_end e ON e.import = i.id
        """;

    /// <summary>False when the id is taken.</summary>
    public async Task<bool> BeginAsync(ImportTerms terms, string caller, string person, CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT hl.begin_import($1, $2, $3, $4, $5, $6)");
        Add(command, terms.Id, caller, person, terms.Profile, terms.DryRun, terms.StartedAt.ToUniversalTime());
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    public async Task RefuseAsync(Guid import, IReadOnlyList<RefusedLine> lines, CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT hl.refuse_import_lines($1, $2, $3, $4, $5, $6, $7, $8)");
        Add(
            command, import, lines.Select(l => l.Line).ToArray(), lines.Select(l => l.FirstLine).ToArray(), lines.Select(l => l.LastLine).ToArray(),
            lines.Select(l => l.External).ToArray(), lines.Select(l => l.Code).ToArray(), lines.Select(l => l.Chinese).ToArray(), lines.Select(l => l.English).ToArray());
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task EndAsync(Guid import, DateTimeOffset at, string state, ImportCounts counts, CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT hl.end_import($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
        Add(
            command, import, at.ToUniversalTime(), state, counts.Lines, counts.Cases, counts.Recorded, counts.Already, counts.Refused, counts.RefusedLines, counts.Events);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>One import, or null.</summary>
    public async Task<StoredImport?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var command = source.CreateCommand($"{Selected} WHERE i.id = $1");
        Add(command, id);
        return (await ReadAsync(command, ct)).SingleOrDefault();
    }

    /// <summary>The newest imports of a caller; of all callers when null.</summary>
    public async Task<IReadOnlyList<StoredImport>> NewestAsync(string? caller, int limit, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            caller is null ? $"{Selected} ORDER BY i.started_at DESC, i.id DESC LIMIT $1" : $"{Selected} WHERE i.caller = $2 ORDER BY i.started_at DESC, i.id DESC LIMIT $1");
        Add(command, limit);
        if (caller is not null)
        {
            Add(command, caller);
        }

        return await ReadAsync(command, ct);
    }

    /// <summary>Refused lines after a line, in order.</summary>
    public async Task<IReadOnlyList<RefusedLine>> RefusalsAsync(Guid import, long after, int limit, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            "SELECT line, first_line, last_line, external, code, chinese, english FROM hl.import_refusal WHERE import = $1 AND line > $2 ORDER BY line LIMIT $3");
        Add(command, import, after, limit);
        await using var row = await command.ExecuteReaderAsync(ct);
        var lines = new List<RefusedLine>();
        while (await row.ReadAsync(ct))
        {
            var external = await row.IsDBNullAsync(3, ct) ? null : row.GetString(3);
            lines.Add(new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), external, row.GetString(4), row.GetString(5), row.GetString(6)));
        }

        return lines;
    }

    private static async Task<List<StoredImport>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using var row = await command.ExecuteReaderAsync(ct);
        var imports = new List<StoredImport>();
        while (await row.ReadAsync(ct))
        {
            var terms = new ImportTerms(row.GetGuid(0), row.GetString(1), row.GetBoolean(2), row.GetFieldValue<DateTimeOffset>(3));
            imports.Add(await row.IsDBNullAsync(5, ct)
                ? new(terms, row.GetString(4), "stopped", null, null)
                : new(
                    terms, row.GetString(4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6),
                    new(row.GetInt64(7), row.GetInt64(8), row.GetInt64(9), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13))));
        }

        return imports;
    }

    private static void Add(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
    }
}
