using System.Text.Json;
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

    private static readonly byte[][] Names = ["number"u8.ToArray(), "unit"u8.ToArray(), "lifecycle"u8.ToArray(), "grade"u8.ToArray(), "area"u8.ToArray(), "sector"u8.ToArray(),
        "source_group"u8.ToArray(), "category"u8.ToArray(), "enterprise"u8.ToArray(), "site"u8.ToArray(), "regulator"u8.ToArray(), "place"u8.ToArray(), "deadline"u8.ToArray(),
        "discovered_on"u8.ToArray(), "listing_no"u8.ToArray()];

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

    /// <summary>Of the row that travels with an append: JSON with the register's columns as names.</summary>
    public static RegisterFacets Parse(Guid hazard, long position, ReadOnlySpan<byte> json)
    {
        var facets = new RegisterFacets { Hazard = hazard, Position = position, Lifecycle = Unknown, Grade = Unknown, SourceGroup = Unknown, Category = Unknown };
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = 0;
            while (name < Names.Length && !reader.ValueTextEquals(Names[name]))
            {
                name++;
            }

            reader.Read();
            if (name == Names.Length)
            {
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                facets.Take(name, ref reader);
            }
        }

        return facets;
    }

    /// <summary>The number of a word of the wire among the words of its kind.</summary>
    public static byte Code<T>(string? word) where T : struct, Enum => Words<T>.Codes.GetValueOrDefault(word ?? "", Unknown);

    private void Take(int name, ref Utf8JsonReader value)
    {
        switch (name)
        {
            case 0: Number = value.GetString(); break;
            case 1: Unit = value.GetInt16(); break;
            case 2: Lifecycle = Code<Lifecycle>(value.GetString()); break;
            case 3: Grade = Code<Grade>(value.GetString()); break;
            case 4: Area = value.GetString(); break;
            case 5: Sector = value.GetString(); break;
            case 6: SourceGroup = Code<SourceGroup>(value.GetString()); break;
            case 7: Category = Code<Category>(value.GetString()); break;
            case 8: Party = value.GetString(); break;
            case 9: Party ??= value.GetString(); break; // an enterprise or a site, and where both stand the enterprise, which comes first
            case 10: Regulator = value.GetString(); break;
            case 11: Place = value.GetString(); break;
            case 12: Deadline = DateOnly.ParseExact(value.GetString()!, "yyyy-MM-dd"); break;
            case 13: DiscoveredOn = DateOnly.ParseExact(value.GetString()!, "yyyy-MM-dd"); break;
            default: IsListed = true; break;
        }
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateOnly? Day(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

    private static class Words<T> where T : struct, Enum
    {
        public static readonly Dictionary<string, byte> Codes = Enum.GetValues<T>().ToDictionary(RegisterConditions.Word, value => Convert.ToByte(value), StringComparer.Ordinal);
    }
}
