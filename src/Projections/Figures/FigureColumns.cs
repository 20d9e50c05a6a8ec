using System.Runtime.CompilerServices;
using HazardLedger.Domain.Figures;
using HazardLedger.EventStore;

[assembly: InternalsVisibleTo("HazardLedger.Projections.Tests")]
[assembly: InternalsVisibleTo("HazardLedger.Bench")]

namespace HazardLedger.Projections.Figures;

/// <summary>All legs as columns in memory, in ledger order: loaded once, then fed by each append that commits. One writer, any number of
/// readers without a lock.</summary>
/// <remarks>Order of composition: make the columns, open the ledger with <c>Committed = columns.Offer</c>, then <see cref="StartAsync"/>.
/// Dispose the ledger first. Limits: days 1970 … 2149, 2³² − 1 positions, ± 127 units in one leg of a unit account.</remarks>
public sealed partial class FigureColumns : IAsyncDisposable
{
    private const int FirstYear = 1970;
    private readonly int legsBetweenBalances;
    private readonly MissingNames<DimsRow> missingDims;
    private readonly MissingNames<string?> missingParties;
    private (long Position, short N) last;
    private long position;

    /// <summary>Empty columns.</summary>
    public FigureColumns()
        : this(legsBetweenBalances: 1 << 13, legsForAnotherCore: 50_000)
    {
    }

    internal FigureColumns(int legsBetweenBalances, int legsForAnotherCore)
    {
        (this.legsBetweenBalances, LegsForAnotherCore) = (legsBetweenBalances, legsForAnotherCore);
        (Faces, Lasting) = (new(Hazards, FaceHazard), new(legsBetweenBalances));
        (missingDims, missingParties) = (new(DimsRows, row => row.IsKnown), new(Parties, name => name is not null));
    }

    /// <summary>Everything up to here is in the columns.</summary>
    public long Position => Volatile.Read(ref position);

    /// <summary>Told once, with the reason, when the ledger cannot be read, and once, with nothing, when it can be read again; it is tried all the time in
    /// between. Must be quick and must not throw.</summary>
    public Action<Exception?>? Hindered { get; set; }

    /// <summary>Number of legs held.</summary>
    public long Legs { get; private set; }

    /// <summary>From how many legs on a question is worth two cores: some tenths of a millisecond.</summary>
    internal int LegsForAnotherCore { get; }

    internal Column<Guid> Hazards { get; } = new();

    /// <summary>A face is what a hazard's legs have in common as long as nothing is corrected: hazard, cohort, dimensions and party.</summary>
    internal Column<int> FaceHazard { get; } = new();

    internal Column<int> FaceDims { get; } = new();

    internal Column<int> FaceParty { get; } = new();

    internal Column<ushort> FaceCohort { get; } = new();

    /// <summary>The face that the hazard had before, or −1; the last to be added of a face's columns.</summary>
    internal Column<int> FaceBefore { get; } = new();

    /// <summary>From a hazard to its faces.</summary>
    internal FaceIndex Faces { get; }

    internal Column<DimsRow> DimsRows { get; } = new();

    internal NameTable Names { get; } = new();

    internal Column<string?> Parties { get; } = new();

    /// <summary>The party without a code; 0, which is no party either, as long as there is none.</summary>
    internal int Unnamed { get; private set; }

    /// <summary>By cohort year from 1970.</summary>
    internal Column<Lane?> Unfinished { get; } = new();

    /// <summary>By cohort year from 1970: finished, and the memo of closings.</summary>
    internal Column<Lane?> Finished { get; } = new();

    /// <summary>By cohort year from 1970: what counts beside the unit accounts in a window only, money among it.</summary>
    internal Column<Lane?> Memo { get; } = new();

    /// <summary>What counts beside them whatever the window: listings and plans, few and of all years.</summary>
    internal Lane Lasting { get; }

    /// <summary>The newest legs.</summary>
    internal RecentLegs Recent { get; } = new();

    /// <summary>Takes one posting; the next one must not come before it in ledger order. Only the writer calls this.</summary>
    internal void Append(StoredPosting posting)
    {
        var (code, cohort) = ((byte)posting.Code, DayCode.Of(posting.Cohort));
        var leg = new ColumnLeg(
            checked((uint)posting.Position), (byte)Math.Min(posting.N, (short)byte.MaxValue), FaceOf(posting, cohort), DayCode.Of(posting.Day),
            DayCode.Of(posting.Mark), code, (byte)posting.Cause, posting.Amount);
        LaneOf(code, cohort).Add(leg);
        Recent.Add(leg.Position, posting.Dims, posting.Party, leg.Day, cohort, code);
        last = (posting.Position, posting.N);
        Legs++;
    }

    /// <summary>Everything up to a position has been taken: readers may see it from now on.</summary>
    internal void Publish(long upTo)
    {
        Volatile.Write(ref position, upTo);
        Announce();
    }

    /// <summary>Takes a row of dimensions.</summary>
    internal void Put(int id, Domain.Figures.Dims dims) => DimsRows.Put(id, new(
        Names.NumberOf(dims.Area), Names.NumberOf(dims.Sector), dims.Regulator is null ? -1 : Names.NumberOf(dims.Regulator), Names.NumberOf(dims.FoundBy),
        Names.NumberOf(dims.Campaigns), dims.Grade, dims.Source, IsKnown: true));

    /// <summary>Takes the code of an enterprise or place; the empty one names none.</summary>
    internal void PutParty(int id, string code)
    {
        Parties.Put(id, code);
        Unnamed = code.Length == 0 ? id : Unnamed;
    }

    /// <summary>A row of dimensions that was taken.</summary>
    internal Domain.Figures.Dims DimsOf(int id)
    {
        var (row, names) = (DimsRows.Items[id], Names.Items);
        return new(names[row.Area], names[row.Sector], row.Grade, row.Source, row.Regulator < 0 ? null : names[row.Regulator], names[row.Campaigns], names[row.FoundBy]);
    }

    private Lane LaneOf(short code, ushort cohort)
    {
        if (Account.IsListing(code) || code is Account.Planned or Account.FiveElements)
        {
            return Lasting;
        }

        var (lanes, spacing, wide) = Account.IsUnfinished(code) ? (Unfinished, legsBetweenBalances, false)
            : Account.IsUnit(code) || code == Account.Closed ? (Finished, 0, false)
            : (Memo, 0, true);
        var year = DayCode.Day(cohort).Year - FirstYear;
        if (year < lanes.Count && lanes.Items[year] is { } lane)
        {
            return lane;
        }

        lane = new Lane(spacing, wide);
        lanes.Put(year, lane);
        return lane;
    }

    private int FaceOf(StoredPosting posting, ushort cohort)
    {
        var newest = Faces.Newest(posting.Hazard);
        for (var face = newest; face >= 0; face = FaceBefore.Items[face])
        {
            if (FaceDims.Items[face] == posting.Dims && FaceCohort.Items[face] == cohort && FaceParty.Items[face] == posting.Party)
            {
                return face;
            }
        }

        FaceHazard.Add(newest < 0 ? Hazards.Add(posting.Hazard) : FaceHazard.Items[newest]);
        FaceDims.Add(posting.Dims);
        FaceParty.Add(posting.Party);
        FaceCohort.Add(cohort);
        var added = FaceBefore.Add(newest);
        Faces.Put(posting.Hazard, added);
        return added;
    }
}
