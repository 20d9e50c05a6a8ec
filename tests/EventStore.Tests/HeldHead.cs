using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.EventStore.Tests;

/// <summary>Holds the head row as another appender would, so that a train stands still until it is let go.</summary>
internal sealed class HeldHead : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    private HeldHead(NpgsqlConnection connection) => this.connection = connection;

    public static async Task<HeldHead> TakeAsync(LedgerDatabase database)
    {
        var holder = await database.Owner.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("BEGIN; SELECT head FROM hl.ledger FOR NO KEY UPDATE", holder);
        await command.ExecuteNonQueryAsync();
        return new HeldHead(holder);
    }

    public async Task LetGoAsync()
    {
        await using var command = new NpgsqlCommand("ROLLBACK", connection);
        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
