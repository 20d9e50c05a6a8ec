using System.Diagnostics;
using HazardLedger.Domain.Hazards;
using HazardLedger.Api.Recording;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Http;

/// <summary>A kind of problem with its permanent code (RFC 9457), in both languages.</summary>
public sealed record ProblemKind(int Status, string Code, string Chinese, string English)
{
    public static readonly ProblemKind Malformed = new(400, "malformed", "请求不是合格的 JSON。", "The request is not well-formed JSON.");
    public static readonly ProblemKind Invalid = new(400, "invalid", "请求内容有误。", "The request has faults.");
    public static readonly ProblemKind UnknownParameter = new(400, "unknownParameter", "有不认识的查询参数。", "A query parameter is unknown.");
    public static readonly ProblemKind BadParameter = new(400, "badParameter", "查询参数有误。", "A query parameter has the wrong form.");
    public static readonly ProblemKind BadCursor = new(400, "badCursor", "游标无效，请从头查询。", "The cursor is not valid; ask from the start.");
    public static readonly ProblemKind Unauthorized = new(401, "notAuthenticated", "需要有效的密钥。", "A valid key is needed.");
    public static readonly ProblemKind Forbidden = new(403, "notAllowed", "无权办理。", "Not permitted.");
    public static readonly ProblemKind OutsideScope = new(403, "outsideScope", "超出密钥的区域或行业范围。", "It lies outside of the key's areas or sectors.");
    public static readonly ProblemKind NotFound = new(404, "notFound", "未找到。", "Not found.");
    public static readonly ProblemKind MethodNotAllowed = new(405, "methodNotAllowed", "此地址不支持该方法。", "The method is not allowed here.");
    public static readonly ProblemKind NotAcceptable = new(406, "notAcceptable", "不能以所要的格式回答。", "It cannot be answered in the format asked for.");
    public static readonly ProblemKind Stale = new(412, "stale", "记录已有新版本，请重新读取。", "There is a newer version; read it again.");
    public static readonly ProblemKind TooLarge = new(413, "tooLarge", "请求过大。", "The request is too large.");
    public static readonly ProblemKind UnsupportedMediaType = new(415, "unsupportedMediaType", "不支持的内容类型。", "The media type is not supported.");
    public static readonly ProblemKind KeyReused = new(422, "keyReused", "幂等键已用于另一内容。", "The idempotency key was used with another body.");
    public static readonly ProblemKind TooMany = new(429, "tooMany", "请求过多，请稍后再试。", "Too many requests; try again later.");
    public static readonly ProblemKind Internal = new(500, "internal", "系统出错，请告知追踪号。", "Something is wrong with us; please name the trace id.");
    public static readonly ProblemKind Unavailable = new(503, "unavailable", "台账暂时不能记录，请稍后再试。", "The ledger cannot record now; try again later.");
    public static readonly ProblemKind NotYet = new(503, "notYet", "尚未读到所要的位点。", "The position asked for has not been reached yet.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
        [.. typeof(ProblemKind).GetFields().Where(field => field.FieldType == typeof(ProblemKind)).Select(field => (ProblemKind)field.GetValue(null)!)];

    /// <summary>The kind that fits a bare status, such as one set by routing.</summary>
    public static ProblemKind Of(int status) => All.FirstOrDefault(kind => kind.Status == status) ?? (status >= 500 ? Internal : Invalid);
}

/// <summary>Problem details as answers. Everything that is not a success leaves the API through here.</summary>
public static class Problem
{
    /// <summary>A problem with optional further members.</summary>
    public static IResult Of(ProblemKind kind, string? chinese = null, string? english = null, params (string Name, object? Value)[] more) =>
        new ProblemResult(kind, chinese, english, more);

    /// <summary>A problem found at the door: who asks, how the request is shaped, how much there is of it.</summary>
    public static IResult Of(Access.Problem problem) => new ProblemResult(
        new(problem.Status, problem.Refusal.Code, problem.Refusal.Chinese, problem.Refusal.English), null, null, [("errors", problem.Errors)]);

    /// <summary>400 with every fault at once, by field.</summary>
    public static IResult Faults(IReadOnlyList<Fault> faults, ProblemKind? kind = null) => new ProblemResult(kind ?? ProblemKind.Invalid, null, null, [], faults);

    /// <summary>409: a rule says no, with what stands and what is allowed now; where it takes two people, how to propose it.</summary>
    public static IResult Refused(RefusedByRule refused, bool inBatch = false)
    {
        var (refusal, state) = (refused.Refusal, refused.State);
        return new ProblemResult(
            new(409, refusal.Code, refusal.Chinese, refusal.English), null, null,
            [
                ("clause", refusal.Clause),
                ("state", state.Lifecycle == Lifecycle.Unregistered ? null : new
                {
                    version = refused.Version, lifecycle = EventJson.Word(state.Lifecycle), grade = EventJson.Word(state.Grade), deadline = state.Deadline, listing = state.Listing?.ListingNo,
                }),
                ("allowed", refusal == HazardRefusals.SecondPersonRequired
                    ? [$"{refused.Route}?propose=true"] : HazardCommands.All.Where(row => HazardOrder.Allows(row, state)).Select(row => row.Route).ToList()),
                ("line", inBatch ? refused.Line : null),
            ]);
    }

    /// <summary>A problem on its way out.</summary>
    public sealed class ProblemResult(
        ProblemKind kind, string? chinese, string? english, IReadOnlyList<(string Name, object? Value)> more, IReadOnlyList<Fault>? faults = null) : IResult
    {
        /// <summary>The same problem, saying which item of a batch it is about.</summary>
        public ProblemResult AtLine(int line) => new(kind, chinese, english, [.. more.Where(member => member.Name != "line"), ("line", line)], faults);

        /// <summary>The members of the answer, in the caller's language.</summary>
        public IReadOnlyDictionary<string, object?> Body(HttpContext http)
        {
            var inEnglish = Language.IsEnglish(http);
            var body = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["type"] = $"urn:hazardledger:problem:{kind.Code}",
                ["title"] = inEnglish ? kind.English : kind.Chinese,
                ["status"] = kind.Status,
                ["detail"] = inEnglish ? english : chinese,
                ["code"] = kind.Code,
                ["errors"] = faults?.GroupBy(fault => fault.Field, StringComparer.Ordinal).ToDictionary(
                    same => same.Key, same => same.Select(fault => inEnglish ? fault.English : fault.Chinese).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal),
                ["traceId"] = Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier,
            };
            foreach (var (name, value) in more)
            {
                body[name] = value;
            }

            return body.Where(member => member.Value is not null).ToDictionary(StringComparer.Ordinal);
        }

        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = kind.Status;
            response.Headers.ContentLanguage = Language.IsEnglish(httpContext) ? "en" : "zh-CN";
            if (kind.Status is 429 or 503 && response.Headers.RetryAfter.Count == 0)
            {
                response.Headers.RetryAfter = "1";
            }

            return response.WriteAsJsonAsync(Body(httpContext), EventJson.Options, "application/problem+json", httpContext.RequestAborted);
        }
    }
}
