namespace HazardLedger.Projections.Names;

/// <summary>Members of hazards, entries, events and commands, by their names on the wire.</summary>
internal static class FieldNames
{
    public static IReadOnlyDictionary<string, Name> All { get; } = new Dictionary<string, Name>(StringComparer.Ordinal)
    {
    };
}
