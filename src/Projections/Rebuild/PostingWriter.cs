using HazardLedger.Domain.Figures;
using HazardLedger.EventStore;
using HazardLedger.Projections.Histories;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Postings of some hazards, ready to be sent.</summary>
internal sealed class MadePostings(PostingNames names) : IDisposable
{
    private readonly List<(long Position, int Place)> places = [];

    /// <summary>As COPY takes them.</summary>
    public CopyRows Rows { get; private set; } = new(2 * CopyRows.OfPiece);

    /// <summary>Of each row without its generation: what the table has to hold.</summary>
    public RowDigest Digest { get; set; }

    /// <summary>What one hazard posted, while it is told.</summary>
    public List<Leg> Posted { get; } = [];

    /// <summary>The ids of what their legs name.</summary>
    public NamesAtHand Names { get; } = new(names);

    /// <summary>The rows that are written next are of a position.</summary>
    public void Begin(long position) => places.Add((position, Rows.Length));

    /// <summary>All are made: puts them into the order of positions, in which their key is cheapest to write and in which they are read.</summary>
    public void End()
    {
        var (positions, order) = (new long[places.Count], new int[places.Count]);
        for (var i = 0; i < places.Count; i++)
        {
            (positions[i], order[i]) = (places[i].Position, i);
        }

        Array.Sort(positions, order);
        var sorted = new CopyRows(Rows.Length);
        foreach (var i in order)
        {
            sorted.AddRows(Rows.Bytes.Span[places[i].Place..(i + 1 < places.Count ? places[i + 1].Place : Rows.Length)]);
        }

        Rows.Dispose();
        Rows = sorted;
    }

    public void Dispose() => Rows.Dispose();
}

/// <summary>Makes the postings of a coming generation, and writes them by COPY.</summary>
internal sealed class PostingWriter(PostingNames names, int generation)
{
    private const int Columns = 12;

    /// <summary>Takes what is to come.</summary>
    public MadePostings Begin() => new(names);

    /// <summary>What the hazards' events after a position, and up to another, posted.</summary>
    /// <exception cref="LedgerBrokenException">It is not what a story as a whole changed in the same stretch.</exception>
    public async Task<MadePostings> MakeAsync(IEnumerable<History> hazards, long after, long upto, CancellationToken ct)
    {
        var made = Begin();
        foreach (var hazard in hazards)
        {
            await AddAsync(made, hazard, after, upto, ct);
        }

        made.End();
        return made;
    }

    /// <summary>The same of one hazard.</summary>
    public async ValueTask AddAsync(MadePostings made, History hazard, long after, long upto, CancellationToken ct)
    {
        var at = 0;
        made.Posted.Clear();
        foreach (var legs in HazardPostings.Each(hazard.Story.Facts))
        {
            var position = hazard.Facts[at++].Position;
            if (legs.Count == 0 || position <= after || position > upto)
            {
                continue;
            }

            made.Begin(position);
            for (var n = 0; n < legs.Count; n++)
            {
                Add(made, hazard.Hazard, position, (short)n, legs[n], await made.Names.OfAsync(legs[n], ct));
                made.Posted.Add(legs[n]);
            }
        }

        var (stood, stands) = (after == 0 ? [] : HazardPostings.Of(At(hazard, after)), HazardPostings.Of(At(hazard, upto)));
        if (HazardPostings.Difference(made.Posted, stood.Count == 0 ? stands : HazardPostings.Difference(stood, stands)).Count > 0)
        {
            throw new LedgerBrokenException($"The postings of hazard {hazard.Hazard} between the positions {after} and {upto} do not add up to its story.");
        }
    }

    /// <summary>Writes them inside the transaction of a connection.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, MadePostings made, CancellationToken ct)
    {
        var copy = await CopyRows.BeginAsync(
            connection, "COPY hl.posting (generation, position, n, hazard, cause, code, day, cohort, mark, dims, party, amount) FROM STDIN (FORMAT BINARY)", ct);
        await copy.WriteAsync(made.Rows.Bytes, ct);
        await CopyRows.EndAsync(copy, ct);
    }

    private static Domain.Hazards.Story At(History hazard, long position) =>
        hazard.Position <= position ? hazard.Story : hazard.At(new HistoryPoint.AtPosition(position)).Story;

    private void Add(MadePostings made, Guid hazard, long position, short n, Leg leg, (int Dims, int Party) named)
    {
        var row = made.Rows;
        row.Begin(Columns);
        row.Add(generation);
        var place = row.Length;
        row.Add(position);
        row.Add(n);
        row.Add(hazard);
        row.Add((short)leg.Cause);
        row.Add(leg.Code);
        row.Add(leg.Day);
        row.Add(leg.Cohort);
        if (leg.Mark is { } mark)
        {
            row.Add(mark);
        }
        else
        {
            row.Null();
        }

        row.Add(named.Dims);
        row.Add(named.Party);
        row.Add(leg.Amount);
        made.Digest += RowDigest.OfRow(row.Since(place));
    }
}
