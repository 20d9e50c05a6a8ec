using System.Net.Http.Json;
using System.Text.Json;

namespace HazardLedger.Api.Tests.Access;

internal static class Answers
{
    /// <summary>The body as JSON.</summary>
    public static Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>(EdgeHost.Ct);

    /// <summary>Status and permanent code of a problem, which must be one (RFC 9457).</summary>
    public static async Task<(int Status, string Code)> ProblemAsync(this HttpResponseMessage answer)
    {
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        return ((int)answer.StatusCode, (await answer.JsonAsync()).GetProperty("code").GetString()!);
    }
}
