using HazardLedger.Domain.Figures;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Postings of some hazards, ready to be sent.</summary>
internal sealed class MadePostings(PostingNames names) : IDisposable
{
    /// <summary>As COPY takes them.</summary>
    public CopyRows Rows { get; } = new(2 * CopyRows.OfPiece);

    /// <summary>What the hazards' stories changed in the same stretch, told apart from the rows.</summary>
    public FigureDigest Digest { get; } = new();

    /// <summary>The ids of what their legs name.</summary>
    public NamesAtHand Names { get; } = new(names);

    public void Dispose() => Rows.Dispose();
}

/// <summary>Makes the postings of a coming generation, and writes them by COPY.</summary>
internal sealed class PostingWriter(PostingNames names, int generation)
{
    private const int Columns = 12;

    /// <summary>Takes what is to come.</summary>
    public MadePostings Begin() => new(names);

    /// <summary>What the hazards' events after a position, and up to another, posted; and the digest of what their stories changed in the same stretch.</summary>
    public async Task<MadePostings> MakeAsync(IEnumerable<History> hazards, long after, long upto, CancellationToken ct)
    {
        var made = Begin();
        foreach (var hazard in hazards)
        {
            await AddAsync(made, hazard, after, upto, ct);
        }

        return made;
    }

    /// <summary>The same of one hazard.</summary>
    public async ValueTask AddAsync(MadePostings made, History hazard, long after, long upto, CancellationToken ct)
    {
        var at = 0;
        foreach (var legs in HazardPostings.Each(hazard.Story.Facts))
        {
            var position = hazard.Facts[at++].Position;
            for (var n = 0; position > after && position <= upto && n < legs.Count; n++)
            {
                Add(made.Rows, hazard.Hazard, position, (short)n, legs[n], await made.Names.OfAsync(legs[n], ct));
            }
        }

        foreach (var leg in HazardPostings.Of(At(hazard, upto)))
        {
            made.Digest.Add(hazard.Hazard, leg);
        }

        foreach (var leg in after == 0 ? [] : HazardPostings.Of(At(hazard, after)))
        {
            made.Digest.Add(hazard.Hazard, leg with { Amount = -leg.Amount });
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

    private void Add(CopyRows row, Guid hazard, long position, short n, Leg leg, (int Dims, int Party) named)
    {
        row.Begin(Columns);
        row.Add(generation);
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
    }
}
