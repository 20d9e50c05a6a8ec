using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.EventStore.Tests.Faults;

/// <summary>Readers while appenders append, are cut off and roll back: what is missing below the head does not exist.</summary>
public sealed class ReaderTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Readers_under_fire_see_every_position_once_in_order_and_no_hole()
    {
        var (seed, witness) = (Campaign.Seed(), new Witness());
        await using var database = await LedgerDatabase.CreateAsync();
        Ledger[] ledgers = [await database.OpenLedgerAsync(), await database.OpenLedgerAsync()];
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var readers = Enumerable.Range(0, 3).Select(_ => Reading.FollowAsync(database.App, witness.Follow(), () => over.IsCancellationRequested, Ct)).ToList();
        await using var guests = NpgsqlDataSource.Create(database.ConnectionStringAs("hl_guest"));
        var (repeating, guest) = (Reading.RepeatAsync(database.App, () => over.IsCancellationRequested, Ct), Reading.GuestAsync(guests, () => over.IsCancellationRequested, Ct));
        var writers = Enumerable.Range(0, 8).Select(i => Task.Run(
            async () =>
            {
                for (var random = new Random(seed + i); !over.IsCancellationRequested;)
                {
                    await witness.SendAsync(ledgers[i % 2], Campaign.Case(random), Ct);
                }
            },
            Ct)).ToList();
        await RollBackAsync(database, witness, rounds: Campaign.Long ? 200 : 15);
        await over.CancelAsync();
        await Task.WhenAll(writers);
        await Task.WhenAll([.. readers, repeating, guest]);

        var events = await database.MustBeSoundAsync(ledgers[0], Ct, witness, $"seed {seed}");
        witness.Followers.ShouldAllBe(seen => seen.Count > 0 && seen.Count <= events.Count);
    }

    // A guest's long transaction stands beside it all the while; appends are ended in the middle and numbers are drawn in vain.
    private static async Task RollBackAsync(LedgerDatabase database, Witness witness, int rounds)
    {
        await using var guest = await database.Owner.OpenConnectionAsync(Ct);
        await using var beside = await guest.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, Ct);
        await using (var look = new NpgsqlCommand("SELECT count(*) FROM es.mt_events", guest))
        {
            await look.ExecuteScalarAsync(Ct);
        }

        for (var round = 0; round < rounds; round++)
        {
            witness.AwaitAcknowledged(10, TimeSpan.FromSeconds(5));
            await database.ExecuteAsync(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%hl.append%' AND pid <> pg_backend_pid()");
        }
    }
}
