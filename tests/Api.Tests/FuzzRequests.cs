using System.Text;
using System.Text.Json;

namespace HazardLedger.Api.Tests;

/// <summary>Requests of every kind: valid, almost valid, garbage. All choices come from the seed.</summary>
internal sealed class FuzzRequests(Random random, IReadOnlyList<(string Path, string Method)> routes, IReadOnlyList<string> hazards)
{
    private static readonly string[] Tokens =
    [
        "null", "true", "0", "-0", "1e400", "9007199254740993", "-1", "1.5", "\"\"", "\"   \"", "\"x\"", "\"x\\ny\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "[]", "{}", "[null]", "[[]]", "{\"a\":1}",
        "\"2026-02-30\"", "\"0000-00-00\"", "\"9999-12-31\"", "\"2026-06-17\"", "\"2026-06-17T00:00:00\"", "\"9999-12-31T23:59:59Z\"", "\"2026-06-17T24:00:00+08:00\"", "\"0001-01-01T00:00:00+14:00\"", "NaN", "'x'",
        "\"" + new string('长', 5000) + "\"", "[" + string.Join(',', Enumerable.Repeat("\"x\"", 300)) + "]", "\"\U0001F6A7\"", "\"00000000-0000-0000-0000-000000000000\"", "12345678901234567890123",
    ];

    private static readonly string[] Words =
        ["", "x", "2026-02-30", "2026-06-17", "1949-10-01", "9999-12-31", "-1", "0", "1", "1e3", "99999999999999999999", "%00", "%ff", "%C3%28", "%zz", "a%2Fb", "true", "major", "general", "area", "month", "found", "open,overdue", "2026-06-17T00:00:00Z", "2026-06-17T00:00:00+08:00", "%F0%9F%9A%A7", "'", "%25", "a:b", "v1", "350304"];

    private static readonly string[] Names =
        ["asOf", "from", "to", "knownAt", "knownFrom", "knownTo", "position", "area", "sector", "grade", "groupBy", "limit", "cursor", "register", "sort", "q", "total", "figures", "interval", "expand", "version", "after", "mode", "validateOnly", "hazard", "external", "x", "ASOF", ""];

    private static readonly Dictionary<string, string[]> Headers = new(StringComparer.Ordinal)
    {
        ["If-Match"] = ["*", "\"1\"", "1", "W/\"1\"", "\"\"", "\"1\",\"2\"", "\"99999999999999999999\"", "\"1.20260101\"", "\"-1\"", "x", ""],
        ["If-None-Match"] = ["*", "\"1.20260101\"", "x", "\"", ",,,"],
        ["Idempotency-Key"] = ["k", "", "\u00e9", new string('k', 128), new string('k', 129), "a,b", "隐患"],
        ["Min-Position"] = ["0", "1", "x", "-1", "", "99999999999999999999", "1,1"],
        ["Accept"] = ["application/xml", "text/event-stream", "*/*;q=0", ";", "application/json"],
        ["Range"] = ["bytes=0-1", "x"],
        ["X-HTTP-Method-Override"] = ["DELETE"],
    };

    private static readonly string[] Types =
        ["application/json", "application/json; charset=utf-8", "application/json;charset=utf-16", "application/json; charset=nope", "text/plain", "application/x-ndjson", "application/problem+json", "x", "", "multipart/form-data; boundary=x"];

    /// <summary>The next request, with the words that describe it.</summary>
    public (HttpRequestMessage Request, string Said) Next(bool english)
    {
        var (template, usual) = routes[random.Next(routes.Count)];
        var method = random.Next(6) == 0 ? Pick(["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "POST", "GET", "BREW"]) : usual;
        var path = PathOf(template) + QueryOf();
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri("http://x" + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        var said = new StringBuilder($"{method} {path}");
        request.Headers.TryAddWithoutValidation("Accept-Language", english ? "en" : Pick(["zh-CN", "", "fr", ";;q=", "zh;q=1,en;q=0.1"]));
        foreach (var (name, values) in Headers.Where(_ => random.Next(9) == 0))
        {
            var value = Pick(values);
            request.Headers.TryAddWithoutValidation(name, value);
            said.Append($" {name}: {value}");
        }

        if (method is not ("GET" or "HEAD" or "OPTIONS"))
        {
            var body = BodyOf(template);
            request.Content = random.Next(5) == 0 ? new StreamContent(new MemoryStream(body)) : new ByteArrayContent(body);
            request.Headers.TransferEncodingChunked = random.Next(5) == 0;
            var type = random.Next(8) == 0 ? Pick(Types) : "application/json";
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            said.Append($" {type} {Encoding.UTF8.GetString(body)[..Math.Min(body.Length / 4, 400)]}");
        }

        return (request, said.ToString());
    }

    private string PathOf(string template) => string.Join('/', template.Split('/').Select(part => part switch
    {
        "{id}" => random.Next(4) == 0 ? Pick([.. Words.Where(word => word.Length > 0 && word != "%00"), Guid.NewGuid().ToString()]) : random.Next(8) == 0 ? hazards[0].ToUpperInvariant() : Pick([.. hazards]),
        "{position}" => Pick(["1", "2", "3", "4", "99", "0", "-1", "x", "99999999999999999999"]),
        "{n}" => Pick(["1", "2", "0", "-1", "x", "99999999999999999999"]),
        "{figure}" => Pick(["found", "stock.open", "onTimeRate", "daysToRectify", "reopened", "supervision.listed", "carryOver.open", "x", "Found"]),
        "{year}" => Pick(["2026", "2031", "0", "x"]),
        "{sha256}" => Pick([new string('0', 64), "zz", new string('A', 64), "%20"]),
        _ => part,
    })) + (random.Next(20) == 0 ? "/" : "");

    private string QueryOf() => random.Next(2) == 0 ? "" : "?" + string.Join('&', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(Names) + (random.Next(12) == 0 ? "" : "=" + Pick(Words))));

    private byte[] BodyOf(string template)
    {
        var members = Usual(template);
        for (var i = random.Next(4); i > 0; i--)
        {
            var at = random.Next(members.Count + 1);
            if (at < members.Count)
            {
                members[at] = random.Next(4) == 0 ? (members[at].Name + "X", members[at].Token) : (members[at].Name, Pick(Tokens));
            }
            else
            {
                members.Add((Pick(["occurredOn", "occurredAt", "evidence", "actor", "missing", "basis", "external", "note", "panel", "point", "deadline", "x", "Note"]), Pick(Tokens)));
            }
        }

        var text = "{" + string.Join(',', members.Select(member => $"{JsonSerializer.Serialize(member.Name)}:{member.Token}")) + "}";
        text = template == "/v1/batches" && random.Next(3) > 0 ? $"[{{\"command\":\"notes\",\"hazard\":\"{hazards[0]}\",\"body\":{text}}}]" : text;
        return random.Next(16) switch
        {
            0 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            1 => Encoding.UTF8.GetBytes(text[..random.Next(text.Length)]),
            2 => [],
            3 => Encoding.UTF8.GetBytes(Pick(Tokens)),
            4 => Encoding.UTF8.GetBytes(new string('[', random.Next(2000))),
            5 => [.. Encoding.UTF8.GetBytes(text[..^2]), 0xC3, 0x28, 0x22, 0x7D],
            6 => Encoding.UTF8.GetBytes(text + new string(' ', 270_000)),
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    private List<(string Name, string Token)> Usual(string template)
    {
        object body = template.Split('/')[^1] switch
        {
            "hazards" => Bodies.Register(),
            "gradings" => Bodies.Grade(Pick(["general", "major"])),
            "rectification-orders" => Bodies.Order(),
            "acceptance-inspections" => Bodies.Acceptance(Pick(["passed", "failed"])),
            "completion-reports" => new { measures = "x", report = "x" },
            "listings" => Bodies.Listing("L-" + random.Next(5)),
            "assignments" => new { to = "U-1", slipNo = "1" },
            "on-the-spot-rectifications" => new { measures = "x", verifier = "P-1" },
            "self-rectifications" => new { deadline = Bodies.Today, responsiblePerson = "P-1" },
            "closures" => new { kind = "rectified" },
            "reopenings" => new { cause = "x", deadline = Bodies.Today },
            "mergers" => new { survivor = Pick([.. hazards]), reason = "x" },
            "corrections" => new { field = Pick(["area", "sector", "discoveredOn", "source", "point"]), newValue = "350304001", reason = "x" },
            "cancellations" or "revocations" => new { reason = "x" },
            "keys" => new { name = "n", person = "P", organisation = "O", roles = new[] { "reader" }, areas = Array.Empty<string>(), expiresOn = "2199-01-01" },
            "policies" => new { jurisdiction = "350302", validFrom = Bodies.Today, rules = new { planBeforeClosing = false }, source = "x", confidence = "example", reason = "x" },
            "calendars" => new { year = 2031, holidays = new[] { "2031-01-01" }, workingWeekends = Array.Empty<string>(), source = "x" },
            "simulations" => new { policy = new { lateAfterDays = 3 } },
            _ => new { note = "x" },
        };
        return [.. JsonSerializer.SerializeToElement(body, JsonSerializerOptions.Web).EnumerateObject().Select(member => (member.Name, member.Value.GetRawText()))];
    }

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}
