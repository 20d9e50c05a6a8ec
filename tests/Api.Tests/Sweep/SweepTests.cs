using System.Net;
using HazardLedger.Api.Sweep;
using HazardLedger.Api.Tests.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Api.Tests.Sweep;

/// <summary>Each deadline that ran out is recorded once: at midnight, after a time of standing still, by two processes, in the middle of a restart.</summary>
public sealed class SweepTests
{
    private const string Recorded = "SELECT count(*) FROM es.mt_events WHERE type = 'rectification_overdue_recorded'";
    private static readonly DateTimeOffset Noon = new(Bodies.Today.ToDateTime(new(12, 0)), TimeSpan.FromHours(8));

    [Fact]
    public async Task At_midnight_after_the_deadline_it_is_recorded_on_that_day_and_never_again()
    {
        var clock = new StepClock(Noon);
        await using var api = await RunningApi.StartAsync(clock);
        var hazard = await Changes.OrderedAsync(api, days: 2);
        var figures = (await api.GetAsync("/v1/figures?asOf=2199-01-01"))["stock"].GetRawText();
        await MoveAsync(api, clock, Noon.Date.AddDays(3).AddSeconds(-1));
        (await api.Database.ScalarAsync<long>(Recorded)).ShouldBe(0, "the last day ends at midnight in China");

        await MoveAsync(api, clock, Noon.Date.AddDays(3));
        await MoveAsync(api, clock, Noon.Date.AddDays(4));

        var recorded = (await api.GetAsync(hazard + "/events"))["items"].EnumerateArray().Last();
        (recorded.GetProperty("type").GetString(), recorded.GetProperty("occurredOn").GetString(), recorded.GetProperty("channel").GetString(), recorded.GetProperty("actor").GetProperty("role").GetString())
            .ShouldBe(("rectification_overdue_recorded", Bodies.Today.AddDays(3).ToString("yyyy-MM-dd"), "system", "system"));
        (await api.Database.ScalarAsync<long>(Recorded)).ShouldBe(1);
        (await api.GetAsync(hazard + "/deadline"))["overdueRecorded"].GetInt64().ShouldBe(recorded.GetProperty("position").GetInt64());
        (await api.GetAsync("/v1/figures?asOf=2199-01-01"))["stock"].GetRawText().ShouldBe(figures, "no figure moves");
    }

    [Fact]
    public async Task After_standing_still_the_day_is_the_one_after_the_deadline_and_what_was_finished_meanwhile_is_left_alone()
    {
        var clock = new StepClock(Noon);
        await using var api = await RunningApi.StartAsync(clock, arguments: "--Ledger:Sweep=off");
        var (late, void_, done) = (await Changes.OrderedAsync(api, days: 1), await Changes.OrderedAsync(api, days: 1), await Changes.OrderedAsync(api, days: 1));
        (await api.PostAsync(void_ + "/voidings", new { reason = "notFound" })).Status.ShouldBe(HttpStatusCode.Created);
        (await api.PostAsync(done + "/completion-reports", Bodies.Completion(await api.UploadAsync()))).Status.ShouldBe(HttpStatusCode.Created);
        clock.MoveTo(Noon.AddDays(60));
        (await api.Database.ScalarAsync<long>(Recorded)).ShouldBe(0, "it is switched off");

        await using var next = await RunningApi.StartAsync(clock, shared: api.Database);
        await DoneAsync(next, clock);

        (await api.Database.ScalarAsync<long>(Recorded)).ShouldBe(1);
        var recorded = (await api.GetAsync(late + "/events"))["items"].EnumerateArray().Last();
        recorded.GetProperty("occurredOn").GetString().ShouldBe(Bodies.Today.AddDays(2).ToString("yyyy-MM-dd"));
    }

