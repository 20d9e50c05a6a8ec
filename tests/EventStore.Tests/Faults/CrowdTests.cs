using HazardLedger.Testing;

namespace HazardLedger.EventStore.Tests.Faults;

/// <summary>Many at once: on one stream, under one key, with a clock that jumps.</summary>
public sealed class CrowdTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_sixty_four_writers_on_one_stream_each_version_is_won_by_one_who_had_seen_the_one_before()
    {
        var (witness, stream, goal) = (new Witness(), Guid.CreateVersion7(), Campaign.Long ? 400 : 30);
        await using var database = await LedgerDatabase.CreateAsync();
        Ledger[] ledgers = [await database.OpenLedgerAsync(), await database.OpenLedgerAsync(), await database.OpenLedgerAsync()];
        await Task.WhenAll(Enumerable.Range(0, 64).Select(writer => Task.Run(() => WriteAsync(ledgers[writer % 3], writer), Ct)));

        var events = await database.MustBeSoundAsync(ledgers[0], Ct, witness);
        witness.Told.Count(told => told.Single() is Appended).ShouldBe(events.Count, "as many winners as versions, and the oracle knows what each had seen");

        async Task WriteAsync(Ledger ledger, int writer)
        {
            for (var version = 0L; version < goal;)
            {
                var outcome = await witness.SendAsync(ledger, Some.Group(stream, version) with { Request = Some.Request($"{writer}-{version}") }, Ct);
                version = outcome is WrongVersion wrong ? wrong.ActualVersion : ((Appended)outcome!).Versions[0];
            }
        }
    }

    [Fact]
    public async Task The_same_request_fifty_times_at_once_takes_effect_once_and_everybody_hears_the_same()
    {
        var (witness, random) = (new Witness(), new Random(50));
        await using var database = await LedgerDatabase.CreateAsync();
        Ledger[] ledgers = [await database.OpenLedgerAsync(), await database.OpenLedgerAsync()];
        var group = Campaign.Case(random);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => witness.SendAsync(ledgers[i % 2], group, Ct), Ct)));

        var appended = outcomes.OfType<Appended>().ShouldHaveSingleItem();
        outcomes.OfType<Replayed>().ShouldAllBe(replayed => replayed == new Replayed(appended.FirstPosition, appended.Count));
        outcomes.OfType<Replayed>().Count().ShouldBe(49);
        var other = Campaign.Case(random) with { Request = group.Request! with { BodyHash = [2] } };
        (await witness.SendAsync(ledgers[0], other, Ct)).ShouldBeOfType<RequestKeyReused>();
        (await witness.SendAsync(ledgers[1], Campaign.Case(random) with { Request = Some.Request("another", body: 2) }, Ct)).ShouldBeOfType<Appended>("the same body under a key of its own is a second thing");
        await database.MustBeSoundAsync(ledgers[0], Ct, witness);
    }

    /// <summary>The server's own clock cannot be moved from here; a demonstration ledger takes its instants from its callers through the same
    /// line of the append, so what is shown is what the append makes of a clock that jumps: order and leaves do not depend on it.</summary>
    [Fact]
    public async Task Whatever_the_clock_does_order_stays_and_time_never_runs_backwards()
    {
        var seed = Campaign.Seed();
        var (random, witness) = (new Random(seed), new Witness());
        await using var database = await LedgerDatabase.CreateAsync(synthetic: true);
        Ledger[] ledgers = [await database.OpenLedgerAsync(), await database.OpenLedgerAsync()];
        var noon = new DateTimeOffset(2026, 6, 17, 12, 0, 0, TimeSpan.FromHours(8));
        TimeSpan[] jumps = [TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(400)];
        for (var round = 0; round < 25; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            {
                var clock = noon + jumps[random.Next(jumps.Length)] * random.Next(-3, 4);
                return witness.SendAsync(ledgers[i % 2], Campaign.Case(random) with { Clock = clock }, Ct);
            }));
        }

        var events = await database.MustBeSoundAsync(ledgers[0], Ct, witness, $"seed {seed}");
        foreach (var e in random.GetItems(events.ToArray(), 20))
        {
            var known = await ledgers[1].PositionAtAsync(e.RecordedAt, Ct);
            known.ShouldBe(events.Last(other => other.RecordedAt <= e.RecordedAt).Position, $"seed {seed}: as known then");
        }
    }
}
