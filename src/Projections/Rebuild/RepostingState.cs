using HazardLedger.Projections.Figures;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>The row of <c>hl.reposting</c>: saved in the transaction of the postings that it speaks of.</summary>
internal sealed class RepostingState
{
    private readonly int generation;

    private RepostingState(int generation) => this.generation = generation;

    public long Upto { get; set; }

    public Guid? AfterStream { get; set; }

    public bool Whole { get; set; }

    public long Streams { get; set; }

    /// <summary>Of the rows that were sent.</summary>
    public RowDigest Digest { get; set; }

    /// <summary>What an earlier program has posted of it, by the digest that it kept: of the stories' legs. Null when there is nothing of the kind.</summary>
    public FigureDigest? Before { get; private init; }

    /// <summary>Goes on with a rebuild that was broken off, or begins one that ends at the head as it is now.</summary>
    public static async Task<RepostingState> OpenAsync(NpgsqlConnection connection, int generation, long head, CancellationToken ct)
    {
        await using (var begin = new NpgsqlCommand("INSERT INTO hl.reposting (generation, upto, digest) VALUES ($1, $2, '{0,0}') ON CONFLICT DO NOTHING", connection))
        {
            begin.Parameters.Add(new NpgsqlParameter<int> { TypedValue = generation });
            begin.Parameters.Add(new NpgsqlParameter<long> { TypedValue = head });
            await begin.ExecuteNonQueryAsync(ct);
        }

        await using var command = new NpgsqlCommand("SELECT upto, after_stream, whole, streams, digest FROM hl.reposting WHERE generation = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = generation });
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        var digest = row.GetFieldValue<long[]>(4);
        return new(generation)
        {
            Upto = row.GetInt64(0),
            AfterStream = await row.IsDBNullAsync(1, ct) ? null : row.GetGuid(1),
            Whole = row.GetBoolean(2),
            Streams = row.GetInt64(3),
            Digest = digest is [var first, var second] ? new(unchecked((ulong)first), unchecked((ulong)second)) : default,
            Before = digest.Length == 2 ? null : new(digest),
        };
    }

    public async Task SaveAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE hl.reposting SET upto = $2, after_stream = $3, whole = $4, streams = $5, digest = $6 WHERE generation = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = generation });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Upto });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)AfterStream ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = Whole });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Streams });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [unchecked((long)Digest.First), unchecked((long)Digest.Second)] });
        await command.ExecuteNonQueryAsync(ct);
    }
}
