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
    private readonly Dictionary<Guid, int> ordinals = [];
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Column<int> lastFace = new();
    private (long Position, short N) last;
    private long position;

    /// <summary>Empty columns.</summary>
    public FigureColumns()
        : this(1 << 16)
    {
    }

    internal FigureColumns(int legsBetweenBalances) => this.legsBetweenBalances = legsBetweenBalances;

    /// <summary>Everything up to here is in the columns.</summary>
    public long Position => Volatile.Read(ref position);

    /// <summary>Number of legs held.</summary>
    public long Legs { get; private set; }

    internal Column<Guid> Hazards { get; } = new();

    /// <summary>A face is what a hazard's legs have in common as long as nothing is corrected: hazard, cohort, dimensions and party.</summary>
    internal Column<int> FaceHazard { get; } = new();

    internal Column<int> FaceDims { get; } = new();

    internal Column<int> FaceParty { get; } = new();

    internal Column<ushort> FaceCohort { get; } = new();

    internal Column<int> FaceBefore { get; } = new();

    internal Column<Domain.Figures.Dims?> DimsRows { get; } = new();

    internal Column<string?> Parties { get; } = new();

    /// <summary>By cohort year from 1970.</summary>
    internal Column<Lane?> Unfinished { get; } = new();

    /// <summary>By cohort year from 1970: finished, and the memo of closings.</summary>
    internal Column<Lane?> Finished { get; } = new();

    /// <summary>What counts beside the unit accounts, money among it: few, of all years.</summary>
    internal Lane Memo { get; } = new(legsBetweenBalances: 0, wide: true);

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

    /// <summary>Takes a row of dimensions. Equal names become one string, so that questions can compare them by reference first.</summary>
    internal void Put(int id, Domain.Figures.Dims dims) => DimsRows.Put(id, dims with
    {
        Area = One(dims.Area), Sector = One(dims.Sector), Regulator = dims.Regulator is null ? null : One(dims.Regulator), Campaigns = One(dims.Campaigns),
        FoundBy = One(dims.FoundBy),
    });

    private string One(string name)
    {
        names.TryAdd(name, name);
        return names[name];
    }

    private Lane LaneOf(short code, ushort cohort)
    {
        if (!Account.IsUnit(code) && code != Account.Closed)
        {
            return Memo;
        }

        var (lanes, year) = (Account.IsUnfinished(code) ? Unfinished : Finished, DayCode.Day(cohort).Year - FirstYear);
        if (year < lanes.Count && lanes.Items[year] is { } lane)
        {
            return lane;
        }

        lane = new Lane(Account.IsUnfinished(code) ? legsBetweenBalances : 0);
        lanes.Put(year, lane);
        return lane;
    }

    private int FaceOf(StoredPosting posting, ushort cohort)
    {
        if (!ordinals.TryGetValue(posting.Hazard, out var hazard))
        {
            hazard = Hazards.Add(posting.Hazard);
            ordinals.Add(posting.Hazard, hazard);
            lastFace.Add(-1);
        }

        for (var face = lastFace.Items[hazard]; face >= 0; face = FaceBefore.Items[face])
        {
            if (FaceDims.Items[face] == posting.Dims && FaceCohort.Items[face] == cohort && FaceParty.Items[face] == posting.Party)
            {
                return face;
            }
        }

        FaceHazard.Add(hazard);
        FaceDims.Add(posting.Dims);
        FaceParty.Add(posting.Party);
        FaceCohort.Add(cohort);
        return lastFace.Items[hazard] = FaceBefore.Add(lastFace.Items[hazard]);
    }
}
