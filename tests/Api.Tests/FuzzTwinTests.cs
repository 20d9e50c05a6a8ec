using System.Net;
using System.Text.Json;
using HazardLedger.Domain;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Tests;

/// <summary>Random stories told over HTTP and to a twin in memory: every answer, and at the end every read, must be the twin's.</summary>
public sealed class FuzzTwinTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("HAZARDLEDGER_TEST_LONG") == "1";

    public static TheoryData<int> Seeds => [.. Long ? Enumerable.Range(1, 20).Append(Random.Shared.Next()) : [Random.Shared.Next(), 20260617]];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_ledger_over_HTTP_is_the_one_that_the_domain_tells(int seed)
    {
        await using var api = await RunningApi.StartAsync();
        var digest = await api.UploadAsync();
        var clerks = new List<(string Person, HttpClient Client)>();
        foreach (var person in new[] { "P-20", "P-21", "P-22" })
        {
            clerks.Add((person, await api.ClientWithAsync("recorder", person)));
        }

        var (random, twin) = (new Random(seed), new FuzzTwin());
        var commands = new FuzzCommands(random, twin);
        try
        {
            for (var step = 0; step < 420; step++)
            {
                var (person, client) = clerks[random.Next(clerks.Count)];
                var day = commands.Day();
                var hazard = step < 12 || random.Next(20) == 0 ? Guid.Empty : commands.Any();
                var command = hazard == Guid.Empty ? commands.Registration(day) : commands.Next(hazard, day);
                await PlayAsync(client, twin, hazard, command, EntryOf(person, day, digest), random, propose: hazard != Guid.Empty && random.Next(5) == 0);
                if (commands.Answer(hazard) is { } answer)
                {
                    (person, client) = clerks[random.Next(clerks.Count)];
                    await PlayAsync(client, twin, hazard, answer, EntryOf(person, Bodies.Today, digest), random);
                }
            }

            twin.Journal.Count.ShouldBeGreaterThan(80, "enough commands are to be legal");
            twin.Journal.Select(one => twin.Stories[one.Hazard].Facts[(int)one.Version - 1].Event.GetType()).Distinct().Count().ShouldBeGreaterThan(12);
            await CompareFiguresAsync(api, twin, random);
            await CompareReadsAsync(api, twin);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidOperationException($"Seed {seed}: {e.Message}", e);
        }
    }

    private static Entry EntryOf(string person, DateOnly day, string digest) => new()
    {
        OccurredOn = day, Actor = new(person, "350304-EMB", "recorder"), Channel = "platform", Note = "说明", LateReason = "补录",
        Evidence = [new EvidenceCitation(digest, "image/jpeg", "after")],
    };

    private static async Task PlayAsync(HttpClient client, FuzzTwin twin, Guid hazard, HazardCommand command, Entry entry, Random random, bool propose = false)
    {
        var (path, body) = (FuzzCommands.Route(hazard, command), FuzzCommands.Body(command, entry).ToJsonString());
        var version = twin.Stories.TryGetValue(hazard, out var story) ? story.Version : 0;
        var stale = random.Next(12) == 0;
        (string, string)[] headers = stale ? [("If-Match", $"\"{version + 1 + random.Next(3)}\"")]
            : hazard != Guid.Empty && random.Next(3) == 0 ? [("If-Match", $"\"{version}.20260101\"")] : [];
        var only = random.Next(10) == 0;
        var answer = await RunningApi.SendAsync(HttpMethod.Post, path + $"?{(only ? "validateOnly=true&" : "")}{(propose ? "propose=true" : "")}".TrimEnd('?', '&'), body, client, headers);
        if (stale)
        {
            answer.Status.ShouldBe(HttpStatusCode.PreconditionFailed, $"{path} {body} {answer.Text}");
            return;
        }

        var id = hazard != Guid.Empty || answer.Status != HttpStatusCode.Created ? hazard : answer["id"].GetGuid();
        var (expected, refusal) = twin.Decide(id, command, entry, propose);
        var wanted = refusal is not null ? HttpStatusCode.Conflict : expected.Count > 0 && !only ? HttpStatusCode.Created : HttpStatusCode.OK;
        if (only && refusal == HazardRefusals.ListingNoTaken.Code)
        {
            return; // whether a number is free is known when it is taken, not when it is asked about
        }

        answer.Status.ShouldBe(wanted, $"{path} {body} {answer.Text} {refusal}");
        answer.Code.ShouldBe(refusal, $"{path} {body} {answer.Text}");
        if (answer.Status == HttpStatusCode.Created)
        {
            twin.Record(expected, HazardDecider.Meant(command, entry, story ?? Story.Empty).Entry, answer["recorded"]);
            answer.ETag!.ShouldStartWith($"\"{twin.Stories[id].Version}.");
            answer.Position.ShouldBe(twin.Journal[^1].Position);
        }
    }

    private static async Task CompareFiguresAsync(RunningApi api, FuzzTwin twin, Random random)
    {
        for (var i = 0; i < 25; i++)
        {
            var asOf = Bodies.Today.AddDays(random.Next(60) - 50);
            var from = asOf.AddDays(-random.Next(80));
            var position = random.Next(2) == 0 ? twin.Journal[^1].Position : twin.Journal[random.Next(twin.Journal.Count)].Position;
            var area = random.Next(3) switch { 0 => "350304", 1 => "350304103", _ => null };
            var question = $"from={from:yyyy-MM-dd}&asOf={asOf:yyyy-MM-dd}&position={position}{(area is null ? "" : $"&area={area}")}";
            var answer = await api.GetAsync($"/v1/figures?{question}&groupBy=area");
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
            answer.ETag.ShouldNotBeNull();
            var known = twin.KnownAt(position);
            var sums = new FuzzSums(known, from, asOf, FuzzSums.In(area)).All();
            Compare(answer.Body, sums, question);
            foreach (var group in answer["groups"].EnumerateArray())
            {
                var key = group.GetProperty("key").GetString()!;
                Compare(group, new FuzzSums(known, from, asOf, dims => dims.Area == key && (area is null || AreaCode.IsWithin(key, area))).All(), $"{question} {key}");
            }

            foreach (var figure in sums.Keys.Where(name => name is not "reopened" && !name.StartsWith("rectificationRate", StringComparison.Ordinal)))
            {
                (await api.GetAsync($"/v1/figures/{figure}/hazards?{question}&limit=1"))["count"].GetInt64().ShouldBe(sums[figure], $"{figure} {question}");
            }
        }
    }

    private static void Compare(JsonElement body, Dictionary<string, long> sums, string question)
    {
        foreach (var (figure, sum) in sums)
        {
            FuzzSums.At(body, figure).ShouldBe(sum, $"{figure} {question}");
        }
    }

    private static async Task CompareReadsAsync(RunningApi api, FuzzTwin twin)
    {
        var registers = new Dictionary<string, Func<Hazard, bool>>(StringComparer.Ordinal)
        {
            ["all"] = now => !now.IsGone,
            ["gone"] = now => now.IsGone,
            ["open"] = now => !now.IsGone && !now.IsFinished,
            ["major"] = now => !now.IsGone && now.Grade == Grade.Major,
            ["listed"] = now => !now.IsGone && now.Listing is not null,
            ["closed"] = now => now.Lifecycle == Lifecycle.Closed,
        };
        foreach (var (register, isIn) in registers)
        {
            (await WalkAsync(api, register)).ShouldBe(twin.Stories.Where(one => isIn(one.Value.Now)).Select(one => one.Key), ignoreOrder: true, register);
        }

        foreach (var (hazard, story) in twin.Stories)
        {
            var events = (await api.GetAsync($"/v1/hazards/{hazard}/events?expand=state"))["items"];
            events.GetArrayLength().ShouldBe((int)story.Version);
            foreach (var one in events.EnumerateArray())
            {
                var version = one.GetProperty("version").GetInt64();
                var then = story.UpTo(version).On(Bodies.Today);
                Same(one.GetProperty("state"), then, $"{hazard} v{version}");
                Same((await api.GetAsync($"/v1/hazards/{hazard}?version={version}")).Body, then, $"{hazard} ?version={version}");
            }
        }
    }

    private static void Same(JsonElement state, Hazard hazard, string which)
    {
        state.GetProperty("lifecycle").GetString().ShouldBe(EventJson.Word(hazard.Lifecycle), which);
        state.GetProperty("grade").GetString().ShouldBe(EventJson.Word(hazard.Grade), which);
        state.GetProperty("area").GetString().ShouldBe(hazard.Area, which);
        state.GetProperty("discoveredOn").GetString().ShouldBe(hazard.DiscoveredOn.ToString("yyyy-MM-dd"), which);
        state.GetProperty("reopenCount").GetInt32().ShouldBe(hazard.ReopenCount, which);
        state.GetProperty("deadline").GetProperty("on").GetString().ShouldBe(hazard.Deadline?.ToString("yyyy-MM-dd"), which);
        var listing = state.GetProperty("listing");
        (listing.ValueKind == JsonValueKind.Null ? null : listing.GetProperty("listingNo").GetString()).ShouldBe(hazard.Listing?.ListingNo, which);
    }

    private static async Task<List<Guid>> WalkAsync(RunningApi api, string register)
    {
        var (seen, cursor) = (new List<Guid>(), "");
        do
        {
            var page = await api.GetAsync($"/v1/hazards?register={register}&limit=7{cursor}");
            seen.AddRange(page["items"].EnumerateArray().Select(row => row.GetProperty("id").GetGuid()));
            cursor = page["next"].ValueKind == JsonValueKind.Null ? null : "&cursor=" + page["next"].GetString();
        }
        while (cursor is not null);
        return seen;
    }
}
