using System.Data;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Sessions that act as the owner of the tables, whoever logs in, so that whatever they make belongs to it.</summary>
internal static class OwnerSession
{
    // Whole pages go into the log when an index is built at once; where the server knows a quick compression for them, and the login may choose it.
    private const string QuickCompression =
        "SELECT set_config('wal_compression', 'lz4', false) FROM pg_settings WHERE name = 'wal_compression' AND setting <> 'off' AND 'lz4' = ANY (enumvals) AND current_setting('is_superuser') = 'on'; ";

    public static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource owner, CancellationToken ct)
    {
        var connection = await owner.OpenConnectionAsync(ct);
        await RunAsync(connection, QuickCompression + "SET ROLE hl_owner", ct);
        return connection;
    }

    /// <summary>Gives a session back as it came.</summary>
    public static async Task CloseAsync(NpgsqlConnection connection)
    {
        if (connection.FullState == ConnectionState.Open)
        {
            await RunAsync(connection, "RESET ROLE", CancellationToken.None);
        }

        await connection.DisposeAsync();
    }

    /// <summary>A statement that may take as long as it takes.</summary>
    public static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
