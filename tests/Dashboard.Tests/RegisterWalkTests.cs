using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Whoever turns the pages of the register while others record sees each hazard of his first page's moment once.</summary>
[Collection(nameof(Office))]
public sealed partial class RegisterWalkTests(Whole whole)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/zh/hazards?register=all")]
    [InlineData("/zh/hazards?register=all&sort=number")]
    public async Task A_walk_is_not_disturbed_by_what_is_recorded_meanwhile(string path)
    {
        using var client = Site.Client(whole.Address);
        using var recorder = whole.ClientOf(whole.First);
        var (numbers, totals, recorded) = (new List<string>(), new List<string>(), new List<string>());
        for (var next = path; next.Length > 0;)
        {
            var page = WebUtility.HtmlDecode(await client.GetStringAsync(next, Stop));
            numbers.AddRange(Number().Matches(page).Select(row => row.Groups[1].Value));
            totals.Add(Total().Match(page).Groups[1].Value);
            next = Regex.Match(page, "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value;
            recorded.Add(await RecordAsync(recorder));
        }

        totals.Count.ShouldBeGreaterThan(2);
        totals.Distinct().ShouldBe([$"{numbers.Count}"]);
        numbers.Distinct().Count().ShouldBe(numbers.Count);
        numbers.Intersect(recorded).ShouldBeEmpty();
    }

    private static async Task<string> RecordAsync(HttpClient recorder)
    {
        using var answer = await recorder.PostAsJsonAsync(
            "/v1/hazards",
            new { source = "publicReport", area = "350304101", sector = "fire", category = "thing", site = "SITE-1", place = "甲楼", description = "翻页之间所登记", discoverers = new[] { "P-1" } },
            Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(Stop)).GetProperty("number").GetString()!;
    }

    [GeneratedRegex("<a class=\"mono\" href=\"/zh/hazards/([0-9-]+)\"")]
    private static partial Regex Number();

    [GeneratedRegex("共 ([0-9,]+) 条；")]
    private static partial Regex Total();
}
