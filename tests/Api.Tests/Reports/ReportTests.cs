using System.Net;
using System.Text.Json;

namespace HazardLedger.Api.Tests.Reports;

/// <summary>A report is compiled, signed by another, published, and restated with the bridge; counted again it is the same.</summary>
public sealed class ReportTests
{
    private static readonly string Today = Bodies.Today.ToString("yyyy-MM-dd");

    [Fact]
    public async Task A_report_goes_its_whole_way_and_matches_for_ever()
    {
        await using var api = await RunningApi.StartAsync();
        var first = await RegisterAsync(api);
        await RegisterAsync(api);
        var compiled = await api.PostAsync("/v1/reports", new { title = "五月月报", asOf = Today, area = "350304" });
        compiled.Status.ShouldBe(HttpStatusCode.Created, compiled.Text);
        compiled["recorded.0.type"].GetString().ShouldBe("report_compiled");
        var path = compiled.Location!;

        (await api.PostAsync(path + "/publications", new { medium = "区政府网站" })).Code.ShouldBe("reportNotSigned");
        (await api.PostAsync(path + "/signatures", new { office = "局长" })).Code.ShouldBe("signerCompiled");
        using var chief = await api.ClientWithAsync("recorder", "P-1", areas: "350304");
        var signed = await RunningApi.SendAsync(HttpMethod.Post, path + "/signatures", new { office = "局长" }, chief);
        signed.Status.ShouldBe(HttpStatusCode.Created, signed.Text);
        (await RunningApi.SendAsync(HttpMethod.Post, path + "/signatures", new { office = "局长" }, chief)).Status.ShouldBe(HttpStatusCode.OK);
        (await api.PostAsync(path + "/restatements", new { reason = "补录" })).Code.ShouldBe("reportNotPublished");
        var published = await api.PostAsync(path + "/publications", new { medium = "区政府网站", url = "https://example.test/1" });
        published.Status.ShouldBe(HttpStatusCode.Created, published.Text);
        (await api.PostAsync(path + "/restatements", new { reason = "补录" })).Code.ShouldBe("nothingToRestate");

        (await api.PostAsync(first + "/voidings", new { reason = "notAHazard" })).Status.ShouldBe(HttpStatusCode.Created);
        var restated = await api.PostAsync(path + "/restatements", new { reason = "一项作废" });
        restated.Status.ShouldBe(HttpStatusCode.Created, restated.Text);
        var bridge = restated["recorded.0.data.bridge"].EnumerateArray().Single(flow => flow.GetProperty("figure").GetString() == "found");
        (bridge.GetProperty("opening").GetInt32(), bridge.GetProperty("closing").GetInt32(), bridge.GetProperty("difference").GetInt32()).ShouldBe((2, 1, 0));
        restated["recorded.0.data.changed"].GetProperty("found").GetInt32().ShouldBe(2);

        var report = await api.GetAsync(path);
        (report["status"].GetString(), report["edition"].GetInt32(), report["matches"].GetBoolean()).ShouldBe(("restated", 2, true));
        report["editions"].EnumerateArray().Select(edition => (edition.GetProperty("figures").GetProperty("found").GetInt32(), edition.GetProperty("matches").GetBoolean(),
            edition.GetProperty("flow").GetProperty("difference").GetInt32())).ShouldBe([(2, true, 0), (1, true, 0)]);
        (await api.PostAsync(path + "/publications", new { medium = "区政府网站" })).Code.ShouldBe("reportNotSigned");
        (await api.GetAsync("/v1/events?after=1"))["items"].EnumerateArray().Count(item => item.GetProperty("type").GetString()!.StartsWith("report_", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public async Task A_report_equals_the_figures_asked_at_its_position()
    {
        await using var api = await RunningApi.StartAsync();
        await RegisterAsync(api);
        var data = (await api.PostAsync("/v1/reports", new { title = "x", asOf = Today, sectors = new[] { "fire" } }))["recorded.0.data"];
        await RegisterAsync(api);

        var position = data.GetProperty("edition").GetProperty("position").GetInt64();
        var asked = await api.GetAsync($"/v1/figures?asOf={Today}&sector=fire&position={position}");
        foreach (var figure in data.GetProperty("edition").GetProperty("figures").EnumerateObject())
        {
            asked[figure.Name].GetDecimal().ShouldBe(figure.Value.GetDecimal(), figure.Name);
        }

        data.GetProperty("number").GetString().ShouldBe($"R-{Bodies.Today.Year}-000001");
        data.GetProperty("edition").GetProperty("figures").GetProperty("found").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_key_sees_and_compiles_only_what_it_covers_as_a_whole()
    {
        await using var api = await RunningApi.StartAsync();
        await RegisterAsync(api);
        var county = (await api.PostAsync("/v1/reports", new { title = "county", asOf = Today, area = "350304" })).Location!;
        using var town = await api.ClientWithAsync("recorder", "P-2", areas: "350304103");

        (await RunningApi.SendAsync(HttpMethod.Get, county, null, town)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await RunningApi.SendAsync(HttpMethod.Post, county + "/signatures", new { }, town)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/reports", new { title = "x", asOf = Today, area = "350304" }, town)).Code.ShouldBe("outsideScope");
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/reports", new { title = "x", asOf = Today }, town)).Code.ShouldBe("outsideScope");
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/reports", new { title = "town", asOf = Today, area = "350304103" }, town)).Status.ShouldBe(HttpStatusCode.Created);
        var (own, all) = (await RunningApi.SendAsync(HttpMethod.Get, "/v1/reports", null, town), await api.GetAsync("/v1/reports?limit=1"));
        own["items"].EnumerateArray().Select(row => row.GetProperty("title").GetString()).ShouldBe(["town"]);
        (await api.GetAsync($"/v1/reports?limit=1&before={all["next"].GetInt64()}"))["items.0.title"].GetString().ShouldBe("county");
        using var reader = await api.ClientWithAsync("reader", "P-3");
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/reports", new { title = "x", asOf = Today }, reader)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_report_takes_the_headers_of_a_command_and_tells_every_fault()
    {
        await using var api = await RunningApi.StartAsync();
        var body = new { title = "x", asOf = Today };
        (await api.PostAsync("/v1/reports?validateOnly=true", body))["validated"].GetBoolean().ShouldBeTrue();
        var first = await api.PostAsync("/v1/reports", body, ("Idempotency-Key", "r-1"));
        (await api.PostAsync("/v1/reports", body, ("Idempotency-Key", "r-1"))).Text.ShouldBe(first.Text);
        (await api.PostAsync("/v1/reports", new { title = "y", asOf = Today }, ("Idempotency-Key", "r-1"))).Code.ShouldBe("keyReused");
        (await api.PostAsync(first.Location + "/publications", new { medium = "m" }, ("If-Match", "\"7\""))).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await api.PostAsync("/v1/reports", new { title = "x", asOf = Bodies.Today.AddDays(1).ToString("yyyy-MM-dd") })).Code.ShouldBe("reportDayNotOver");
        var many = await api.PostAsync("/v1/reports", new { title = "", asOf = "1700-01-01", area = "x", wrong = 1 });
        many.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await api.PostAsync(first.Location + "/signatures", new { occurredOn = "2020-01-01" })).Code.ShouldBe("stepBeforeLast");
        (await api.PostAsync($"/v1/reports/{Guid.NewGuid()}/signatures", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await api.GetAsync($"/v1/reports/{Guid.NewGuid()}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Zero_differs_from_nothing_said()
    {
        await using var api = await RunningApi.StartAsync();
        var month = Bodies.Today.AddMonths(-1).ToString("yyyy-MM");
        (await api.PostAsync("/v1/period-reports", new { area = "350304103", month = Bodies.Today.AddMonths(1).ToString("yyyy-MM"), count = 0 })).Code.ShouldBe("monthNotOver");
        var filed = await api.PostAsync("/v1/period-reports", new { area = "350304103", month, count = 0 });
        filed.Status.ShouldBe(HttpStatusCode.Created, filed.Text);
        (await api.PostAsync("/v1/period-reports", new { area = "350304103", month, count = 0 })).Status.ShouldBe(HttpStatusCode.OK);

        var list = await api.GetAsync($"/v1/period-reports?month={month}&area=350304");
        list["filed"].GetInt32().ShouldBe(1, list.Text);
        list["missing"].GetInt32().ShouldBe(list["expected"].GetInt32() - 1);
        Row(list).GetProperty("count").GetInt32().ShouldBe(0);
        Row(list).GetProperty("differs").GetBoolean().ShouldBeFalse();
        (await api.PostAsync("/v1/period-reports", new { area = "350304103", month, count = 3 })).Status.ShouldBe(HttpStatusCode.Created);
        Row(await api.GetAsync($"/v1/period-reports?month={month}&area=350304")).GetProperty("differs").GetBoolean().ShouldBeTrue();
        Row(await api.GetAsync($"/v1/period-reports?month={month}&area=350304&position={filed.Position}")).GetProperty("count").GetInt32().ShouldBe(0);
        using var other = await api.ClientWithAsync("recorder", "P-2", areas: "350302");
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/period-reports", new { area = "350304103", month, count = 0 }, other)).Code.ShouldBe("outsideScope");

        static JsonElement Row(Answer answer) => answer["items"].EnumerateArray().Single(row => row.GetProperty("area").GetString() == "350304103");
    }

    private static async Task<string> RegisterAsync(RunningApi api)
    {
        var made = await api.PostAsync("/v1/hazards", Bodies.Register());
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        return made.Location!;
    }
}
