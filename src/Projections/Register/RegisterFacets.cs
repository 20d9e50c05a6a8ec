using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using Npgsql;

namespace HazardLedger.Projections.Register;

/// <summary>What of a register row decides where it stands and who finds it.</summary>
internal sealed class RegisterFacets
{
    /// <summary>What a word is that this program does not know, or none.</summary>
    public const byte Unknown = byte.MaxValue;

    /// <summary>The columns that <see cref="Read"/> reads, of <c>hl.register r</c>.</summary>
    public const string Columns =
        "r.hazard, r.position, r.number, r.unit, r.lifecycle, r.grade, r.area, r.sector, r.source_group, r.category, coalesce(r.enterprise, r.site), r.regulator, "
        + "r.place, r.deadline, r.discovered_on, r.listing_no IS NOT NULL";

    public Guid Hazard { get; private set; }
    public long Position { get; private set; }
    public string? Number { get; private set; }
    public short? Unit { get; private set; }
    public byte Lifecycle { get; private set; }
    public byte Grade { get; private set; }
    public byte SourceGroup { get; private set; }
    public byte Category { get; private set; }
    public string? Area { get; private set; }
    public string? Sector { get; private set; }
    public string? Party { get; private set; }
    public string? Regulator { get; private set; }
    public string? Place { get; private set; }
    public DateOnly? Deadline { get; private set; }
    public DateOnly? DiscoveredOn { get; private set; }
    public bool IsListed { get; private set; }

    /// <summary>Of a row of <see cref="Columns"/>.</summary>
    /// <param name="row">The row.</param>
    /// <param name="at">Number of the first column.</param>
    public static RegisterFacets Read(NpgsqlDataReader row, int at = 0) => new()
    {
        Hazard = row.GetGuid(at), Position = row.GetInt64(at + 1), Number = Text(row, at + 2), Unit = row.IsDBNull(at + 3) ? null : row.GetInt16(at + 3),
        Lifecycle = Code<Lifecycle>(Text(row, at + 4)), Grade = Code<Grade>(Text(row, at + 5)), Area = Text(row, at + 6), Sector = Text(row, at + 7),
        SourceGroup = Code<SourceGroup>(Text(row, at + 8)), Category = Code<Category>(Text(row, at + 9)), Party = Text(row, at + 10), Regulator = Text(row, at + 11),
        Place = Text(row, at + 12), Deadline = Day(row, at + 13), DiscoveredOn = Day(row, at + 14), IsListed = row.GetBoolean(at + 15),
    };

    /// <summary>Of a hazard; the same as of its row, but for the position, which is not known yet.</summary>
    public static RegisterFacets Of(Guid id, Hazard hazard) => new()
    {
        Hazard = id, Number = hazard.Number, Unit = HazardPostings.UnitCodeOf(hazard), Lifecycle = (byte)hazard.Lifecycle, Grade = (byte)hazard.Grade, Area = hazard.Area,
        Sector = hazard.Sector, SourceGroup = (byte)Vocabulary.GroupOf(hazard.Source), Category = (byte)hazard.Category, Party = hazard.Enterprise ?? hazard.Site,
        Regulator = hazard.Regulator, Place = hazard.Place, Deadline = hazard.Deadline, DiscoveredOn = hazard.DiscoveredOn, IsListed = hazard.Listing?.ListingNo is not null,
    };

    /// <summary>The same at its position.</summary>
    public RegisterFacets At(long position)
    {
        var placed = (RegisterFacets)MemberwiseClone();
        placed.Position = position;
        return placed;
    }

    /// <summary>The number of a word of the wire among the words of its kind.</summary>
    public static byte Code<T>(string? word) where T : struct, Enum => Words<T>.Codes.GetValueOrDefault(word ?? "", Unknown);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

    private static class Words<T> where T : struct, Enum
    {
        public static readonly Dictionary<string, byte> Codes = Enum.GetValues<T>().ToDictionary(RegisterConditions.Word, value => Convert.ToByte(value), StringComparer.Ordinal);
    }
}
