using System.Text.Json;
using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>What stands beside the events: natural keys, request keys and number series. They are few beside the events and small, but grow with the ledger, so
/// they wait as COPY wants them and not as objects.</summary>
internal sealed class RestoreRows
{
    private readonly List<(string Kind, string Value, Guid Stream)> keys = [];
    private readonly List<(string Caller, string Key, byte[] Hash, long First, int Count)> requests = [];
    private readonly List<(string Series, long Last)> numbers = [];

    /// <summary>Takes one line; evidence is listed for people, and brought by whoever has the files.</summary>
    public void Take(string kind, JsonElement said)
    {
        switch (kind)
        {
            case "key":
                keys.Add((said.GetProperty("kind").GetString()!, said.GetProperty("value").GetString()!, said.GetProperty("stream").GetGuid()));
                break;
            case "request":
                requests.Add((
                    said.GetProperty("caller").GetString()!, said.GetProperty("key").GetString()!, Convert.FromHexString(said.GetProperty("bodyHash").GetString()!),
                    said.GetProperty("firstPosition").GetInt64(), said.GetProperty("count").GetInt32()));
                break;
            case "number":
                numbers.Add((said.GetProperty("series").GetString()!, said.GetProperty("last").GetInt64()));
                break;
            case "evidence":
                break;
            default:
                throw new FormatException($"'{kind}' is not known.");
        }
    }

    /// <summary>Writes them all, in the transaction of the events.</summary>
    public async Task PutAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await CopyAsync(connection, "hl.key (kind, value, stream)", keys, static async (row, key, ct) =>
        {
            await row.WriteAsync(key.Kind, ct);
            await row.WriteAsync(key.Value, ct);
            await row.WriteAsync(key.Stream, ct);
        }, ct);
        await CopyAsync(connection, "hl.request (caller, key, body_hash, first_position, count)", requests, static async (row, request, ct) =>
        {
            await row.WriteAsync(request.Caller, ct);
            await row.WriteAsync(request.Key, ct);
            await row.WriteAsync(request.Hash, ct);
            await row.WriteAsync(request.First, ct);
            await row.WriteAsync(request.Count, ct);
        }, ct);
        await CopyAsync(connection, "hl.number (series, last)", numbers, static async (row, number, ct) =>
        {
            await row.WriteAsync(number.Series, ct);
            await row.WriteAsync(number.Last, ct);
        }, ct);
    }

    private static async Task CopyAsync<T>(
        NpgsqlConnection connection, string table, List<T> rows, Func<NpgsqlBinaryImporter, T, CancellationToken, Task> write, CancellationToken ct)
    {
        await using var import = await connection.BeginBinaryImportAsync($"COPY {table} FROM STDIN (FORMAT BINARY)", ct);
        foreach (var one in rows)
        {
            await import.StartRowAsync(ct);
            await write(import, one, ct);
        }

        await import.CompleteAsync(ct);
    }
}
