using System.Net;
using System.Text.Json;

namespace HazardLedger.Api.Tests.Policies;

/// <summary>Rules are changed by events, seen by every process, and never move what was recorded.</summary>
public sealed class PolicyTests
{
    [Fact]
    public async Task A_change_decides_what_comes_after_it_and_moves_nothing_that_was_recorded()
    {
        await using var api = await RunningApi.StartAsync();
        var (before, after) = (await Changes.OrderedAsync(api), await Changes.OrderedAsync(api));
        var frozen = await Changes.CaseAsync(api, before);
        var version = (await api.GetAsync("/v1/figures")).Text;

        var changed = await api.PostAsync("/v1/policies", Changes.Policy(new { penaltyDecision = Changes.Limit("penalty-decision-20", 20) }, "350304"));

        changed.Status.ShouldBe(HttpStatusCode.Created, changed.Text);
        (changed["recorded.0.type"].GetString(), changed["recorded.0.data.jurisdiction"].GetString(), changed["version"].GetInt64()).ShouldBe(("policy_changed", "350304", 1));
        (await Changes.CaseAsync(api, after)).GetProperty("decideBy").GetString().ShouldBe(Bodies.Today.AddDays(20).ToString("yyyy-MM-dd"));
        var told = (await api.GetAsync(before + "/deadline"))["limits.0"];
        (told.GetProperty("rule").GetString(), told.GetProperty("by").GetString()).ShouldBe(("penalty-decision-90", frozen.GetProperty("decideBy").GetString()));
        (await api.GetAsync(after + "/deadline"))["limits.0.source"].GetString().ShouldBe("莆应急〔2026〕9号");
        version.ShouldNotBeEmpty();
        var elsewhere = await Changes.OrderedAsync(api, "350302001");
        (await Changes.CaseAsync(api, elsewhere)).GetProperty("decideByRule").GetString().ShouldBe("penalty-decision-90");
    }

    [Fact]
    public async Task The_rules_of_an_area_are_read_with_their_source_for_any_day_and_as_known_at_any_position()
    {
        await using var api = await RunningApi.StartAsync();
        var changed = await api.PostAsync("/v1/policies", Changes.Policy(new { reinspection = Changes.Limit("r-7", 7), lateAfterDays = 12 }, "3503", Bodies.Today.AddDays(3)));
        changed.Status.ShouldBe(HttpStatusCode.Created, changed.Text);
        var on = Bodies.Today.AddDays(3).ToString("yyyy-MM-dd");

        var row = await RowAsync($"/v1/policies?area=350304103&on={on}", "reinspection");
        (row.GetProperty("id").GetString(), row.GetProperty("count").GetInt32(), row.GetProperty("unit").GetString(), row.GetProperty("jurisdiction").GetString())
            .ShouldBe(("r-7", 7, "calendarDays", "3503"));
        (row.GetProperty("zh").GetString(), row.GetProperty("en").GetString(), row.GetProperty("confidence").GetString()).ShouldBe(("复查期限", "Re-inspection", "rule"));
        (await RowAsync($"/v1/policies?area=350304103&on={on}", "lateAfterDays")).GetProperty("value").GetInt32().ShouldBe(12);
        (await RowAsync("/v1/policies?area=350304103", "reinspection")).GetProperty("id").GetString().ShouldBe("reinspection-10");
        (await RowAsync($"/v1/policies?area=3401&on={on}", "reinspection")).GetProperty("id").GetString().ShouldBe("reinspection-10");
        (await RowAsync($"/v1/policies?area=350304103&on={on}&position={changed.Position - 1}", "reinspection")).GetProperty("id").GetString().ShouldBe("reinspection-10");
        (await api.GetAsync("/v1/policies?area=3503&day=2026-01-01")).Code.ShouldBe("unknownParameter");

        async Task<JsonElement> RowAsync(string path, string rule) => (await api.GetAsync(path))["rules"].EnumerateArray().Single(row => row.GetProperty("rule").GetString() == rule);
    }

