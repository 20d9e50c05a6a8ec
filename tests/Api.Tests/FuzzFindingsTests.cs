using System.Net;
using System.Text;

namespace HazardLedger.Api.Tests;

/// <summary>Faults that random requests once found, each with the answer that the contract wants.</summary>
public sealed class FuzzFindingsTests(SharedApi shared) : IClassFixture<SharedApi>
{
    [Theory]
    [InlineData("/v1/figures/bridge?from=2026-05-01&to=2026-01-01")]
    [InlineData("/v1/figures/bridge?to=2026-01-01&asOf=2026-02-01")]
    [InlineData("/v1/figures/bridge?knownTo=2026-01-01T00:00:00Z")]
    [InlineData("/v1/figures/bridge?knownFrom=2026-03-01T00:00:00Z&knownTo=2026-01-01T00:00:00Z")]
    [InlineData("/v1/figures/bridge?knownFrom=2199-01-01T00:00:00Z&position=1")]
    [InlineData("/v1/figures/bridge?knownFrom=2026-01-01T00:00:00Z&knownTo=2026-03-01T00:00:00Z&position=1")]
    [InlineData("/v1/figures?sector=,")]
    [InlineData("/v1/figures/series?figures=found,,open")]
    [InlineData("/v1/keys?limit=5")]
    [InlineData("/v1/keys?after=x")]
    public async Task A_question_that_contradicts_itself_or_says_nothing_is_a_400(string path)
    {
        var api = await shared.OpenAsync();
        await api.PostAsync("/v1/hazards", Bodies.Register());
        await api.PostAsync("/v1/hazards", Bodies.Register());
        var answer = await api.GetAsync(path);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_bridge_to_a_past_day_begins_in_that_days_year()
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.GetAsync("/v1/figures/bridge?to=2024-05-01");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        answer["from"].GetString().ShouldBe("2024-01-01");
    }

