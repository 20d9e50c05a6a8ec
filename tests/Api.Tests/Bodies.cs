namespace HazardLedger.Api.Tests;

/// <summary>Bodies of commands as clients write them; all of them happen today.</summary>
internal static class Bodies
{
    public static readonly DateOnly Today = DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).DateTime);

    public static Dictionary<string, object?> Register(string area = "350304103", string description = "疏散通道堆放杂物", string? external = null) => new()
    {
        ["source"] = "bureauInspection",
        ["area"] = area,
        ["sector"] = "fire",
        ["category"] = "thing",
        ["site"] = "SITE-1",
        ["place"] = "二号楼",
        ["description"] = description,
        ["discoverers"] = new[] { "P-2041" },
        ["external"] = external is null ? null : new { system = "test", id = external },
    };

    public static object Grade(string grade) => new
    {
        grade,
        criteria = new[] { new { standard = "GB 35181-2025", clause = "6.1" } },
        method = "direct",
        reasons = "符合判定标准",
    };

    public static object Order(int days = 10) => new { orderKind = "limited", deadline = Today.AddDays(days).ToString("yyyy-MM-dd"), requirements = new[] { "清理通道" } };

    public static object Completion(string sha256) => new
    {
        measures = "已清理",
        report = "自验报告",
        evidence = new[] { new { sha256, mediaType = "image/jpeg", kind = "after" } },
    };

    public static object Acceptance(string result = "passed") => new { result, inspectors = new[] { "P-11", "P-12" }, reasons = result == "failed" ? new[] { "仍有杂物" } : null };

    public static object Listing(string no) => new
    {
        listingNo = no, level = "county", listingBody = "HazardLedger", supervisingUnit = "350304-EMB", responsibleUnit = "SITE-1", deadline = Today.AddDays(30).ToString("yyyy-MM-dd"),
    };
}
