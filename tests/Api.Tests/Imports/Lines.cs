using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace HazardLedger.Api.Tests.Imports;

/// <summary>Lines of imports as another system writes them, and their way to the API.</summary>
internal static class Lines
{
    public static object Registered(string id, string on = "2019-03-01", string system = "elsewhere") => Line(id, "registrations", new Dictionary<string, object?>(Bodies.Register())
    {
        ["occurredOn"] = on, ["actor"] = Actor,
    }, $"{id}/0", system);

    public static object Graded(string id, string on = "2019-03-01") =>
        Line(id, "gradings", new { occurredOn = on, grade = "general", criteria = Array.Empty<object>(), method = "direct", reasons = "as kept there", actor = Actor }, $"{id}/1");

    public static object Accepted(string id, string on = "2019-03-20") =>
        Line(id, "acceptance-inspections", new { occurredOn = on, result = "passed", inspectors = Array.Empty<string>(), missing = new[] { "inspectors" }, actor = Actor }, $"{id}/2");

    public static object Closed(string id, string on = "2019-03-20") => Line(id, "closures", new { occurredOn = on, kind = "rectified", actor = Actor }, $"{id}/3");

    public static object Noted(string id, string note, string key) => Line(id, "notes", new { occurredOn = "2019-04-01", note, actor = Actor }, key);

    public static object Line(string id, string command, object body, string? key, string system = "elsewhere") =>
        new { external = new { system, id }, command, body, idempotencyKey = key };

    /// <summary>A whole case: found, graded, accepted, closed.</summary>
    public static object[] Case(string id, string found = "2019-03-01", string closed = "2019-03-20") =>
        [Registered(id, found), Graded(id, found), Accepted(id, closed), Closed(id, closed)];

    public static string Text(params object[] lines) => string.Join('\n', lines.Select(line => line as string ?? JsonSerializer.Serialize(line, JsonSerializerOptions.Web)));

    public static async Task<Answer> ImportAsync(this HttpClient client, string text, string query = "?profile=historical")
    {
        using var content = new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
        using var response = await client.PostAsync(new Uri("/v1/imports" + query, UriKind.Relative), content);
        return await Answer.OfAsync(response);
    }

    public static long Count(this Answer answer, string name) => answer[name].GetInt64();

    private static readonly object Actor = new { person = "P-9", organisation = "OLD-REGISTER", role = "recorder" };
}
