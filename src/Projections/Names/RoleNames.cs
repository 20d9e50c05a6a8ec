namespace HazardLedger.Projections.Names;

/// <summary>Roles by the words that stand in keys and in the actor of events.</summary>
internal static class RoleNames
{
    public static IReadOnlyDictionary<string, Name> All { get; } = new Dictionary<string, Name>(StringComparer.Ordinal)
    {
        ["administrator"] = new("管理员", "Administrator"),
        ["recorder"] = new("经办员", "Recorder"),
        ["importer"] = new("导入员", "Importer"),
        ["auditor"] = new("审计员", "Auditor"),
        ["reader"] = new("查阅员", "Reader"),
    };
}
