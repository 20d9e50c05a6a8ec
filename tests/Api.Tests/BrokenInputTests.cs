using System.Net;
using System.Text;
using FluentValidation;
using HazardLedger.Api.Recording;
using HazardLedger.Api.Validation;

namespace HazardLedger.Api.Tests;

/// <summary>Broken input gets the right 4xx, says everything at once, and changes nothing.</summary>
public sealed class BrokenInputTests(SharedApi shared) : IClassFixture<SharedApi>
{
    [Fact]
    public void An_entry_that_says_nothing_has_no_faults_and_so_is_not_looked_through()
    {
        CommandValidators.Entry.Validate(new ValidationContext<object>(EntryBody.Empty)).Errors.ShouldBeEmpty();
        EntryBody.Empty.ShouldBe(new(null, null, null, null, null, null, null, null, null));
    }

    [Fact]
    public async Task All_faults_of_a_body_come_in_one_answer_by_field()
    {
        var api = await shared.OpenAsync();
        var answer = await api.PostAsync("/v1/hazards", new
        {
            source = "rumour", sector = "gossip", category = "thing", place = "", description = new string('x', 5000), discoverers = Array.Empty<string>(), discoveredOn = "17.6.2026", surprise = 1,
        });
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        var faults = answer["errors"].EnumerateObject().Select(fault => fault.Name).ToList();
        foreach (var field in new[] { "source", "area", "sector", "place", "description", "discoverers", "discoveredOn", "surprise" })
        {
            faults.ShouldContain(field, answer.Text);
        }
    }

    [Theory]
    [InlineData("{", "malformed")]
    [InlineData("", "malformed")]
    [InlineData("[]", "invalid")]
    [InlineData("null", "invalid")]
    [InlineData("""{"note":"a","note":"b"}""", "malformed")]
    [InlineData("""{"note":"a\u0000b"}""", "malformed")]
    [InlineData("""{"note":"\ud800"}""", "malformed")]
    [InlineData("""{"no\u0000te":"x"}""", "malformed")]
    [InlineData("""{"note":1e999}""", "malformed")]
    [InlineData("""{"note":5}""", "invalid")]
    [InlineData("""{"note":"   "}""", "invalid")]
    [InlineData("""{"note":"x","occurredOn":"2026-02-30"}""", "invalid")]
    [InlineData("""{"note":"x","occurredAt":"2026-02-03T10:00:00"}""", "invalid")]
    [InlineData("""{"note":"x","occurredOn":"0001-01-01"}""", "invalid")]
    [InlineData("""{"note":"x","evidence":[null]}""", "invalid")]
    [InlineData("""{"note":"x","evidence":[{"sha256":"zz","mediaType":"image/jpeg","kind":"after"}]}""", "invalid")]
    [InlineData("""{"note":"x","basis":[""]}""", "invalid")]
    [InlineData("""{"note":{"deep":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}}""", "malformed")]
    public async Task A_broken_body_is_a_400_and_nothing_is_recorded(string body, string code)
    {
        var api = await shared.OpenAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        var answer = await api.PostAsync($"{path}/notes", body);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.Code.ShouldBe(code);
        (await api.GetAsync(path))["version"].GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Wrong_media_types_sizes_methods_and_paths_have_their_own_answers()
    {
        var api = await shared.OpenAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        using var form = new FormUrlEncodedContent([new("note", "x")]);
        (await SendAsync(api, $"{path}/notes", form)).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using var latin = new StringContent("{}", Encoding.Latin1, "application/json");
        (await SendAsync(api, $"{path}/notes", latin)).Status.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using var broken = new ByteArrayContent([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}']);
        broken.Headers.ContentType = new("application/json");
        (await SendAsync(api, $"{path}/notes", broken)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await api.PostAsync($"{path}/notes", $$"""{"note":"{{new string('x', 300_000)}}"}""")).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await RunningApi.SendAsync(HttpMethod.Delete, path, null, api.Client)).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await RunningApi.SendAsync(HttpMethod.Put, path, new { }, api.Client)).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await api.PostAsync($"{path}/surprises", new { })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await api.PostAsync("/v1/hazards/not-an-id/notes", new { note = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await api.PostAsync($"/v1/hazards/{Guid.Empty}/notes", new { note = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await api.PostAsync("/v1/hazards/00000000-0000-8000-8000-000000000001/notes", new { note = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await api.GetAsync(path))["version"].GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("/v1/figures?asof=2026-01-01")]
    [InlineData("/v1/figures?asOf=yesterday")]
    [InlineData("/v1/figures?asOf=2026-02-30")]
    [InlineData("/v1/figures?asOf=2026-01-01&asOf=2026-01-02")]
    [InlineData("/v1/figures?from=2026-05-01&asOf=2026-01-01")]
    [InlineData("/v1/figures?knownAt=2026-01-01")]
    [InlineData("/v1/figures?knownAt=2026-01-01T00:00:00Z&position=5")]
    [InlineData("/v1/figures?position=-1")]
    [InlineData("/v1/figures?position=99999999999999999999")]
    [InlineData("/v1/figures?groupBy=mood")]
    [InlineData("/v1/figures?grade=0")]
    [InlineData("/v1/figures/series?figures=onTimeRate")]
    [InlineData("/v1/hazards?limit=0")]
    [InlineData("/v1/hazards?limit=501")]
    [InlineData("/v1/hazards?sort=place")]
    [InlineData("/v1/hazards?cursor=AAAA")]
    [InlineData("/v1/hazards?cursor=%00")]
    [InlineData("/v1/hazards?register=mine")]
    [InlineData("/v1/events?after=-1")]
    public async Task A_query_that_is_not_of_the_contract_is_a_400(string path)
    {
        var api = await shared.OpenAsync();
        var answer = await api.GetAsync(path);
        answer.Status.ShouldBe(HttpStatusCode.BadRequest, answer.Text);
        answer.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("occurredInFuture", 1)]
    [InlineData("lateReasonRequired", -31)]
    public async Task The_envelope_is_guarded_by_rules(string code, int days)
    {
        var api = await shared.OpenAsync();
        var body = Bodies.Register();
        body["occurredOn"] = Bodies.Today.AddDays(days).ToString("yyyy-MM-dd");
        (await api.PostAsync("/v1/hazards", body)).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Codes_that_fail_their_check_need_a_note_that_says_why()
    {
        var api = await shared.OpenAsync();
        var body = Bodies.Register("Ward 5");
        body.Remove("site");
        body["enterprise"] = "91350211M0000XUF46";
        var refused = await api.PostAsync("/v1/hazards", body);
        refused["errors"].EnumerateObject().Select(fault => fault.Name).ShouldBe(["area", "enterprise"], ignoreOrder: true);
        body["note"] = "营业执照即如此印制";
        (await api.PostAsync("/v1/hazards", body)).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_file_that_was_never_uploaded_cannot_be_cited()
    {
        var api = await shared.OpenAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        await api.PostAsync($"{path}/rectification-orders", Bodies.Order());
        (await api.PostAsync($"{path}/completion-reports", Bodies.Completion(new string('b', 64)))).Code.ShouldBe("evidenceUnknown");
        (await api.PostAsync($"{path}/completion-reports", new { measures = "x" })).Code.ShouldBe("evidenceRequired");
    }

    private static async Task<Answer> SendAsync(RunningApi api, string path, HttpContent content)
    {
        using var response = await api.Client.PostAsync(new Uri(path, UriKind.Relative), content);
        return await Answer.OfAsync(response);
    }
}
