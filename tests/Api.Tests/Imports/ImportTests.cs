using System.Net;

namespace HazardLedger.Api.Tests.Imports;

/// <summary>Histories from elsewhere: whole cases, each once, and a reason for every one that does not come in.</summary>
public sealed class ImportTests
{
    private const string Beginning = "/v1/figures?from=2019-01-01&asOf=2019-12-31";

    [Fact]
    public async Task A_whole_case_comes_in_and_a_contradictory_one_leaves_nothing()
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.Client.ImportAsync(Lines.Text([.. Lines.Case("A-1"), .. Lines.Case("A-2", found: "2019-05-01", closed: "2019-04-30"), .. Lines.Case("A-3")]));
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer["state"].GetString().ShouldBe("done");
        (answer.Count("lines"), answer.Count("cases"), answer.Count("recorded"), answer.Count("already"), answer.Count("refused"), answer.Count("refusedLines"), answer.Count("events"))
            .ShouldBe((12, 3, 2, 0, 1, 4, 8));
        var refused = answer["refusals.items"].EnumerateArray().ShouldHaveSingleItem();
        (refused.GetProperty("line").GetInt64(), refused.GetProperty("firstLine").GetInt64(), refused.GetProperty("lastLine").GetInt64()).ShouldBe((7, 5, 8));
        (refused.GetProperty("external").GetString(), refused.GetProperty("code").GetString()).ShouldBe(("elsewhere:A-2", "beforeDiscovery"));
        var figures = await api.GetAsync(Beginning);
        (figures.Count("found"), figures.Count("closed")).ShouldBe((2, 2));
    }

    [Fact]
    public async Task Sent_again_it_finds_what_stands_and_records_the_rest()
    {
        await using var api = await RunningApi.StartAsync();
        await api.Client.ImportAsync(Lines.Text([.. Lines.Case("B-1"), .. Lines.Case("B-2")]));
        var again = await api.Client.ImportAsync(Lines.Text([.. Lines.Case("B-1"), .. Lines.Case("B-2"), .. Lines.Case("B-3")]));
        (again.Count("recorded"), again.Count("already"), again.Count("refused")).ShouldBe((1, 2, 0));
        (await api.GetAsync(Beginning)).Count("found").ShouldBe(3);
    }

    [Fact]
    public async Task A_dry_run_decides_everything_and_records_nothing()
    {
        await using var api = await RunningApi.StartAsync();
        var lines = Lines.Text([.. Lines.Case("C-1"), .. Lines.Case("C-2", found: "2019-05-01", closed: "2019-04-30")]);
        var dry = await api.Client.ImportAsync(lines, "?profile=historical&dryRun=true");
        (dry.Count("recorded"), dry.Count("refused"), dry.Count("events")).ShouldBe((1, 1, 4));
        (await api.GetAsync(Beginning)).Count("found").ShouldBe(0);
        var real = await api.Client.ImportAsync(lines);
        (real.Count("recorded"), real.Count("refused")).ShouldBe((1, 1));
        var after = await api.Client.ImportAsync(lines.Replace("/0\"", "/new\"", StringComparison.Ordinal), "?profile=historical&dryRun=true");
        after["refusals.items.0.code"].GetString().ShouldBe("externalIdTaken");
    }

    [Fact]
    public async Task The_current_profile_asks_for_what_the_rules_ask_today()
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.Client.ImportAsync(Lines.Text(Lines.Case("D-1")), "?profile=current");
        answer["refusals.items.0.code"].GetString().ShouldBe("lateReasonRequired");
        (await api.GetAsync(Beginning)).Count("found").ShouldBe(0);
    }

    [Fact]
    public async Task The_event_says_for_ever_how_it_came_and_what_it_lacks()
    {
        await using var api = await RunningApi.StartAsync();
        await api.Client.ImportAsync(Lines.Text(Lines.Case("E-1")));
        var found = await api.GetAsync("/v1/hazards?register=all&external=elsewhere:E-1");
        var events = await api.GetAsync($"/v1/hazards/{found["items.0.id"].GetString()}/events");
        var accepted = events["items"].EnumerateArray().Single(e => e.GetProperty("type").GetString() == "acceptance_passed");
        accepted.GetProperty("profile").GetString().ShouldBe("historical");
        accepted.GetProperty("missing")[0].GetString().ShouldBe("inspectors");
        accepted.GetProperty("actor").GetProperty("organisation").GetString().ShouldBe("OLD-REGISTER");
    }

    [Fact]
    public async Task An_unreadable_line_takes_its_neighbours_with_it_because_it_may_be_theirs()
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.Client.ImportAsync(Lines.Text([.. Lines.Case("F-1"), "{\"external\":", .. Lines.Case("F-2"), .. Lines.Case("F-3"), "", .. Lines.Case("F-4")]));
        (answer.Count("lines"), answer.Count("recorded"), answer.Count("refused")).ShouldBe((17, 2, 2));
        answer["refusals.items"].EnumerateArray().Select(line => (line.GetProperty("line").GetInt64(), line.GetProperty("code").GetString()))
            .ShouldBe([(5, "malformed"), (6, "unreadableNeighbour")]);
    }

    [Fact]
    public async Task Every_faulty_line_of_a_case_is_told_at_once()
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.Client.ImportAsync(Lines.Text(
            Lines.Registered("G-1"), Lines.Line("G-1", "surprises", new { }, null), Lines.Line("G-1", "closures", new { kind = "forgotten", more = 1 }, null), new string('x', 300 * 1024)));
        answer["refusals.items"].EnumerateArray().Select(line => line.GetProperty("line").GetInt64()).ShouldBe([2, 3, 4]);
        answer["refusals.items.1.reason"].GetString().ShouldNotBeNull().ShouldContain("actor");
        answer["refusals.items.2.code"].GetString().ShouldBe("malformed");
        (await api.GetAsync(Beginning)).Count("found").ShouldBe(0);
    }

    [Fact]
    public async Task Later_lines_about_a_case_wait_for_it()
    {
        await using var api = await RunningApi.StartAsync();
        var lines = Enumerable.Range(0, 30).SelectMany(i => Lines.Case($"H-{i}"))
            .Append(Lines.Noted("H-28", "one", "n/1")).Append(Lines.Noted("H-0", "two", "n/2")).Append(Lines.Noted("H-28", "three", "n/3"));
        var answer = await api.Client.ImportAsync(Lines.Text([.. lines]));
        (answer.Count("recorded"), answer.Count("refused"), answer.Count("events")).ShouldBe((33, 0, 123));
    }
}
