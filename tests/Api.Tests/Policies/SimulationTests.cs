using System.Net;

namespace HazardLedger.Api.Tests.Policies;

/// <summary>What would be otherwise, against what really is when the same rule is then made.</summary>
public sealed class SimulationTests
{
    [Fact]
    public async Task Limits_move_and_lateness_with_them_and_nothing_is_recorded()
    {
        await using var api = await RunningApi.StartAsync();
        var early = Bodies.Today.AddDays(-20).ToString("yyyy-MM-dd");
        var hazard = await BackdatedAsync(api, "350304103", early);
        await BackdatedAsync(api, "350302001", early);
        var head = (await api.GetAsync("/v1/policies")).Position;

        var shorter = await api.PostAsync("/v1/simulations", new { policy = new { penaltyDecision = Changes.Limit("supposed", 10) }, area = "350304" });

        shorter.Status.ShouldBe(HttpStatusCode.OK, shorter.Text);
        (shorter["hazards"].GetInt32(), shorter["limits"].GetInt32(), shorter["moved"].GetInt32()).ShouldBe((1, 1, 1));
        (shorter["late.today"].GetInt32(), shorter["late.under"].GetInt32()).ShouldBe((0, 1));
        (shorter["overdue.today"].GetInt32(), shorter["overdue.under"].GetInt32()).ShouldBe((1, 1));
        shorter["items.0.id"].GetString().ShouldBe(hazard[12..]);
        var limit = shorter["items.0.limits.0"];
        (limit.GetProperty("of").GetString(), limit.GetProperty("wouldEndOn").GetString(), limit.GetProperty("wouldBeLate").GetBoolean())
            .ShouldBe(("penaltyDecision", Bodies.Today.AddDays(-10).ToString("yyyy-MM-dd"), true));
        shorter["next"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await api.GetAsync("/v1/policies")).Position.ShouldBe(head, "nothing was recorded");

        var before = await api.PostAsync("/v1/simulations", new { policy = new { penaltyDecision = Changes.Limit("supposed", 10) }, asOf = Bodies.Today.AddDays(-15).ToString("yyyy-MM-dd") });
        (before["hazards"].GetInt32(), before["late.under"].GetInt32()).ShouldBe((2, 0));
        var other = await api.PostAsync("/v1/simulations", new { policy = new { lateAfterDays = 3 } });
        (other["hazards"].GetInt32(), other["moved"].GetInt32()).ShouldBe((2, 0));
    }

    [Fact]
    public async Task A_supposed_calendar_gives_the_same_day_as_the_rule_that_is_then_made()
    {
        await using var api = await RunningApi.StartAsync();
        (await api.PostAsync("/v1/policies", Changes.Policy(new { penaltyDecision = Changes.Limit("p-3w", 3, "workingDays") }))).Status.ShouldBe(HttpStatusCode.Created);
        var hazard = await Changes.OrderedAsync(api);
        await Changes.CaseAsync(api, hazard);
        var year = Bodies.Today.AddDays(1).Year;
        var days = Enumerable.Range(1, 10).Select(Bodies.Today.AddDays).Where(day => day.Year == year).Select(day => day.ToString("yyyy-MM-dd")).ToArray();
        var supposed = await api.PostAsync("/v1/simulations", new { calendar = new { year, holidays = days, workingWeekends = Array.Empty<string>() } });
        var would = supposed["items.0.limits.0.wouldEndOn"].GetString();

        (await api.PostAsync("/v1/calendars", Changes.Year(year, days, []))).Status.ShouldBe(HttpStatusCode.Created);
        (await Changes.CaseAsync(api, hazard, "C-2")).GetProperty("decideBy").GetString().ShouldBe(would);
        var told = (await api.GetAsync(hazard + "/deadline"))["limits"];
        told[0].GetProperty("calendar").GetProperty("holidays").GetArrayLength().ShouldBeLessThan(told[1].GetProperty("calendar").GetProperty("holidays").GetArrayLength());
    }

    [Fact]
    public async Task More_than_a_page_of_hazards_is_walked_by_the_last_one_and_a_narrow_key_sees_its_own()
    {
        await using var api = await RunningApi.StartAsync();
        var all = new HashSet<string>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(Enumerable.Range(0, 103), TestContext.Current.CancellationToken, async (at, _) =>
        {
            var hazard = await Changes.OrderedAsync(api, at < 3 ? "350302001" : "350304103");
            await Changes.CaseAsync(api, hazard);
            lock (all)
            {
                all.Add(hazard[12..]);
            }
        });
        var policy = new { penaltyDecision = Changes.Limit("supposed", 10) };
        var first = await api.PostAsync("/v1/simulations", new { policy });
        var second = await api.PostAsync("/v1/simulations", new { policy, after = first["next"].GetString() });

        (first["items"].GetArrayLength(), second["items"].GetArrayLength(), first["movedHazards"].GetInt32()).ShouldBe((100, 3, 103));
        first["items"].EnumerateArray().Concat(second["items"].EnumerateArray()).Select(item => item.GetProperty("id").GetString()!).ToHashSet(StringComparer.Ordinal).SetEquals(all).ShouldBeTrue();
        var narrow = await api.ClientWithAsync("auditor", areas: "350302");
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/simulations", new { policy }, narrow))["hazards"].GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task What_supposes_nothing_or_something_impossible_is_refused_at_its_place()
    {
        await using var api = await RunningApi.StartAsync();
        (string Field, object Body)[] cases =
        [
            ("policy", new { }), ("policy.x", new { policy = new { x = 1 } }), ("policy.lateAfterDays", new { policy = new { lateAfterDays = 99999 } }), ("area", new { policy = new { lateAfterDays = 9 }, area = "x" }),
            ("calendar.year", new { calendar = new { year = 1, holidays = Array.Empty<string>(), workingWeekends = Array.Empty<string>() } }), ("calendar.holidays", new { calendar = new { year = 2026 } }),
            ("y", new { policy = new { lateAfterDays = 9 }, y = 1 }),
        ];
        foreach (var (field, body) in cases)
        {
            var answer = await api.PostAsync("/v1/simulations", body);
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
            answer["errors"].EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe(field);
        }
    }

    private static async Task<string> BackdatedAsync(RunningApi api, string area, string on)
    {
        var body = Bodies.Register(area);
        body["occurredOn"] = on;
        var hazard = (await api.PostAsync("/v1/hazards", body)).Location!;
        var order = await api.PostAsync(hazard + "/rectification-orders", new { orderKind = "limited", deadline = Bodies.Today.AddDays(-1).ToString("yyyy-MM-dd"), requirements = new[] { "x" }, occurredOn = on });
        order.Status.ShouldBe(HttpStatusCode.Created, order.Text);
        (await api.PostAsync(hazard + "/penalty-cases", new { caseNo = "C-1", cause = "x", occurredOn = on })).Status.ShouldBe(HttpStatusCode.Created);
        return hazard;
    }
}
