using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace HazardLedger.Api.Tests;

/// <summary>Many clients at once on few hazards, with idempotency keys that several of them send at the same time.</summary>
public sealed class FuzzRaceTests
{
    private const int Clients = 32;
    private const int Requests = 14;

    [Fact]
    public async Task Parallel_duplicates_have_one_effect_and_versions_stay_contiguous()
    {
        var seed = Random.Shared.Next();
        await using var api = await RunningApi.StartAsync();
        var digest = await api.UploadAsync();
        var hazards = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            hazards.Add((await api.PostAsync("/v1/hazards", Bodies.Register())).Location!);
        }

        var answers = new ConcurrentQueue<(string Key, Answer Answer)>();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            var random = new Random(seed + client);
            for (var i = 0; i < Requests; i++)
            {
                // A key always stands for the same request, whoever of the clients sends it.
                var key = random.Next(90);
                var path = hazards[key % hazards.Count];
                var (route, body) = Request(key, digest);
                List<(string, string)> headers = [("Idempotency-Key", $"k{key}")];
                if (random.Next(3) == 0)
                {
                    headers.Add(("If-Match", (await api.GetAsync(path)).ETag!));
                }

                answers.Enqueue(($"k{key}", await api.PostAsync($"{path}/{route}", body, [.. headers])));
            }
        })));

        await JudgeAsync(api, answers, seed);
    }

    [Fact]
    public async Task One_key_sent_at_once_for_registrations_makes_one_hazard()
    {
        await using var api = await RunningApi.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client =>
            api.PostAsync("/v1/hazards", Bodies.Register(description: client % 4 == 0 ? "another" : "one"), ("Idempotency-Key", "same"))));
        var made = answers.Where(answer => answer.Status == HttpStatusCode.Created).ToList();
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Status == HttpStatusCode.UnprocessableEntity);
        made.Select(answer => answer.Location).Distinct().Count().ShouldBe(1);
        made.Select(answer => answer["number"].GetString()).Distinct().Count().ShouldBe(1);
        (await api.GetAsync("/v1/hazards?total=true"))["total"].GetInt32().ShouldBe(1);
    }

    private static async Task JudgeAsync(RunningApi api, ConcurrentQueue<(string Key, Answer Answer)> answers, int seed)
    {
        HttpStatusCode[] allowed = [HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.PreconditionFailed, HttpStatusCode.ServiceUnavailable];
        foreach (var (key, answer) in answers)
        {
            allowed.ShouldContain(answer.Status, $"seed {seed} {key} {answer.Text}");
            (answer.Status != HttpStatusCode.ServiceUnavailable || answer.Headers.RetryAfter is not null).ShouldBeTrue(answer.Text);
        }

        var stored = (await api.GetAsync("/v1/events?limit=500"))["items"].EnumerateArray().ToList();
        foreach (var same in answers.GroupBy(one => one.Key, StringComparer.Ordinal))
        {
            var positions = same.Where(one => one.Answer.Status == HttpStatusCode.Created).Select(one => one.Answer["position"].GetInt64()).Distinct().ToList();
            positions.Count.ShouldBeLessThanOrEqualTo(1, $"seed {seed} {same.Key}");
            stored.Count(one => one.TryGetProperty("note", out var note) && note.GetString() == same.Key).ShouldBe(positions.Count, $"seed {seed} {same.Key}");
        }

        stored.Select(one => one.GetProperty("position").GetInt64()).ShouldBe(Enumerable.Range(1, stored.Count).Select(i => (long)i));
        foreach (var mine in stored.GroupBy(one => one.GetProperty("hazard").GetGuid()))
        {
            mine.Select(one => one.GetProperty("version").GetInt64()).ShouldBe(Enumerable.Range(1, mine.Count()).Select(i => (long)i), $"seed {seed}");
        }
    }

    private static (string Route, object Body) Request(int key, string digest)
    {
        var note = $"k{key}";
        var evidence = new[] { new { sha256 = digest, mediaType = "image/jpeg", kind = "after" } };
        return (key / 5 % 6) switch
        {
            0 => ("gradings", new { grade = "general", criteria = Array.Empty<object>(), method = "direct", reasons = "x", note }),
            1 => ("rectification-orders", new { orderKind = "limited", deadline = Bodies.Today.AddDays(10), requirements = new[] { "x" }, note }),
            2 => ("completion-reports", new { measures = "x", report = "x", note, evidence }),
            3 => ("acceptance-inspections", new { result = "failed", inspectors = new[] { "P-11", "P-12" }, reasons = new[] { "x" }, note }),
            _ => ("notes", new { note }),
        };
    }
}
