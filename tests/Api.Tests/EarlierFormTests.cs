using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HazardLedger.Domain;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;
using HazardLedger.Proofs;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Api.Tests;

/// <summary>A row stored in an earlier form is read as today's record wherever events are read; its bytes and its leaf stay.</summary>
public sealed class EarlierFormTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_of_an_earlier_form_is_read_shown_decided_upon_and_verified_as_it_was_stored()
    {
        await using var api = await RunningApi.StartAsync();
        var path = await FinedAsync(api);
        var hazard = Guid.Parse(path.Split('/')[^1]);
        var before = (await api.GetAsync("/v1/figures")).Body.GetRawText();
        var position = await StoreFirstFormAsync(api, hazard);

        var events = (await api.GetAsync($"{path}/events"))["items"];
        events[4].GetProperty("type").GetString().ShouldBe("daily_fine_started");
        events[4].GetProperty("data").GetProperty("baseAmount").GetInt64().ShouldBe(50_000);
        (await api.GetAsync($"/v1/events?after={position - 1}"))["items.0.data.baseAmount"].GetInt64().ShouldBe(50_000);
        var shown = await api.GetAsync(path);
        shown["version"].GetInt32().ShouldBe(5);
        shown["dailyFines.0.baseAmount"].GetInt64().ShouldBe(50_000);

        // The rules know it: the same again is so already, another amount is not; and the hazard goes on.
        (await api.PostAsync($"{path}/daily-fines", Fine(50_000))).Status.ShouldBe(HttpStatusCode.OK);
        (await api.PostAsync($"{path}/notes", new { note = "拒不改正" })).Status.ShouldBe(HttpStatusCode.Created);
        WithoutPlace((await api.GetAsync("/v1/figures")).Body.GetRawText()).ShouldBe(WithoutPlace(before));

        await MustStandAsStoredAsync(api, position);
    }

    // Registered 1, ordered yesterday 2, case opened 3, fined 4.
    private static async Task<string> FinedAsync(RunningApi api)
    {
        var yesterday = Bodies.Today.AddDays(-1).ToString("yyyy-MM-dd");
        var registration = Bodies.Register();
        registration["occurredOn"] = yesterday;
        var path = (await api.PostAsync("/v1/hazards", registration)).Location!;
        (string Route, object Body)[] steps =
        [
            ("rectification-orders", new { orderKind = "limited", deadline = yesterday, requirements = new[] { "清理通道" }, occurredOn = yesterday }),
            ("penalty-cases", new { caseNo = "P-1", cause = "WSL-102" }),
            ("penalty-decisions", new { caseNo = "P-1", fine = 50_000 }),
        ];
        foreach (var (route, body) in steps)
        {
            (await api.PostAsync($"{path}/{route}", body)).Status.ShouldBe(HttpStatusCode.Created, route);
        }

        return path;
    }

    private static object Fine(long amount) => new { caseNo = "P-1", from = Bodies.Today.ToString("yyyy-MM-dd"), baseAmount = amount };

    private static string FirstForm => $$"""{"caseNo":"P-1","from":"{{Bodies.Today:yyyy-MM-dd}}","amount":50000}""";

    private static async Task<long> StoreFirstFormAsync(RunningApi api, Guid hazard)
    {
        var entry = new Entry { OccurredOn = Bodies.Today, Actor = new("P-1", "350304-EMB", "recorder") };
        var stored = await api.Services.GetRequiredService<Ledger>().AppendAsync(
            new AppendGroup([new StreamExpectation(hazard, EventJson.HazardStream, 4)],
                [new NewEvent(0, Guid.CreateVersion7(), "daily_fine_started", Encoding.UTF8.GetBytes(FirstForm), EventJson.Headers(entry))]), Ct);
        return stored.ShouldBeOfType<Appended>().FirstPosition;
    }

    private static async Task MustStandAsStoredAsync(RunningApi api, long position)
    {
        var row = (await api.Services.GetRequiredService<Ledger>().ReadAllAsync(position - 1, 1, Ct)).ShouldHaveSingleItem();
        JsonNode.DeepEquals(JsonNode.Parse(row.Data.Span), JsonNode.Parse(FirstForm)).ShouldBeTrue(Encoding.UTF8.GetString(row.Data.Span));
        var leaf = await api.Database.ScalarAsync<string>(
            $"SELECT encode(substring(leaves FROM ({position} - first)::int * 32 + 1 FOR 32), 'hex') FROM hl.block WHERE {position} BETWEEN first AND last");
        Convert.ToHexStringLower(Leaf.Of(row.Position, row.Stream, row.Version, row.Id, row.RecordedAt, row.Type, row.Headers.Span, row.Data.Span)).ShouldBe(leaf);
    }

    private static string WithoutPlace(string figures)
    {
        var answer = JsonNode.Parse(figures)!.AsObject();
        answer.Remove("position");
        answer.Remove("knownAt");
        return answer.ToJsonString();
    }
}
