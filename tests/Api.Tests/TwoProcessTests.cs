using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using HazardLedger.Api.Tests.Feed;
using HazardLedger.Testing;

namespace HazardLedger.Api.Tests;

/// <summary>Two programs on one ledger: what one says, the other knows.</summary>
public sealed class TwoProcessTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("HAZARDLEDGER_TEST_LONG") == "1";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_update_is_lost_and_a_version_is_given_out_once()
    {
        await using var a = await RunningApi.StartAsync();
        await using var b = await RunningApi.StartAsync(shared: a.Database);
        var path = (await a.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? a : b).PostAsync($"{path}/notes", new { note = $"{i}" })));
        var taken = answers.Where(answer => answer.Status == HttpStatusCode.Created).ToList();
        answers.Except(taken).ShouldAllBe(answer => answer.Status == HttpStatusCode.ServiceUnavailable, "who lost the race too often is told to come again");
        taken.Select(answer => answer["version"].GetInt32()).Order().ShouldBe(Enumerable.Range(2, taken.Count));
        var history = (await b.GetAsync($"{path}/events"))["items"].EnumerateArray().ToList();
        history.Count.ShouldBe(taken.Count + 1);
        history.Skip(1).Select(told => told.GetProperty("data").GetRawText() + told.GetProperty("note").GetRawText()).Distinct().Count().ShouldBe(taken.Count);

        var version = (await a.GetAsync(path)).ETag!;
        var race = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => (i % 2 == 0 ? a : b).PostAsync($"{path}/notes", new { note = $"race {i}" }, ("If-Match", version))));
        race.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        race.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed).ShouldBe(9);
    }

    [Fact]
    public async Task A_refusal_is_never_older_than_what_the_other_recorded()
    {
        await using var a = await RunningApi.StartAsync();
        await using var b = await RunningApi.StartAsync(shared: a.Database);
        var path = (await a.PostAsync("/v1/hazards", Bodies.Register())).Location!;
        (await b.PostAsync($"{path}/listings", Bodies.Listing("L-0"))).Status.ShouldBe(HttpStatusCode.Conflict);
        (await a.PostAsync($"{path}/gradings", Bodies.Grade("major"))).Status.ShouldBe(HttpStatusCode.Created);
        (await a.PostAsync($"{path}/rectification-orders", Bodies.Order())).Status.ShouldBe(HttpStatusCode.Created);
        for (var i = 0; i < 6; i++)
        {
            var (one, other) = i % 2 == 0 ? (a, b) : (b, a);
            var listed = await other.PostAsync($"{path}/listings", Bodies.Listing($"L-{i}"));
            listed.Status.ShouldBe(HttpStatusCode.Created, $"{i}: {listed.Text}");
            (await one.PostAsync($"{path}/listings", Bodies.Listing($"X-{i}"))).Status.ShouldBe(HttpStatusCode.Conflict);
            (await one.PostAsync($"{path}/listings", Bodies.Listing($"L-{i}"))).Status.ShouldBe(HttpStatusCode.OK, "so already");
            (await one.PostAsync($"{path}/listing-revocations", new { listingNo = $"L-{i}", reason = "误挂" })).Status.ShouldBe(HttpStatusCode.Created);
            (await other.PostAsync($"{path}/listing-revocations", new { listingNo = $"L-{i}", reason = "误挂" })).Status.ShouldBe(HttpStatusCode.OK, "so already");
        }
    }

    [Fact]
    public async Task Figures_and_the_feed_of_one_know_what_the_other_wrote()
    {
        await using var a = await RunningApi.StartAsync();
        await using var b = await RunningApi.StartAsync(shared: a.Database);
        using var events = await SseClient.OpenAsync(b.Client, "/v1/events?after=1");
        using var figures = await SseClient.OpenAsync(b.Client, "/v1/figures/stream");
        (await figures.EventAsync()).Json.GetProperty("found").GetInt32().ShouldBe(0);
        var slowest = TimeSpan.Zero;
        for (var i = 1; i <= 30; i++)
        {
            var posted = await a.PostAsync("/v1/hazards", Bodies.Register());
            var since = Stopwatch.GetTimestamp();
            (await events.EventAsync()).Position.ShouldBe(posted.Position!.Value);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(since).Ticks));
            (await KnownAsync(b, posted.Position!.Value))["found"].GetInt32().ShouldBe(i);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"answer of A to event on B: slowest of 30 {slowest.TotalMilliseconds:F1} ms");
        for (var found = 0; found < 30;)
        {
            found = (await figures.EventAsync()).Json.GetProperty("found").GetInt32();
        }
    }

    // Two seconds are what the program waits for another's commit before it says 503; on a busy machine one comes again.
    private static async Task<Answer> KnownAsync(RunningApi api, long position)
    {
        var answer = await api.GetAsync("/v1/figures", ("Min-Position", $"{position}"));
        for (var again = 0; answer.Status == HttpStatusCode.ServiceUnavailable && again < 30; again++)
        {
            answer = await api.GetAsync("/v1/figures", ("Min-Position", $"{position}"));
        }

        return answer;
    }

    [Fact]
    public async Task One_idempotency_key_sent_to_both_has_one_effect_and_one_answer()
    {
        await using var a = await RunningApi.StartAsync();
        await using var b = await RunningApi.StartAsync(shared: a.Database);
        using var sameKey = new HttpClient { BaseAddress = b.Address };
        sameKey.DefaultRequestHeaders.Authorization = a.Client.DefaultRequestHeaders.Authorization;
        for (var i = 0; i < 5; i++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => RunningApi.SendAsync(
                HttpMethod.Post, "/v1/hazards", Bodies.Register(description: $"{i}"), n % 2 == 0 ? a.Client : sameKey, ("Idempotency-Key", $"k-{i}"))));
            answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
            answers.Select(answer => answer["recorded"].GetRawText()).Distinct().Count().ShouldBe(1);
            (await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", Bodies.Register(description: "another"), sameKey, ("Idempotency-Key", $"k-{i}"))).Code.ShouldBe("keyReused");
        }

        (await b.GetAsync("/v1/hazards?total=true"))["total"].GetInt32().ShouldBe(5);
    }

    [Fact]
    public async Task Two_programs_of_the_operating_system_record_side_by_side_and_each_sees_all()
    {
        Assert.SkipUnless(Long, "Two programs take their time to start: with HAZARDLEDGER_TEST_LONG=1.");
        await using var database = await LedgerDatabase.CreateAsync();
        await using var a = new KillProgram(("ConnectionStrings__Ledger", database.OwnerConnectionString));
        await using var b = new KillProgram(("ConnectionStrings__Ledger", database.OwnerConnectionString));
        await a.StartAsync(Ct);
        await b.StartAsync(Ct);
        using var clientA = a.Client();
        using var clientB = b.Client();
        using var events = await SseClient.OpenAsync(clientB, "/v1/events?after=1");
        var posted = new ConcurrentBag<long>();
        await Task.WhenAll(new[] { clientA, clientB }.Select(async client =>
        {
            for (var i = 0; i < 100; i++)
            {
                posted.Add((await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", Bodies.Register(), client)).Position!.Value);
            }
        }));
        posted.Order().ShouldBe(Enumerable.Range(2, 200).Select(position => (long)position));
        for (var position = 2; position <= 201; position++)
        {
            (await events.EventAsync()).Position.ShouldBe(position);
        }
    }
}
