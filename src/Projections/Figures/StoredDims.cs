using System.Text.Json;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>Dimensions between the domain and their row in <c>hl.dims</c>: enums as the wire's camelCase words, campaigns one by one.</summary>
public static class StoredDims
{
    /// <summary>The row of a leg's dimensions.</summary>
    public static EventStore.Dims Of(Dims dims) => new(
        dims.Area, AreaCode.PathOf(dims.Area), dims.Sector, Word(dims.Grade), Word(dims.Source), Word(Vocabulary.GroupOf(dims.Source)), dims.Regulator,
        dims.Campaigns.Split(',', StringSplitOptions.RemoveEmptyEntries), dims.FoundBy);

    /// <summary>The dimensions of a row.</summary>
    /// <exception cref="ArgumentException">The row names a grade or a source that this program does not know.</exception>
    public static Dims Read(EventStore.Dims row) => new(
        row.Area, row.Sector, Enum.Parse<Grade>(row.Grade, ignoreCase: true), Enum.Parse<DiscoverySource>(row.Source, ignoreCase: true), row.Regulator,
        string.Join(',', row.Campaigns), row.FoundBy);

    /// <summary>The statement whose rows <see cref="ReadAsync"/> reads; more conditions may follow.</summary>
    internal const string Query = "SELECT id, area, area_path, sector, grade, source, source_group, regulator, campaigns, found_by FROM hl.dims";

    /// <summary>The dimensions of a row of <see cref="Query"/>.</summary>
    internal static async Task<Dims> ReadAsync(Npgsql.NpgsqlDataReader row, CancellationToken ct)
    {
        var regulator = await row.IsDBNullAsync(7, ct) ? null : row.GetString(7);
        return Read(new(
            row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), regulator,
            row.GetFieldValue<string[]>(8), row.GetString(9)));
    }

    /// <summary>The wire's word for a value of the vocabulary.</summary>
    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
