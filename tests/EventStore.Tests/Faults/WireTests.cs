using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.EventStore.Tests.Faults;

/// <summary>Connections that are torn at any byte, or fall silent: what was under way is whole or absent, and nobody waits for ever.</summary>
public sealed class WireTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Torn_at_any_byte_of_request_or_reply_a_train_is_sent_again_and_stands_once(bool reset)
    {
        var (seed, tears) = (Campaign.Seed(), Campaign.Long ? 300 : 25);
        var (random, witness) = (new Random(seed), new Witness());
        await using var database = await LedgerDatabase.CreateAsync();
        await using var wire = new FaultWire(database.AppConnectionString);
        await using var source = NpgsqlDataSource.Create(wire.Through);
        var seen = witness.Follow();
        await using var ledger = await Ledger.OpenAsync(source, new LedgerOptions { Committed = groups => seen.AddRange(Campaign.Positions(groups)) }, Ct);
        for (var round = 0; wire.Torn < tears && round < tears * 20; round++)
        {
            wire.TearAfter((Way)random.Next(2), random.Next(random.Next(2) == 0 ? 200 : 9000), reset);
            await Task.WhenAll(Enumerable.Range(0, random.Next(1, 12)).Select(_ => witness.SendAsync(ledger, Campaign.Case(random), Ct)));
        }

        wire.Torn.ShouldBe(tears);
        witness.Told.ShouldAllBe(told => told.Single() is Appended, $"seed {seed}: it was only the wire");
        await database.MustBeSoundAsync(ledger, Ct, witness, $"seed {seed}");
    }

    [Fact]
    public async Task A_connection_that_falls_silent_is_given_up_and_what_was_asked_on_it_stands_once()
    {
        var witness = new Witness();
        await using var database = await LedgerDatabase.CreateAsync();
        await using var wire = new FaultWire(database.AppConnectionString);
        await using var source = NpgsqlDataSource.Create(wire.Through + ";Command Timeout=2");
        await using var ledger = await Ledger.OpenAsync(source, new LedgerOptions { CallLimit = TimeSpan.FromMilliseconds(300) }, Ct);
        await witness.SendAsync(ledger, Campaign.Case(new Random(1)), Ct);

        wire.FallSilent();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => witness.SendAsync(ledger, Campaign.Case(new Random(i)), Ct))).WaitAsync(TimeSpan.FromMinutes(3), Ct);

        outcomes.ShouldAllBe(outcome => outcome is Appended);
        wire.Withheld.ShouldBeGreaterThan(0);
        await database.MustBeSoundAsync(ledger, Ct, witness);
    }
}
