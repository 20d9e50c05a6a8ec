using HazardLedger.Domain.Hazards;
using Npgsql;

namespace HazardLedger.Projections.Register;

/// <summary>Rows of hl.register as items.</summary>
internal static class RegisterRowReader
{
    public const string Columns =
        "hazard, number, version, position, recorded_at, lifecycle, grade, area, sector, source, source_group, category, enterprise, site, place, "
        + "description, discovered_on, deadline, original_deadline, reinspect_by, finished_on, unit, listing_no, listing_level, listing_deadline, "
        + "regulator, campaigns, reopen_count, merged_into, external_system, external_id";

    /// <summary>Number of the column after <see cref="Columns"/>.</summary>
    public const int After = 31;

    public static async Task<List<RegisterItem>> ReadAllAsync(NpgsqlCommand command, DateOnly today, CancellationToken ct)
    {
        var items = new List<RegisterItem>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            items.Add(Read(reader, today));
        }

        return items;
    }

    public static RegisterItem Read(NpgsqlDataReader row, DateOnly today)
    {
        var (unit, deadline) = (Value<short>(row, 21), Value<DateOnly>(row, 17));
        var standing = Standings.Of(unit, deadline, today);
        return new()
        {
            Id = row.GetGuid(0),
            Number = Text(row, 1) ?? "",
            Version = row.GetInt64(2),
            Position = row.GetInt64(3),
            RecordedAt = row.GetFieldValue<DateTimeOffset>(4),
            Lifecycle = Word<Lifecycle>(row, 5),
            Standing = standing,
            Grade = Word<Grade>(row, 6),
            Area = Text(row, 7) ?? "",
            Sector = Text(row, 8) ?? "",
            Source = Word<DiscoverySource>(row, 9),
            SourceGroup = Word<SourceGroup>(row, 10),
            Category = Word<Category>(row, 11),
            Enterprise = Text(row, 12),
            Site = Text(row, 13),
            Place = Text(row, 14) ?? "",
            Description = Text(row, 15) ?? "",
            DiscoveredOn = row.GetFieldValue<DateOnly>(16),
            Deadline = new(deadline, Value<DateOnly>(row, 18), standing == Standing.Overdue),
            ReinspectBy = Value<DateOnly>(row, 19),
            FinishedOn = Value<DateOnly>(row, 20),
            Listing = Text(row, 22) is { } no ? new(no, Word<Level>(row, 23), row.GetFieldValue<DateOnly>(24)) : null,
            Regulator = Text(row, 25),
            Campaigns = row.IsDBNull(26) ? [] : row.GetFieldValue<string[]>(26),
            ReopenCount = Value<int>(row, 27) ?? 0,
            MergedInto = Value<Guid>(row, 28),
            External = Text(row, 29) is { } system && Text(row, 30) is { } id ? new(system, id) : null,
        };
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static T? Value<T>(NpgsqlDataReader row, int column) where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    private static T Word<T>(NpgsqlDataReader row, int column) where T : struct, Enum => Enum.Parse<T>(row.GetString(column), ignoreCase: true);
}
