using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HazardLedger.Proofs;
using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>The file is not what <see cref="LedgerCopy"/> wrote. The message says the line and what is wrong there.</summary>
public sealed class LedgerCopyException(string message) : Exception(message);

/// <summary>What a file of <see cref="LedgerCopy"/> says of itself in its first line.</summary>
/// <param name="Head">Number of events.</param>
/// <param name="Synthetic">A demonstration ledger.</param>
public sealed record LedgerCopyHead(long Head, bool Synthetic);

/// <summary>Puts a ledger back from its lines into an empty one: whole, in one transaction, or not at all. Every leaf is computed again from what the
/// line says before it is believed. Postings and registers are then made from the events by whoever opens it.</summary>
/// <param name="owner">Connections of the database's owner: the running program has no right to do this.</param>
public sealed class LedgerRestore(NpgsqlDataSource owner)
{
    private const int EventsAtOnce = 1000;
    private readonly RestoreBatch batch = new();
    private readonly RestoreRows rows = new();
    private readonly IncrementalHash leaves = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long line;
    private long head;
    private string? end;

    /// <summary>Reads the first line alone.</summary>
    /// <exception cref="LedgerCopyException">It is none.</exception>
    public static LedgerCopyHead HeadOf(string firstLine)
    {
        try
        {
            using var json = JsonDocument.Parse(firstLine);
            var ledger = json.RootElement.GetProperty("ledger");
            return ledger.GetProperty("format").GetInt32() == LedgerCopy.Format
                ? new(ledger.GetProperty("head").GetInt64(), ledger.GetProperty("synthetic").GetBoolean())
                : throw new LedgerCopyException($"The file has another form than {LedgerCopy.Format}: use the program that wrote it, or a later one.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new LedgerCopyException("The first line is not that of a ledger.");
        }
    }

    /// <summary>Puts it back. Returns the number of events.</summary>
    /// <exception cref="LedgerCopyException">The file was changed or cut off; nothing was stored.</exception>
    /// <exception cref="LedgerMismatchException">The ledger is not empty, or of the other kind; nothing was stored.</exception>
    public async Task<long> RunAsync(Stream file, Action<long, long>? told = null, CancellationToken ct = default)
    {
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);
        var said = HeadOf(await reader.ReadLineAsync(ct) ?? "");
        await using var connection = await owner.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(connection, "SET LOCAL ROLE hl_owner", ct);
        await ExpectEmptyAsync(connection, said, ct);
        for (line = 2; await reader.ReadLineAsync(ct) is { } text; line++)
        {
            Take(text);
            if (batch.IsWhole && batch.Count >= EventsAtOnce)
            {
                await PutAsync(connection, ct);
                told?.Invoke(head, said.Head);
            }
        }

        if (end is null || head + batch.Count != said.Head || end != Convert.ToHexStringLower(leaves.GetHashAndReset()))
        {
            throw new LedgerCopyException("The file was cut off, or its end does not fit its events.");
        }

        await PutAsync(connection, ct);
        await rows.PutAsync(connection, ct);
        await transaction.CommitAsync(ct);
        told?.Invoke(head, said.Head);
        return head;
    }

    private static async Task ExpectEmptyAsync(NpgsqlConnection connection, LedgerCopyHead said, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT head, synthetic FROM hl.ledger FOR NO KEY UPDATE", connection);
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        if (row.GetInt64(0) > 0 || row.GetBoolean(1) != said.Synthetic)
        {
            throw new LedgerMismatchException(row.GetInt64(0) > 0
                ? "There is a ledger already: a ledger is put back into an empty one only." : "A demonstration ledger is never put back as a real one, nor the other way round.");
        }
    }

    private void Take(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            foreach (var part in json.RootElement.EnumerateObject())
            {
                if (end is not null)
                {
                    throw new LedgerCopyException($"Line {line} stands behind the end.");
                }

                Take(part.Name, part.Value);
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new LedgerCopyException($"Line {line} is not of this kind of file: {e.Message}");
        }
    }

    private void Take(string kind, JsonElement said)
    {
        switch (kind)
        {
            case "block":
                batch.Begin(said.GetProperty("first").GetInt64(), said.GetProperty("last").GetInt64(), Instant(said, "at"));
                break;
            case "event":
                TakeEvent(said);
                break;
            case "end":
                end = said.GetProperty("leaves").GetString();
                break;
            default:
                rows.Take(kind, said);
                break;
        }
    }

    private void TakeEvent(JsonElement said)
    {
        var row = new RestoredEvent(
            said.GetProperty("position").GetInt64(), said.GetProperty("stream").GetGuid(), said.TryGetProperty("streamType", out var type) ? type.GetString() : null,
            said.GetProperty("version").GetInt64(), said.GetProperty("id").GetGuid(), said.GetProperty("type").GetString()!, Instant(said, "recordedAt"),
            said.GetProperty("data").GetRawText(), said.GetProperty("headers").GetRawText());
        var leaf = Leaf.Of(
            row.Position, row.Stream, row.Version, row.Id, row.At, row.Type, Encoding.UTF8.GetBytes(row.Headers), Encoding.UTF8.GetBytes(row.Data));
        if (row.Position != head + batch.Count + 1 || !Convert.ToHexStringLower(leaf).Equals(said.GetProperty("leaf").GetString(), StringComparison.Ordinal))
        {
            throw new LedgerCopyException($"Line {line}: the event at position {row.Position} is not the one that was recorded; its leaf differs, or one is missing before it.");
        }

        leaves.AppendData(leaf);
        batch.Add(row, leaf);
    }

    private async Task PutAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (batch.Count > 0)
        {
            head = await batch.PutAsync(connection, ct);
        }
    }

    private static DateTimeOffset Instant(JsonElement said, string name) =>
        DateTimeOffset.Parse(said.GetProperty(name).GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
