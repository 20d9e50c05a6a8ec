using HazardLedger.Testing;

namespace HazardLedger.EventStore.Tests;

/// <summary>Random groups go to the ledger and to a model of a dozen lines; answers and contents must be the same.</summary>
public sealed class ModelTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Random_groups_get_the_answers_of_an_in_memory_model()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var (model, streams) = (new Model(), Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).ToArray());
        for (var round = 0; round < 60; round++)
        {
            // Groups given at once are answered as if one after the other, in the order given, as long as they touch different things; some do not.
            var groups = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Draw(random, streams, model)).ToList();
            var disjoint = groups.SelectMany(g => g.Streams).Select(s => s.Id).Distinct().Count() == groups.Sum(g => g.Streams.Count)
                && groups.SelectMany(g => g.Keys).Select(k => k.Value).Distinct().Count() == groups.Sum(g => g.Keys.Count)
                && groups.Select(g => g.Request?.Key).Distinct().Count() == groups.Count;
            if (disjoint)
            {
                var outcomes = await Task.WhenAll(groups.Select(g => ledger.AppendAsync(g, Ct)));
                groups.Zip(outcomes).ToList().ForEach(pair => Same(pair.Second, model.Append(pair.First), seed));
                continue;
            }

            foreach (var group in groups)
            {
                Same(await ledger.AppendAsync(group, Ct), model.Append(group), seed);
            }
        }

        var stored = await database.MustBeSoundAsync(ledger, Ct);
        stored.Select(e => (e.Stream, e.Version, e.Id)).ShouldBe(model.Events, $"seed {seed}");
    }

    private static void Same(AppendOutcome actual, AppendOutcome expected, int seed)
    {
        if (actual is Appended a && expected is Appended e)
        {
            (a.FirstPosition, a.Count).ShouldBe((e.FirstPosition, e.Count), $"seed {seed}");
            a.Versions.ShouldBe(e.Versions, $"seed {seed}");
            return;
        }

        actual.ShouldBe(expected, $"seed {seed}");
    }

    private static AppendGroup Draw(Random random, Guid[] streams, Model model)
    {
        var chosen = random.GetItems(streams, random.Next(1, 4)).Distinct().ToArray();
        return new AppendGroup(
            [.. chosen.Select(s => new StreamExpectation(s, "hazard", Math.Max(0, model.Version(s) + (random.Next(6) == 0 ? random.Next(-1, 2) : 0))))],
            [.. Enumerable.Range(0, random.Next(1, 5)).Select(i => Some.Event(random.Next(chosen.Length), $$"""{"i":{{i}},"r":{{random.Next()}}}"""))])
        {
            Keys = random.Next(3) == 0 ? [new KeyClaim("number", random.Next(30).ToString(), random.Next(chosen.Length))] : [],
            Request = random.Next(2) == 0 ? Some.Request("r" + random.Next(120), (byte)random.Next(1, 3)) : null,
        };
    }

    private sealed class Model
    {
        private readonly Dictionary<string, (byte Body, long First, int Count)> requests = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Guid> keys = new(StringComparer.Ordinal);

        public List<(Guid Stream, long Version, Guid Id)> Events { get; } = [];

        public long Version(Guid stream) => Events.Count(e => e.Stream == stream);

        public AppendOutcome Append(AppendGroup group)
        {
            if (group.Request is { } asked && requests.TryGetValue(asked.Key, out var first))
            {
                return first.Body == asked.BodyHash[0] ? new Replayed(first.First, first.Count) : new RequestKeyReused();
            }

            if (group.Streams.FirstOrDefault(s => s.ExpectedVersion != Version(s.Id)) is { } moved)
            {
                return new WrongVersion(moved.Id, Version(moved.Id));
            }

            if (group.Keys.FirstOrDefault(k => keys.TryGetValue(k.Value, out var holder) && holder != group.Streams[k.Stream].Id) is { } taken)
            {
                return new KeyTaken(taken.Kind, taken.Value, keys[taken.Value]);
            }

            var position = Events.Count + 1;
            group.Keys.ToList().ForEach(k => keys[k.Value] = group.Streams[k.Stream].Id);
            group.Events.ToList().ForEach(e => Events.Add((group.Streams[e.Stream].Id, Version(group.Streams[e.Stream].Id) + 1, e.Id)));
            if (group.Request is { } request)
            {
                requests[request.Key] = (request.BodyHash[0], position, group.Events.Count);
            }

            return new Appended(position, group.Events.Count, default, [.. group.Streams.Select(s => Version(s.Id))]);
        }
    }
}