    [Fact]
    public async Task A_change_takes_the_headers_of_a_command()
    {
        await using var api = await RunningApi.StartAsync();
        var body = Changes.Policy(new { lateAfterDays = 12 });

        var validated = await api.PostAsync("/v1/policies?validateOnly=true", body);
        (validated.Status, validated["validated"].GetBoolean(), validated["recorded"].GetArrayLength()).ShouldBe((HttpStatusCode.OK, true, 0));
        var first = await api.PostAsync("/v1/policies", body, ("Idempotency-Key", "p-1"));
        var again = await api.PostAsync("/v1/policies", body, ("Idempotency-Key", "p-1"));
        (again.Status, again.Text).ShouldBe((HttpStatusCode.Created, first.Text));
        (await api.PostAsync("/v1/policies", Changes.Policy(new { lateAfterDays = 13 }), ("Idempotency-Key", "p-1"))).Code.ShouldBe("keyReused");
        var so = await api.PostAsync("/v1/policies", body);
        (so.Status, so["recorded"].GetArrayLength()).ShouldBe((HttpStatusCode.OK, 0));
        (await api.PostAsync("/v1/policies", Changes.Policy(new { lateAfterDays = 14 }), ("If-Match", "\"0\""))).Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await api.PostAsync("/v1/policies", Changes.Policy(new { lateAfterDays = 14 }), ("If-Match", first.ETag!))).Status.ShouldBe(HttpStatusCode.Created);
        (await api.PostAsync("/v1/policies", Changes.Policy(new { reinspection = Changes.Limit("reinspection-10", 11) }))).Code.ShouldBe("limitIdTaken");
        (await api.GetAsync("/v1/events?after=1"))["items"].EnumerateArray().Select(item => item.GetProperty("actor").GetProperty("role").GetString()).ShouldAllBe(role => role == "administrator");
    }

    [Fact]
    public async Task Every_fault_of_a_change_is_told_at_its_place()
    {
        await using var api = await RunningApi.StartAsync();
        await FaultsAsync(new { reinspektion = 1 }, "rules.reinspektion");
        await FaultsAsync(new { lateAfterDays = -1 }, "rules.lateAfterDays");
        await FaultsAsync(new { reinspection = new { id = "x", count = 0, unit = "workingDays", source = "s", confidence = "law" } }, "rules.reinspection");
        await FaultsAsync(new { reinspection = new { id = "x", count = 3, unit = "workingDays", source = "s", confidence = "sure" } }, "rules.reinspection");
        await FaultsAsync(new { }, "rules");
        var many = await api.PostAsync("/v1/policies", new { jurisdiction = "x", validFrom = "1700-01-01", rules = new { lateAfterDays = 1 }, source = "", confidence = "sure", reason = " ", occurredOn = "1700-01-01" });
        many["errors"].EnumerateObject().Select(fault => fault.Name).ShouldBe(["jurisdiction", "validFrom", "source", "reason", "confidence", "occurredOn"], ignoreOrder: true);

        async Task FaultsAsync(object rules, string field)
        {
            var answer = await api.PostAsync("/v1/policies", Changes.Policy(rules));
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
            answer["errors"].EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe(field);
        }
    }

    [Fact]
    public async Task Only_administrators_change_rules_and_each_within_his_areas()
    {
        await using var api = await RunningApi.StartAsync();
        var body = Changes.Policy(new { lateAfterDays = 12 }, "350304");
        foreach (var role in new[] { "reader", "recorder", "importer", "auditor" })
        {
            (await RunningApi.SendAsync(HttpMethod.Post, "/v1/policies", body, await api.ClientWithAsync(role))).Status.ShouldBe(HttpStatusCode.Forbidden);
        }

        var county = await api.ClientWithAsync("administrator", areas: "350304");
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/policies", Changes.Policy(new { lateAfterDays = 12 }), county)).Code.ShouldBe("outsideScope");
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/policies", Changes.Policy(new { lateAfterDays = 12 }, "3503"), county)).Code.ShouldBe("outsideScope");
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/calendars", Changes.Year(2031, ["2031-01-01"], []), county)).Code.ShouldBe("outsideScope");
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/policies", body, county)).Status.ShouldBe(HttpStatusCode.Created);
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/policies?area=350304", null, await api.ClientWithAsync("reader"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_years_notice_is_entered_once_and_counted_with()
    {
        await using var api = await RunningApi.StartAsync();
        var next = Bodies.Today.Year + 5;
        var none = await api.GetAsync($"/v1/calendars/{next}");
        (none["announced"].GetBoolean(), none["holidays"].GetArrayLength()).ShouldBe((false, 0));
        (await api.GetAsync("/v1/calendars/2026"))["workingWeekends"].EnumerateArray().Select(day => day.GetString()).ShouldContain("2026-02-28");

        var sunday = Enumerable.Range(0, 7).Select(new DateOnly(next, 3, 1).AddDays).Single(day => day.DayOfWeek == DayOfWeek.Sunday).ToString("yyyy-MM-dd");
        var made = await api.PostAsync("/v1/calendars", Changes.Year(next, [$"{next}-01-01"], [sunday]));
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        var known = await api.GetAsync($"/v1/calendars/{next}");
        (known["announced"].GetBoolean(), known["source"].GetString(), known["workingWeekends.0"].GetString(), known["position"].GetInt64()).ShouldBe((true, "国办发明电", sunday, made.Position!.Value));
        (await api.GetAsync($"/v1/calendars/{next}?position={made.Position - 1}"))["announced"].GetBoolean().ShouldBeFalse();

        foreach (var (holidays, weekends, field) in new[] { (new[] { "2026-01-01" }, Array.Empty<string>(), "holidays"), ([$"{next}-01-01", $"{next}-01-01"], [], "holidays"), ([], [$"{next}-12-25", $"{next}-12-24", $"{next}-12-23"], "workingWeekends"), ([sunday], [sunday], "workingWeekends") })
        {
            (await api.PostAsync("/v1/calendars", Changes.Year(next, holidays, weekends)))["errors"].EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe(field);
        }

        (await api.GetAsync("/v1/calendars/x")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
