using System.Collections.Concurrent;
using System.Net;

namespace HazardLedger.Api.Tests.Policies;

/// <summary>Two processes, one ledger: a rule that was acknowledged by one decides in the other at once.</summary>
public sealed class PolicyRaceTests
{
    [Fact]
    public async Task A_rule_acknowledged_by_one_process_decides_in_the_other_from_the_next_command_on()
    {
        await using var one = await RunningApi.StartAsync();
        await using var other = await RunningApi.StartAsync(shared: one.Database);
        var client = await ClientAsync(one, other);
        var hazard = await Changes.OrderedAsync(one);
        for (var days = 1; days <= 8; days++)
        {
            var rules = new { penaltyDecision = Changes.Limit($"p-{days}", days) };
            (await one.PostAsync("/v1/policies", Changes.Policy(rules, days % 2 == 0 ? "3503" : "350304"))).Status.ShouldBe(HttpStatusCode.Created);
            if (days % 2 == 0)
            {
                (await one.PostAsync("/v1/policies", Changes.Policy(new { penaltyDecision = (object?)null }, "350304"))).Status.ShouldBe(HttpStatusCode.Created);
            }

            var opened = await RunningApi.SendAsync(HttpMethod.Post, hazard + "/penalty-cases", new { caseNo = $"C-{days}", cause = "x" }, client);
            opened.Status.ShouldBe(HttpStatusCode.Created, opened.Text);
            opened["recorded.0.data.decideByRule"].GetString().ShouldBe($"p-{days}");
        }
    }

    [Fact]
    public async Task Under_a_stream_of_changes_no_command_is_decided_by_a_rule_older_than_the_last_acknowledged_before_it()
    {
        await using var one = await RunningApi.StartAsync();
        await using var other = await RunningApi.StartAsync(shared: one.Database);
        var client = await ClientAsync(one, other);
        var hazards = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Changes.OrderedAsync(one)));
        var (acknowledged, stale, done) = (0, new ConcurrentBag<string>(), 0);
        var changes = Task.Run(async () =>
        {
            for (var days = 1; days <= 25; days++)
            {
                (await one.PostAsync("/v1/policies", Changes.Policy(new { penaltyDecision = Changes.Limit($"p-{days}", days) }))).Status.ShouldBe(HttpStatusCode.Created);
                Volatile.Write(ref acknowledged, days);
            }

            Volatile.Write(ref done, 1);
        });
        await Task.WhenAll(hazards.Select(async (hazard, at) =>
        {
            for (var turn = 0; Volatile.Read(ref done) == 0 || turn == 0; turn++)
            {
                var least = Volatile.Read(ref acknowledged);
                var opened = await RunningApi.SendAsync(HttpMethod.Post, hazard + "/penalty-cases", new { caseNo = $"C-{at}-{turn}", cause = "x" }, client);
                opened.Status.ShouldBe(HttpStatusCode.Created, opened.Text);
                var rule = opened["recorded.0.data.decideByRule"].GetString()!;
                if (least > 0 && (!rule.StartsWith("p-", StringComparison.Ordinal) || int.Parse(rule[2..]) < least))
                {
                    stale.Add($"{rule} after {least}");
                }
            }
        }));
        await changes;
        stale.ShouldBeEmpty();
        (await other.GetAsync("/v1/policies"))["rules"].EnumerateArray().Single(row => row.GetProperty("rule").GetString() == "penaltyDecision").GetProperty("id").GetString().ShouldBe("p-25");
    }

    [Fact]
    public async Task However_often_a_rule_comes_between_a_command_is_decided_by_the_last_and_recorded()
    {
        await using var other = await RunningApi.StartAsync();
        var clock = new InterruptingClock();
        await using var one = await RunningApi.StartAsync(clock, shared: other.Database);
        var hazard = await Changes.OrderedAsync(other);
        var client = one.ClientOf(other.Secret);
        clock.Interrupt(30, days => other.PostAsync("/v1/policies", Changes.Policy(new { penaltyDecision = Changes.Limit($"p-{days}", days) })));

        var opened = await RunningApi.SendAsync(HttpMethod.Post, hazard + "/penalty-cases", new { caseNo = "C-1", cause = "x" }, client);

        clock.Left.ShouldBe(0);
        opened.Status.ShouldBe(HttpStatusCode.Created, opened.Text);
        opened["recorded.0.data.decideByRule"].GetString().ShouldBe("p-30");
    }

    [Fact]
    public async Task Two_who_change_the_same_jurisdiction_at_once_both_stand_one_after_the_other()
    {
        await using var one = await RunningApi.StartAsync();
        await using var other = await RunningApi.StartAsync(shared: one.Database);
        var client = await ClientAsync(one, other);
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(days => days % 2 == 0
            ? one.PostAsync("/v1/policies", Changes.Policy(new { lateAfterDays = days }, "350304"))
            : RunningApi.SendAsync(HttpMethod.Post, "/v1/policies", Changes.Policy(new { lateAfterDays = days }, "350304"), client)));

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created || answer.Status == HttpStatusCode.ServiceUnavailable);
        var stood = answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer["version"].GetInt64()).Order().ToList();
        stood.ShouldBe(Enumerable.Range(1, stood.Count).Select(version => (long)version));
    }

    // Keys live in the database: the first process's opens the second.
    private static Task<HttpClient> ClientAsync(RunningApi one, RunningApi other) => Task.FromResult(other.ClientOf(one.Secret));

    /// <summary>Lets something happen, so many times, whenever somebody is about to learn the time: as each decision does after it took its rules.</summary>
    private sealed class InterruptingClock : TimeProvider
    {
        private readonly Lock _turn = new();
        private Func<int, Task>? _act;
        private int _many;
        private int _done;

        public int Left => _many - _done;

        public void Interrupt(int many, Func<int, Task> act) => (_many, _act) = (many, act);

        public override DateTimeOffset GetUtcNow()
        {
            lock (_turn)
            {
                if (_act is { } act && _done < _many)
                {
                    _done++;
                    Task.Run(() => act(_done)).GetAwaiter().GetResult();
                }
            }

            return base.GetUtcNow();
        }
    }
}
