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
        var (model, streams) = (new LedgerModel(), Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).ToArray());
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

    private static AppendGroup Draw(Random random, Guid[] streams, LedgerModel model)
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
}