    [Theory]
    [InlineData("Idempotency-Key", "")]
    [InlineData("If-Match", "")]
    [InlineData("If-Match", "\"\"")]
    public async Task A_header_that_somebody_relies_on_is_not_passed_over_when_it_is_empty(string name, string value)
    {
        var api = await shared.OpenAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        (await api.PostAsync($"{path}/notes", new { note = "x" }, (name, value))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await api.GetAsync(path))["version"].GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task An_atomic_batch_that_claims_one_number_twice_is_refused_by_a_rule()
    {
        await using var api = await RunningApi.StartAsync();
        var body = Bodies.Register(external: "E-1");
        var dispatched = Bodies.Register();
        dispatched["upperDispatchNo"] = "U-1";
        var twice = await api.PostAsync("/v1/batches?mode=atomic", new[] { Item("registrations", body), Item("registrations", body) });
        twice.Status.ShouldBe(HttpStatusCode.Conflict, twice.Text);
        twice.Code.ShouldBe("externalIdTaken");
        twice["line"].GetInt32().ShouldBe(1);
        twice.Body.TryGetProperty("state", out _).ShouldBeFalse("nothing of the draft stands");
        (await api.PostAsync("/v1/batches?mode=atomic", new[] { Item("registrations", dispatched), Item("registrations", dispatched) })).Code.ShouldBe("dispatchNoTaken");
        (await api.GetAsync("/v1/hazards?total=true"))["total"].GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_listing_number_shows_the_state_that_stands()
    {
        await using var api = await RunningApi.StartAsync();
        var (first, second) = (await MajorAsync(api), await MajorAsync(api));
        (await api.PostAsync($"{first}/listings", Bodies.Listing("L-1"))).Status.ShouldBe(HttpStatusCode.Created);
        var refused = await api.PostAsync($"{second}/listings", Bodies.Listing("L-1"));
        refused.Code.ShouldBe("listingNoTaken");
        refused["state.version"].GetInt32().ShouldBe(3);
        refused["state"].TryGetProperty("listing", out _).ShouldBeFalse(refused.Text);
    }

    [Fact]
    public async Task What_lies_outside_the_scope_looks_like_what_does_not_exist_whatever_the_body()
    {
        await using var api = await RunningApi.StartAsync();
        var made = await api.PostAsync("/v1/hazards", Bodies.Register(external: "E-1"));
        var stranger = await api.ClientWithAsync("recorder", areas: "350302");
        foreach (var name in new[] { made["number"].GetString()!, made["id"].GetString()!, "350304-2026-999999", Guid.CreateVersion7().ToString() })
        {
            foreach (var (route, body) in new[] { ("notes", "{}"), ("notes", """{"note":"x"}"""), ($"entries/{made.Position}/cancellations", "{}"), ("notes", """{"note":5}""") })
            {
                var answer = await RunningApi.SendAsync(HttpMethod.Post, $"/v1/hazards/{name}/{route}", body, stranger);
                answer.Status.ShouldBe(HttpStatusCode.NotFound, $"{name} {route} {body} {answer.Text}");
            }
        }

        foreach (var id in new[] { "E-1", "E-2" })
        {
            var items = await RunningApi.SendAsync(HttpMethod.Post, "/v1/batches", new[] { new { external = new { system = "test", id }, command = "notes", body = new { } } }, stranger);
            items["items.0.code"].GetString().ShouldBe("notFound", id);
        }
    }

    [Fact]
    public async Task Every_answer_to_a_known_caller_tells_how_far_the_ledger_has_come()
    {
        await using var api = await RunningApi.StartAsync();
        var made = await api.PostAsync("/v1/hazards", Bodies.Register());
        foreach (var path in new[] { "/v1/keys", "/v1/figures/definitions", "/v1/hazards?x=1", "/v1/nothing", "/v1/evidence/zz", "/v1/hazards/none" })
        {
            (await api.GetAsync(path)).Position.ShouldBe(made.Position, path);
        }

        (await api.PostAsync($"{made.Location}/notes", new { })).Position.ShouldBe(made.Position);
        (await api.PostAsync("/v1/batches", new[] { new { hazard = made["id"].GetString(), command = "notes", body = new { note = "x" } } })).Position.ShouldBe(made.Position + 1);
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/hazards", null, api.ClientOf(null))).Position.ShouldBeNull("strangers are told nothing");
    }

    [Fact]
    public async Task A_key_that_cannot_be_read_is_refused_without_a_word_about_our_insides()
    {
        await using var api = await RunningApi.StartAsync();
        const string good = """{"name":"n","person":"P","organisation":"O","roles":["reader"],"areas":[],"expiresOn":"2199-01-01"}""";
        foreach (var body in new[] { "{}", "[]", "null", "{", "5", good.Replace("\"n\"", "7", StringComparison.Ordinal), good.Replace("2199-01-01", "2026-02-30", StringComparison.Ordinal), good.Replace("\"name\"", "\"x\":1,\"name\"", StringComparison.Ordinal) })
        {
            var answer = await api.PostAsync("/v1/keys", body);
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, body);
            answer.Text.ShouldNotContain("HazardLedger.", Case.Sensitive, body);
            answer.Text.ShouldNotContain("JSON value");
        }

        (await api.PostAsync("/v1/keys?x=1", good)).Status.ShouldBe(HttpStatusCode.BadRequest);
        using var utf16 = new StringContent(good, Encoding.UTF8, "application/json");
        utf16.Headers.ContentType!.CharSet = "utf-16";
        using var refused = await api.Client.PostAsync(new Uri("/v1/keys", UriKind.Relative), utf16);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await api.GetAsync("/v1/keys"))["items"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_item_that_names_its_hazard_twice_or_in_vain_is_refused()
    {
        await using var api = await RunningApi.StartAsync();
        var hazard = (await api.PostAsync("/v1/hazards", Bodies.Register(external: "E-1")))["id"].GetString();
        var external = new { system = "test", id = "E-1" };
        var answer = await api.PostAsync("/v1/batches", new object[]
        {
            new { hazard, external, command = "notes", body = new { note = "x" } },
            new { command = "notes", body = new { note = "x" } },
            new { hazard, command = "registrations", body = Bodies.Register() },
            new { hazard, command = "notes", body = new { note = "x" }, idempotencyKey = "\n" },
            new { external, command = "notes", body = new { note = "x" } },
        });
        answer["items"].EnumerateArray().Select(item => item.GetProperty("status").GetInt32()).ShouldBe([400, 400, 400, 400, 201], answer.Text);
    }

    [Fact]
    public async Task The_end_of_a_list_is_said_and_not_left_out()
    {
        await using var api = await RunningApi.StartAsync();
        var made = await api.PostAsync("/v1/hazards", Bodies.Register());
        foreach (var path in new[] { "/v1/events", "/v1/hazards", "/v1/figures/found/hazards", $"{made.Location}/events" })
        {
            var answer = await api.GetAsync(path);
            answer["next"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null, path);
            answer["position"].GetInt64().ShouldBe(made.Position!.Value, path);
        }
    }

    [Fact]
    public async Task A_weakened_tag_still_spares_the_answer()
    {
        await using var api = await RunningApi.StartAsync();
        var made = await api.PostAsync("/v1/hazards", Bodies.Register());
        (await api.GetAsync(made.Location!, ("If-None-Match", "W/" + made.ETag))).Status.ShouldBe(HttpStatusCode.NotModified);
        (await api.GetAsync(made.Location!, ("If-None-Match", "\"9.20260101\", *"))).Status.ShouldBe(HttpStatusCode.NotModified);
    }

    private static object Item(string command, object body) => new { command, body };

    private static async Task<string> MajorAsync(RunningApi api)
    {
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        (await api.PostAsync($"{path}/gradings", Bodies.Grade("major"))).Status.ShouldBe(HttpStatusCode.Created);
        (await api.PostAsync($"{path}/rectification-orders", Bodies.Order())).Status.ShouldBe(HttpStatusCode.Created);
        return path;
    }
}
