using HazardLedger.Domain.Figures;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Postings of some hazards, ready to be sent.</summary>
/// <param name="Rows">As COPY takes them.</param>
/// <param name="Digest">What the hazards' stories changed in the same stretch, told apart from the rows.</param>
internal sealed record MadePostings(CopyRows Rows, FigureDigest Digest);

/// <summary>Makes the postings of a coming generation, and writes them by COPY.</summary>
internal sealed class PostingWriter(PostingNames names, int generation)
{
    private const int Columns = 12;

    /// <summary>What the hazards' events after a position, and up to another, posted; and the digest of what their stories changed in the same stretch.</summary>
    public async Task<MadePostings> MakeAsync(IReadOnlyList<History> hazards, long after, long upto, CancellationToken ct)
    {
        var (posted, digest) = (new List<(History Hazard, long Position, IReadOnlyList<Leg> Legs)>(), new FigureDigest());
        foreach (var hazard in hazards)
        {
            foreach (var (fact, legs) in hazard.Facts.Zip(HazardPostings.Each(hazard.Story.Facts)))
            {
                if (fact.Position > after && fact.Position <= upto && legs.Count > 0)
                {
                    posted.Add((hazard, fact.Position, legs));
                }
            }

            foreach (var leg in HazardPostings.Of(At(hazard, upto)))
            {
                digest.Add(hazard.Hazard, leg);
            }

            foreach (var leg in after == 0 ? [] : HazardPostings.Of(At(hazard, after)))
            {
                digest.Add(hazard.Hazard, leg with { Amount = -leg.Amount });
            }
        }

        await names.NameAsync(posted.SelectMany(one => one.Legs), ct);
        var rows = new CopyRows();
        foreach (var (hazard, position, legs) in posted)
        {
            for (var n = 0; n < legs.Count; n++)
            {
                Add(rows, hazard.Hazard, position, (short)n, legs[n]);
            }
        }

        return new(rows, digest);
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

    private void Add(CopyRows row, Guid hazard, long position, short n, Leg leg)
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

        row.Add(names.Of(leg.Dims));
        row.Add(names.Of(leg.Party));
        row.Add(leg.Amount);
    }
}
