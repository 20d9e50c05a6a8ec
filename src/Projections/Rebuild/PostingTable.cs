using System.Threading.Channels;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>The postings as they stand in the table: their rows, and their digest with the values that their names stand for, read beside the columns in memory
/// and not through them.</summary>
internal static class PostingTable
{
    private const int PositionsAtOnce = 10_000;
    private const int Columns = 11;

    /// <summary>Adds up all postings up to a position, on as many processors as there are.</summary>
    /// <param name="source">Connections that may read.</param>
    /// <param name="generation">Of which posting rules.</param>
    /// <param name="upTo">The last position.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<FigureDigest> DigestAsync(NpgsqlDataSource source, int generation, long upTo, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var naming = await source.OpenConnectionAsync(ct);
        await using var copy = await BeginAsync(connection, generation, $"position <= {upTo}", ct);

        // Read after the postings' snapshot was taken, so that no posting is newer than the names.
        var names = await PostedNames.ReadAsync(naming, ct);
        var pieces = Channel.CreateBounded<Task<FigureDigest>>(Environment.ProcessorCount + 1);
        var reading = OwnThread.Run(() => Read(copy, names, pieces.Writer, ct), ct);
        var digest = new FigureDigest();
        await foreach (var piece in pieces.Reader.ReadAllAsync(ct))
        {
            digest.Add(await piece);
        }

        await reading;
        return digest;
    }

    /// <summary>The digest of the rows of all postings of a generation, as <see cref="MadePostings.Digest"/> has it.</summary>
    public static async Task<RowDigest> RowsAsync(NpgsqlDataSource source, int generation, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var copy = await BeginAsync(connection, generation, "true", ct);
        return await OwnThread.Run(() => Rows(copy), ct);
    }

    /// <summary>Begins to read postings; each of their rows is what <see cref="Next"/> takes.</summary>
    /// <param name="connection">Is theirs until all are read.</param>
    /// <param name="generation">Of which posting rules.</param>
    /// <param name="which">A condition, and the order if there is one.</param>
    /// <param name="ct">Stops it.</param>
    internal static Task<NpgsqlRawCopyStream> BeginAsync(NpgsqlConnection connection, int generation, string which, CancellationToken ct) => connection.BeginRawBinaryCopyAsync(
        $"COPY (SELECT position, n, hazard, cause, code, day, cohort, mark, dims, party, amount FROM hl.posting WHERE generation = {generation} AND {which}) TO STDOUT (FORMAT BINARY)", ct);

    /// <summary>The posting in whose row the cursor stands.</summary>
    internal static StoredPosting Next(ref CopyCursor row) => new(
        row.Int64(), row.Int16(), row.Uuid(), row.Int16(), row.Int16(), row.Day(), row.Day(), row.DayOrNull(), row.Int32(), row.Int32(), row.Int64());

    private static RowDigest Rows(Stream copy)
    {
        var sum = default(RowDigest);
        foreach (var piece in new CopyReader(copy).Pieces(PositionsAtOnce))
        {
            using (piece)
            {
                for (var row = new CopyCursor(piece.Rows); row.Next();)
                {
                    var place = row.At;
                    row.Skip(Columns);
                    sum += RowDigest.OfRow(piece.Rows[place..row.At]);
                }
            }
        }

        return sum;
    }

    private static void Read(Stream copy, PostedNames names, ChannelWriter<Task<FigureDigest>> pieces, CancellationToken ct)
    {
        try
        {
            foreach (var piece in new CopyReader(copy).Pieces(PositionsAtOnce))
            {
                pieces.WriteAsync(OwnThread.Run(() => DigestOf(piece, names), ct), ct).AsTask().GetAwaiter().GetResult();
            }

            pieces.Complete();
        }
        catch (Exception e)
        {
            pieces.TryComplete(e); // thrown to whoever takes the pieces
        }
    }

    private static FigureDigest DigestOf(CopyPiece piece, PostedNames names)
    {
        using (piece)
        {
            var digest = new FigureDigest();
            for (var row = new CopyCursor(piece.Rows); row.Next();)
            {
                var posting = Next(ref row);
                digest.Add(posting, names.Dims[posting.Dims], names.Parties[posting.Party]);
            }

            return digest;
        }
    }
}
