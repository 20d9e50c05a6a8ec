using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>Prepares a database: Marten 9's tables in schema <c>es</c>, ours in schema <c>hl</c>, roles, functions, rights.</summary>
public static class LedgerSchema
{
    /// <summary>Number of this layout; a database of a later one is refused.</summary>
    public const int Version = 1;

    private const string Stamps =
        "CREATE TABLE IF NOT EXISTS hl.schema_version (version integer PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())";

    /// <summary>Brings the database to this version. Safe to call at every start and from several processes at once.</summary>
    /// <param name="ownerConnectionString">A superuser, or a login with CREATEROLE that owns the database.</param>
    /// <param name="synthetic">A demonstration ledger; cannot change once an event is stored.</param>
    /// <param name="ct">Stops between statements; nothing half done stays.</param>
    /// <exception cref="LedgerMismatchException">The ledger is of the other kind, or was made by a later version of this program.</exception>
    public static async Task EnsureAsync(string ownerConnectionString, bool synthetic = false, CancellationToken ct = default)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, "SET LOCAL client_min_messages = warning; SELECT pg_advisory_xact_lock(4729, 0)", ct);
        var files = Files();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.Select(f => f.Sql)))));
        if (!await IsCurrentAsync(connection, digest, ct))
        {
            await ApplyAsync(connection, files, digest, ct);
        }

        await FoundAsync(connection, synthetic, ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<bool> IsCurrentAsync(NpgsqlConnection connection, string digest, CancellationToken ct)
    {
        if (await ScalarAsync(connection, "SELECT to_regclass('hl.schema_version')::text", ct) is not string)
        {
            return false;
        }

        var newest = (int)(await ScalarAsync(connection, "SELECT coalesce(max(version), 0) FROM hl.schema_version", ct))!;
        if (newest > Version)
        {
            throw new LedgerMismatchException($"The database has layout {newest}; this program knows {Version}. Start a newer program.");
        }

        return await ScalarAsync(connection, $"SELECT digest FROM hl.schema_version WHERE version = {Version}", ct) is string stored
            && string.Equals(stored, digest, StringComparison.Ordinal);
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, List<(string Name, string Sql)> files, string digest, CancellationToken ct)
    {
        var asOwner = false;
        foreach (var (name, sql) in files)
        {
            if (!asOwner && string.CompareOrdinal(name, "100") >= 0)
            {
                await RunAsync(connection, "SET LOCAL ROLE hl_owner", ct); // who creates it owns it
                await RunAsync(connection, Stamps, ct);
                asOwner = true;
            }

            await RunAsync(connection, sql, ct);
        }

        await RunAsync(connection, $"INSERT INTO hl.schema_version (version, digest) VALUES ({Version}, '{digest}') ON CONFLICT (version) DO UPDATE SET digest = excluded.digest, applied_at = excluded.applied_at", ct);
        await RunAsync(connection, "RESET ROLE", ct);
    }

    private static async Task FoundAsync(NpgsqlConnection connection, bool synthetic, CancellationToken ct)
    {
        await RunAsync(connection, "SET LOCAL ROLE hl_owner", ct);
        await RunAsync(connection, $"UPDATE hl.ledger SET synthetic = {synthetic} WHERE head = 0 AND synthetic <> {synthetic}", ct);
        if (await ScalarAsync(connection, "SELECT synthetic FROM hl.ledger", ct) is bool stored && stored != synthetic)
        {
            throw new LedgerMismatchException(stored
                ? "This database holds a demonstration ledger and cannot become a real one."
                : "This database holds a real ledger and cannot become a demonstration.");
        }
    }

    private static List<(string Name, string Sql)> Files()
    {
        var assembly = typeof(LedgerSchema).Assembly;
        var files = new List<(string, string)>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            files.Add((resource[(resource.IndexOf(".Sql.", StringComparison.Ordinal) + 5)..], text.ReadToEnd()));
        }

        return files;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct);
    }
}
