using Npgsql;

namespace HazardLedger.Api.Evidence;

/// <content>What nobody cites goes.</content>
public sealed partial class EvidenceStore
{
    /// <summary>Takes away what was last wanted before an instant and is cited by no event: the rows, then the bytes.</summary>
    /// <returns>How many files went.</returns>
    internal async Task<int> ExpireAsync(DateTimeOffset before, CancellationToken ct)
    {
        var gone = 0;
        for (var page = await UnclaimedAsync(before, [], ct); page.Count > 0; page = await UnclaimedAsync(before, page[^1], ct))
        {
            foreach (var digest in page)
            {
                gone += await AskAsync(() => ExpireAsync(new Digest(digest), before, ct)) ? 1 : 0;
            }
        }

        return gone;
    }

    // The bytes go before the transaction ends: were they left behind by a crash, the rows would be as well, and the next sweep goes on.
    private async Task<bool> ExpireAsync(Digest digest, DateTimeOffset before, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await HoldAsync(connection, digest, ct);
        await using var command = new NpgsqlCommand("SELECT hl.expire_evidence($1, $2)", connection);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = digest.Bytes });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = before.UtcDateTime });
        var last = (bool)(await command.ExecuteScalarAsync(ct))!;
        if (last)
        {
            await place.RemoveAsync(digest, ct);
        }

        await transaction.CommitAsync(ct);
        return last;
    }

    private Task<List<byte[]>> UnclaimedAsync(DateTimeOffset before, byte[] after, CancellationToken ct) => AskAsync(async () =>
    {
        await using var command = source.CreateCommand("SELECT hl.unclaimed_evidence($1, $2, 500)");
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = before.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = after });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var digests = new List<byte[]>();
        while (await reader.ReadAsync(ct))
        {
            digests.Add(reader.GetFieldValue<byte[]>(0));
        }

        return digests;
    });
}
