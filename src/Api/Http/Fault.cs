namespace HazardLedger.Api.Http;

/// <summary>Something wrong with one member of a body or one query parameter, in both languages.</summary>
public sealed record Fault(string Field, string Chinese, string English)
{
    public static Fault Unknown(string field) => new(field, "未知字段。", "Unknown member.");

    public static Fault Missing(string field) => new(field, "必填。", "Required.");

    public static Fault Form(string field, string expected) => new(field, $"格式不对，应为{expected}。", $"Wrong form; expected {expected}.");
}
