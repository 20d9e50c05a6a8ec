using System.Net;
using HazardLedger.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Api.Tests;

/// <summary>`Ledger-Position` and `Min-Position` keep their word: no answer claims more than it reads, and what was asked for is in it.</summary>
public sealed class PositionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_ledger_grows_no_answer_claims_a_position_beyond_what_it_reads()
    {
        await using var api = await RunningApi.StartAsync();
        var path = (await api.PostAsync("/v1/hazards", Bodies.Register())).Location;
        var ledger = api.Services.GetRequiredService<Ledger>();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var growing = Enumerable.Range(0, 4).Select(_ => GrowAsync(ledger, over.Token)).ToList();
        for (var i = 0; i < 60; i++)
        {
            foreach (var asked in new[] { "/v1/figures", "/v1/figures?groupBy=area", "/v1/figures/found/hazards", "/v1/figures/found/postings", "/v1/hazards", "/v1/events?after=1&limit=1" })
            {
                var answer = await api.GetAsync(asked);
                answer.Position!.Value.ShouldBeLessThanOrEqualTo(answer["position"].GetInt64(), asked);
            }

            (await api.GetAsync(path!)).Position!.Value.ShouldBeGreaterThan(1);
        }

        await over.CancelAsync();
        await Task.WhenAll(growing);
    }

    [Fact]
    public async Task What_another_program_recorded_is_in_every_answer_that_was_asked_for_with_its_position()
    {
        await using var a = await RunningApi.StartAsync();
        await using var b = await RunningApi.StartAsync(shared: a.Database);
        for (var found = 1; found <= 8; found++)
        {
            var registered = await a.PostAsync("/v1/hazards", Bodies.Register());
            var (path, noted) = (registered.Location!, await a.PostAsync($"{registered.Location}/notes", new { note = $"{found}" }));
            (await KnownAsync(b, "/v1/hazards?total=true", noted))["total"].GetInt32().ShouldBe(found);
            (await KnownAsync(b, path, noted))["version"].GetInt32().ShouldBe(2);
            (await KnownAsync(b, $"{path}/events", noted))["items"].GetArrayLength().ShouldBe(2);
            (await KnownAsync(b, $"{path}/figures", noted))["figures"].GetArrayLength().ShouldBeGreaterThan(0);
            (await KnownAsync(b, $"/v1/events?after={registered.Position}", noted))["items"].GetArrayLength().ShouldBe(1);
            (await KnownAsync(b, "/v1/figures", noted))["found"].GetInt32().ShouldBe(found);
            (await KnownAsync(b, "/v1/figures/found/hazards?limit=500", noted))["items"].GetArrayLength().ShouldBe(found);
            (await KnownAsync(b, "/v1/figures/series?interval=month&figures=found", noted)).Text.ShouldContain($"{found}");
        }
    }

    [Theory]
    [InlineData("/v1/figures")]
    [InlineData("/v1/hazards")]
    [InlineData("/v1/events")]
    public async Task What_the_ledger_does_not_hold_is_waited_for_and_then_refused(string path)
    {
        await using var api = await RunningApi.StartAsync();
        var head = (await api.PostAsync("/v1/hazards", Bodies.Register())).Position!.Value;
        (await api.GetAsync(path, ("Min-Position", $"{head}"))).Status.ShouldBe(HttpStatusCode.OK);
        var early = await api.GetAsync(path, ("Min-Position", $"{head + 1}"));
        (early.Status, early.Code, early.Headers.RetryAfter is null).ShouldBe((HttpStatusCode.ServiceUnavailable, "notYet", false));

        Task<Answer> waiting = api.GetAsync(path, ("Min-Position", $"{head + 1}")), said = api.PostAsync("/v1/hazards", Bodies.Register());
        (await said).Position.ShouldBe(head + 1);
        (await waiting).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable); // two seconds may pass on a busy machine
    }

    // On a busy machine two seconds may pass: then it says so, and one comes again.
    private static async Task<Answer> KnownAsync(RunningApi api, string path, Answer recorded)
    {
        var answer = await api.GetAsync(path, ("Min-Position", $"{recorded.Position}"));
        for (var again = 0; answer.Status == HttpStatusCode.ServiceUnavailable && again < 30; again++)
        {
            answer = await api.GetAsync(path, ("Min-Position", $"{recorded.Position}"));
        }

        answer.Status.ShouldBe(HttpStatusCode.OK, $"{path}: {answer.Text}");
        answer.Position!.Value.ShouldBeGreaterThanOrEqualTo(recorded.Position!.Value, path);
        return answer;
    }

    private static async Task GrowAsync(Ledger ledger, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var group = new AppendGroup([new(Guid.CreateVersion7(), "ballast", 0)], [new(0, Guid.CreateVersion7(), "ballast", "{}"u8.ToArray(), "{}"u8.ToArray())]);
            (await ledger.AppendAsync(group, Ct)).ShouldBeOfType<Appended>();
        }
    }
}
