using Npgsql;

namespace HazardLedger.Api.Access;

/// <summary>A row of <c>hl.access_key</c> without its digest.</summary>
internal static class KeyRow
{
    public const string Columns = "id, name, person, organisation, roles, areas, sectors, enterprise, created_at, expires_on, created_by, revoked_at, revoked_by";

    /// <summary>How many columns that is: the place of the next one.</summary>
    public const int Count = 13;

    public static AccessKey Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetFieldValue<string[]>(4),
        reader.GetFieldValue<string[]>(5),
        reader.GetFieldValue<string[]>(6),
        reader.IsDBNull(7) ? null : reader.GetString(7),
        reader.GetFieldValue<DateTimeOffset>(8),
        reader.GetFieldValue<DateOnly>(9),
        reader.GetString(10),
        reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11),
        reader.IsDBNull(12) ? null : reader.GetString(12));

    public static Caller CallerOf(AccessKey key) => new(key.Id.ToString(), key.Person, key.Organisation, key.Roles, key.Scope);
}