    [Fact]
    public async Task A_deadline_that_an_extension_moved_runs_out_again_by_itself()
    {
        var clock = new StepClock(Noon);
        await using var api = await RunningApi.StartAsync(clock);
        var hazard = await Changes.OrderedAsync(api, days: 12);
        var other = await api.ClientWithAsync("recorder", "P-9", "SITE-1");
        var asked = await RunningApi.SendAsync(HttpMethod.Post, hazard + "/extension-requests",
            new { until = Bodies.Today.AddDays(20).ToString("yyyy-MM-dd"), reason = "x", measuresMeanwhile = "x" }, other);
        asked.Status.ShouldBe(HttpStatusCode.Created, asked.Text);
        await MoveAsync(api, clock, Noon.Date.AddDays(13));
        (await api.Database.ScalarAsync<long>(Recorded)).ShouldBe(1, "asking moves nothing");
        var given = await api.PostAsync(hazard + "/extension-decisions", new { decision = "approved" });
        given.Status.ShouldBe(HttpStatusCode.Created, given.Text);

        await MoveAsync(api, clock, Noon.Date.AddDays(20));
        (await api.Database.ScalarAsync<long>(Recorded)).ShouldBe(1);
        await MoveAsync(api, clock, Noon.Date.AddDays(21));
        (await api.Database.ScalarAsync<long>(Recorded)).ShouldBe(2);
    }

    [Fact]
    public async Task Two_processes_that_sweep_at_once_record_each_hazard_once()
    {
        var clock = new StepClock(Noon);
        await using var one = await RunningApi.StartAsync(clock, arguments: "--Ledger:Sweep=off");
        await using var other = await RunningApi.StartAsync(clock, shared: one.Database, arguments: "--Ledger:Sweep=off");
        await Parallel.ForEachAsync(Enumerable.Range(0, 30), TestContext.Current.CancellationToken, async (_, _) => await Changes.OrderedAsync(one, days: 1));
        var day = Bodies.Today.AddDays(2);
        clock.MoveTo(Noon.AddDays(2));

        var counts = await Task.WhenAll(new[] { one, other, one, other }.Select(api => Task.Run(() => SweepOf(api).PassAsync(day, TestContext.Current.CancellationToken))));

        (await one.Database.ScalarAsync<long>(Recorded)).ShouldBe(30);
        (await one.Database.ScalarAsync<long>(Recorded.Replace("count(*)", "count(DISTINCT stream_id)", StringComparison.Ordinal))).ShouldBe(30);
        counts.Sum().ShouldBeGreaterThanOrEqualTo(30);
        (await SweepOf(one).PassAsync(day, TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Fact]
    public async Task A_pass_that_was_stopped_in_the_middle_is_finished_by_the_next_start()
    {
        var clock = new StepClock(Noon);
        await using var api = await RunningApi.StartAsync(clock, arguments: "--Ledger:Sweep=off");
        await Parallel.ForEachAsync(Enumerable.Range(0, 20), TestContext.Current.CancellationToken, async (_, _) => await Changes.OrderedAsync(api, days: 1));
        clock.MoveTo(Noon.AddDays(2));
        using var stop = new CancellationTokenSource();
        var pass = SweepOf(api).PassAsync(Bodies.Today.AddDays(2), stop.Token);
        await api.Database.UntilAsync(Recorded.Replace("count(*)", "count(*) >= 3", StringComparison.Ordinal));
        await stop.CancelAsync();
        await pass.ContinueWith(static _ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);

        await using var next = await RunningApi.StartAsync(clock, shared: api.Database);
        await DoneAsync(next, clock);

        (await api.Database.ScalarAsync<long>(Recorded)).ShouldBe(20);
        (await api.Database.ScalarAsync<long>(Recorded.Replace("count(*)", "count(DISTINCT stream_id)", StringComparison.Ordinal))).ShouldBe(20);
    }

    [Fact]
    public async Task A_demonstration_ledger_is_not_swept()
    {
        await using var api = await RunningApi.StartAsync(new StepClock(Noon), synthetic: true);
        api.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<DailySweep>().ShouldBeEmpty();
    }

    private static OverdueSweep SweepOf(RunningApi api) => api.Services.GetRequiredService<OverdueSweep>();

    // Waits until the sweep sleeps, moves, and waits until the day's pass is done and it sleeps again.
    private static async Task MoveAsync(RunningApi api, StepClock clock, DateTime to)
    {
        await DoneAsync(api, clock);
        clock.MoveTo(new DateTimeOffset(to, TimeSpan.FromHours(8)));
        await DoneAsync(api, clock);
    }

    private static async Task DoneAsync(RunningApi api, StepClock clock)
    {
        var sweep = api.Services.GetRequiredService<DailySweep>();
        var day = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        var since = System.Diagnostics.Stopwatch.GetTimestamp();
        while (sweep.DoneFor != day || !clock.IsAwaited(clock.GetUtcNow().AddDays(1)))
        {
            await Task.Yield();
            System.Diagnostics.Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromMinutes(2), "the pass was never done");
        }
    }
}
