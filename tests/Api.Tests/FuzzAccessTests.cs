using System.Net;
using System.Text.Json;
using HazardLedger.Api.Tests.Access;

namespace HazardLedger.Api.Tests;

/// <summary>Every route of the contract, asked by everybody who may not.</summary>
public sealed class FuzzAccessTests
{
    private const string Marker = "不得外泄的说明";

    [Fact]
    public async Task Nobody_learns_or_does_more_than_his_key_allows()
    {
        var clock = new HandClock(DateTimeOffset.UtcNow);
        await using var api = await RunningApi.StartAsync(clock);
        var hazard = await api.PostAsync("/v1/hazards", Bodies.Register(description: Marker, external: "SECRET-1"));
        var routes = await RoutesAsync(api, hazard["id"].GetGuid());
        routes.Count.ShouldBeGreaterThan(35);
        var expiring = await KeyAsync(api, new { name = "n", person = "P-1", organisation = "O", roles = new[] { "administrator" }, areas = Array.Empty<string>(), expiresOn = Bodies.Today });
        var revoked = await KeyAsync(api, new { name = "n", person = "P-1", organisation = "O", roles = new[] { "administrator" }, areas = Array.Empty<string>(), expiresOn = "2199-01-01" });
        (await api.PostAsync($"/v1/keys/{revoked.GetProperty("id").GetGuid()}/revocations", "")).Status.ShouldBe(HttpStatusCode.OK);
        var reader = await api.ClientWithAsync("reader", areas: "350302");
        var recorder = await api.ClientWithAsync("recorder", areas: "350302");
        clock.Move(TimeSpan.FromDays(2));

        var strangers = new[] { null, "hlk_", revoked.GetProperty("secret").GetString(), expiring.GetProperty("secret").GetString(), api.Secret[..^1] + "!", api.Secret + "A" };
        foreach (var (method, path) in routes)
        {
            foreach (var secret in strangers)
            {
                var answer = await RunningApi.SendAsync(method, path, method == HttpMethod.Get ? null : "{}", api.ClientOf(secret));
                answer.Status.ShouldBe(HttpStatusCode.Unauthorized, $"{method} {path} {secret}");
                answer.Position.ShouldBeNull();
                SaysNothing(answer, hazard);
            }

            var read = await RunningApi.SendAsync(method, path, method == HttpMethod.Get ? null : "{}", reader);
            SaysNothing(read, hazard);
            var record = await RunningApi.SendAsync(method, path, method == HttpMethod.Get ? null : "{}", recorder);
            SaysNothing(record, hazard);
            var about = path.StartsWith($"/v1/hazards/{hazard["id"].GetString()}", StringComparison.Ordinal);
            read.Status.ShouldBeOneOf(method != HttpMethod.Get || IsForFew(method, path) ? [HttpStatusCode.Forbidden]
                : about ? [HttpStatusCode.NotFound, HttpStatusCode.BadRequest] : [HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
            record.Status.ShouldBeOneOf(IsForFew(method, path) ? [HttpStatusCode.Forbidden]
                : about && method == HttpMethod.Post ? [HttpStatusCode.NotFound] : [HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.UnprocessableEntity]);
        }

        (await api.GetAsync(hazard.Location!))["version"].GetInt32().ShouldBe(1);
    }

    // Keys and webhooks are the administrator's, and so is a change of the rules; imports are the importer's, simulations and audits the auditor's.
    private static bool IsForFew(HttpMethod method, string path) => path.StartsWith("/v1/keys", StringComparison.Ordinal) || path.StartsWith("/v1/imports", StringComparison.Ordinal)
        || path.StartsWith("/v1/audits", StringComparison.Ordinal) || path.StartsWith("/v1/webhooks", StringComparison.Ordinal) || path == "/v1/ledger/export"
        || (method == HttpMethod.Post && (path is "/v1/policies" or "/v1/calendars" or "/v1/simulations"));

    private static void SaysNothing(Answer answer, Answer hazard)
    {
        var all = answer.Text + string.Join('\n', answer.Headers.SelectMany(header => header.Value));
        foreach (var secret in new[] { Marker, hazard["number"].GetString()!, "SECRET-1", "SITE-1", "hlk_0" })
        {
            all.ShouldNotContain(secret);
        }

        if ((int)answer.Status >= 400)
        {
            answer.MediaType.ShouldBe("application/problem+json");
            answer["status"].GetInt32().ShouldBe((int)answer.Status);
        }
    }

    private static async Task<JsonElement> KeyAsync(RunningApi api, object key)
    {
        var made = await api.PostAsync("/v1/keys", key);
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        return made.Body;
    }

    private static async Task<List<(HttpMethod Method, string Path)>> RoutesAsync(RunningApi api, Guid hazard) =>
    [
        .. (await api.GetAsync("/openapi/v1.json"))["paths"].EnumerateObject()
            .Where(path => path.Name.StartsWith("/v1/", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject().Where(operation => operation.Name is "get" or "post" or "put").Select(operation => (
                HttpMethod.Parse(operation.Name.ToUpperInvariant()),
                path.Name.Replace("{id}", path.Name.StartsWith("/v1/keys", StringComparison.Ordinal) ? Guid.Empty.ToString() : hazard.ToString(), StringComparison.Ordinal)
                    .Replace("{position}", "2", StringComparison.Ordinal).Replace("{n}", "1", StringComparison.Ordinal).Replace("{year}", "2026", StringComparison.Ordinal)
                    .Replace("/v1/figures/stream", "/v1/figures/stream?asOf=never", StringComparison.Ordinal) // a stream that is right has no end
                    .Replace("{figure}", "found", StringComparison.Ordinal).Replace("{sha256}", new string('0', 64), StringComparison.Ordinal)))),
    ];
}
