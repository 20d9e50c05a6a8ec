using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace HazardLedger.Api.Tests;

/// <summary>The program, or its PostgreSQL, is killed in the middle of a stream of commands. Started again and told everything again under the
/// same idempotency keys, the ledger holds each command exactly once.</summary>
public sealed class KillTests
{
    private const int Hazards = 4;
    private const int Writers = 8;
    private static readonly bool Long = Environment.GetEnvironmentVariable("HAZARDLEDGER_TEST_LONG") == "1";
    private static readonly int Rounds = Long ? 8 : 1;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_kill_every_command_stands_exactly_once()
    {
        await using var program = new KillProgram();
        await program.StartAsync(Cancellation);
        var story = new Telling(program);
        for (var round = 0; round < Rounds; round++)
        {
            await story.TellAsync(round, until: 40 + 37 * round, program.KillAsync);
            await program.StartAsync(Cancellation);
            await program.ReadyAsync(Cancellation);
            await story.RetellAsync();
        }

        story.Failures.ShouldBeEmpty();
        program.Said.ShouldNotContain(line => line.Contains(program.Secret, StringComparison.Ordinal), "secrets do not stand in logs");
    }

    [Fact]
    public async Task After_a_crash_of_PostgreSQL_the_program_goes_on_by_itself()
    {
        Assert.SkipUnless(Long, "Recovery takes its time: with HAZARDLEDGER_TEST_LONG=1.");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The server's processes are found in /proc.");
        await using var program = new KillProgram();
        await program.StartAsync(Cancellation);
        var story = new Telling(program);
        for (var round = 0; round < Rounds; round++)
        {
            await story.TellAsync(round, until: 40 + 37 * round, _ =>
            {
                program.KillBackend();
                return program.ReadyAsync(Cancellation);
            });
            await story.RetellAsync();
        }

        story.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_PostgreSQL_is_killed_it_is_started_again_and_has_every_command_that_was_answered()
    {
        Assert.SkipUnless(Long, "A server that is gone is waited for: with HAZARDLEDGER_TEST_LONG=1.");
        await using var program = new KillProgram();
        await program.StartAsync(Cancellation);
        var story = new Telling(program);
        await story.TellAsync(0, until: 40, _ =>
        {
            program.KillServer();
            return Task.CompletedTask;
        });
        await program.ReadyAsync(Cancellation);
        await story.RetellAsync();
        story.Failures.ShouldBeEmpty();
    }

    /// <summary>Notes under idempotency keys; each note says its key, so that the ledger itself tells how often it stands there.</summary>
    private sealed class Telling(KillProgram program)
    {
        private readonly ConcurrentDictionary<string, (string Path, long? Position)> _told = new(StringComparer.Ordinal);
        private readonly List<string> _hazards = [];

        /// <summary>Answers that nobody may get: anything but 201 and 503.</summary>
        public ConcurrentQueue<string> Failures { get; } = [];

        /// <summary>Writers write; when so many commands were answered, something is killed; each writer then gets a few more refusals and stops.</summary>
        public async Task TellAsync(int round, int until, Func<CancellationToken, Task> kill)
        {
            using var client = program.Client();
            while (_hazards.Count < Hazards)
            {
                var made = await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", Bodies.Register(), client);
                made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
                _hazards.Add(made.Location!);
            }

            var (answered, enough, killed) = (0, new TaskCompletionSource(), new TaskCompletionSource());
            var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
            {
                for (var (i, refused) = (0, 0); refused < 3; i++)
                {
                    var key = $"{round}-{writer}-{i}";
                    var good = await SendAsync(client, key, _hazards[(writer + i) % Hazards] + "/notes");
                    await ReadAsync(client, i);
                    refused += good && !killed.Task.IsCompleted ? 0 : 1;
                    if (Interlocked.Increment(ref answered) == until)
                    {
                        enough.SetResult();
                    }
                }
            })).ToList();
            await enough.Task.WaitAsync(TimeSpan.FromMinutes(3), Cancellation);
            await kill(Cancellation);
            killed.SetResult();
            await Task.WhenAll(writers).WaitAsync(TimeSpan.FromMinutes(5), Cancellation);
        }

        /// <summary>Tells everything again, then reads the whole ledger.</summary>
        public async Task RetellAsync()
        {
            using var client = program.Client();

            // All of it, of earlier rounds too; one by one that was most of the test's time.
            await Parallel.ForEachAsync(_told.ToArray(), new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = Cancellation }, async (told, _) =>
            {
                (await SendAsync(client, told.Key, told.Value.Path)).ShouldBeTrue($"{told.Key}: {string.Join('\n', Failures)}");
                if (told.Value.Position is { } before)
                {
                    _told[told.Key].Position.ShouldBe(before, "what was answered once is answered again");
                }
            });

            var events = await ReadAllAsync(client);
            events.Select(one => one.GetProperty("position").GetInt64()).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i), "positions have no gap");
            events.Where(one => one.GetProperty("type").GetString() == "note_added").Select(one => one.GetProperty("note").GetString()!).ShouldBe(_told.Keys, ignoreOrder: true);
            foreach (var mine in events.GroupBy(one => one.GetProperty("hazard").GetGuid()))
            {
                mine.Select(one => one.GetProperty("version").GetInt64()).ShouldBe(Enumerable.Range(1, mine.Count()).Select(i => (long)i), "versions have no gap");
            }

            (await RunningApi.SendAsync(HttpMethod.Get, "/v1/figures", null, client))["found"].GetInt32().ShouldBe(Hazards);
        }

        private async Task<bool> SendAsync(HttpClient client, string key, string path)
        {
            _told.TryAdd(key, (path, null));
            try
            {
                var answer = await RunningApi.SendAsync(HttpMethod.Post, path, new { note = key }, client, ("Idempotency-Key", key));
                if (answer.Status == HttpStatusCode.Created)
                {
                    _told[key] = (path, answer["position"].GetInt64());
                }
                else if (answer.Status != HttpStatusCode.ServiceUnavailable || answer.Headers.RetryAfter is null)
                {
                    Failures.Enqueue($"{key}: {(int)answer.Status} {answer.Text}");
                }

                return answer.Status == HttpStatusCode.Created;
            }
            catch (HttpRequestException)
            {
                return false; // nobody is there, or he died before he answered
            }
        }

        // Reads meet the same dying database: they may be put off, never be a mistake of ours.
        private async Task ReadAsync(HttpClient client, int i)
        {
            try
            {
                var path = (i % 4) switch { 0 => "/v1/hazards", 1 => "/v1/figures?groupBy=area", 2 => _hazards[0], _ => "/v1/events?limit=5" };
                var answer = await RunningApi.SendAsync(HttpMethod.Get, path, null, client);
                if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable))
                {
                    Failures.Enqueue($"{path}: {(int)answer.Status} {answer.Text}");
                }
            }
            catch (HttpRequestException)
            {
                // Killed before it answered.
            }
        }

        private static async Task<List<JsonElement>> ReadAllAsync(HttpClient client)
        {
            var (events, after) = (new List<JsonElement>(), 0L);
            while (true)
            {
                var page = await RunningApi.SendAsync(HttpMethod.Get, $"/v1/events?after={after}&limit=500", null, client);
                events.AddRange(page["items"].EnumerateArray());
                if (!page.Body.TryGetProperty("next", out var next) || next.ValueKind == JsonValueKind.Null)
                {
                    return events;
                }

                after = next.GetInt64();
            }
        }
    }
}
