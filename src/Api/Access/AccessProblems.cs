using HazardLedger.Domain;

namespace HazardLedger.Api.Access;

/// <summary>Every reason to turn a caller away before any rule is asked. Codes are permanent.</summary>
public static class AccessProblems
{
    public static readonly Problem NotAuthenticated = new(401, new Refusal("notAuthenticated", "请提供有效的访问密钥。", "Send a valid access key: Authorization: Bearer hlk_…"));

    public static readonly Problem NotAllowed = new(403, new Refusal("notAllowed", "该密钥无权进行此操作。", "This key may not do that."));

    public static readonly Problem BeyondOwnScope = new(403, new Refusal("beyondOwnScope", "不能签发超出自身范围的密钥。", "A key cannot be wider than the key that issues it."));

    public static readonly Problem NotFound = new(404, new Refusal("notFound", "没有此项，或不在您的范围内。", "There is no such thing, or it lies outside your scope."));

    public static readonly Problem TooLarge = new(413, new Refusal("tooLarge", "内容过大。", "The content is too large."));

    private static readonly Refusal Malformed = new("invalid", "内容不符合要求。", "The request is malformed; see errors.");

    /// <summary>400 with every fault by field.</summary>
    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) => new(400, Malformed, errors);

    /// <summary>400 with one fault.</summary>
    public static Problem Invalid(string field, string fault) => Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [fault] });
}
