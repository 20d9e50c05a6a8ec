using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.EventStore.Tests.Faults;

/// <summary>Seeded clients and seeded mischief against a real server: what each does comes from the seed, how they fall together from the machine.
/// Afterwards the ten invariants hold, and the ledger is a serial history of the model: told again in the order of positions, the twin takes every group.</summary>
public sealed class SeededTests
{
    private const int Clients = 8;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_clients_and_faults_a_seed_brings_the_ledger_is_a_serial_history()
    {
        var first = Campaign.Seed();
        for (var seed = first; seed < first + (Campaign.Long ? 60 : 3); seed++)
        {
            await using var database = await LedgerDatabase.CreateAsync();
            await RunAsync(database, seed);
        }
    }

    private static async Task RunAsync(LedgerDatabase database, int seed)
    {
        var witness = new Witness();
        await using var wire = new FaultWire(database.AppConnectionString);
        await using var source = NpgsqlDataSource.Create(wire.Through);
        await using var distant = await Ledger.OpenAsync(source, new LedgerOptions { CallLimit = TimeSpan.FromSeconds(1) }, Ct);
        var near = await database.OpenLedgerAsync();
        var streams = Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7()).ToArray();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var mischief = Task.Run(() => MischiefAsync(database, wire, witness, new Random(seed), over), Ct);
        var clients = Enumerable.Range(0, Clients).Select(i => Task.Run(
            () => new SeededClient(i % 2 == 0 ? near : distant, witness, streams, new Random(seed * 31 + i), "c" + i).LiveAsync(over.Token), Ct));
        await Task.WhenAll(clients);
        await mischief;

        foreach (var unanswered in witness.Told.Where(told => told.All(o => o is null)).ToList())
        {
            (await witness.SendAsync(near, unanswered.Key, Ct)).ShouldNotBeNull($"seed {seed}: when the faults stop, every answer comes");
        }

        await database.MustBeSoundAsync(near, Ct, witness, $"seed {seed}");
        MustBeSerial(await LedgerContents.ReadAsync(database.Owner, Ct), witness, seed);
    }

    private static void MustBeSerial(LedgerContents ledger, Witness witness, int seed)
    {
        var (model, at) = (new LedgerModel(), ledger.Events.ToDictionary(e => e.Id, e => e.Position));
        foreach (var group in witness.Told.Select(told => told.Key).Where(g => at.ContainsKey(g.Events[0].Id)).OrderBy(g => at[g.Events[0].Id]))
        {
            model.Append(group).ShouldBeOfType<Appended>($"seed {seed}").FirstPosition.ShouldBe(at[group.Events[0].Id], $"seed {seed}");
        }

        model.Events.ShouldBe(ledger.Events.Select(e => (e.Stream, e.Version, e.Id)), $"seed {seed}");
        foreach (var told in witness.Told)
        {
            foreach (var wrong in told.OfType<WrongVersion>())
            {
                wrong.ActualVersion.ShouldBeLessThanOrEqualTo(model.Version(wrong.Stream), $"seed {seed}: no version that never was");
            }
        }
    }

    private static async Task MischiefAsync(LedgerDatabase database, FaultWire wire, Witness witness, Random random, CancellationTokenSource over)
    {
        const string Appending = "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%hl.append%' AND pid <> pg_backend_pid()";
        for (var i = 0; i < 12; i++)
        {
            witness.AwaitAcknowledged(random.Next(5, 30), TimeSpan.FromSeconds(2));
            switch (random.Next(5))
            {
                case 0:
                    await database.ExecuteAsync("SELECT pg_terminate_backend(pid) " + Appending);
                    break;
                case 1:
                    await database.ExecuteAsync("SELECT pg_cancel_backend(pid) " + Appending);
                    break;
                case 2:
                    await using (var held = await HeldHead.TakeAsync(database))
                    {
                        await database.ExecuteAsync($"SELECT pg_sleep({random.Next(1, 80)} / 1000.0)");
                        await held.LetGoAsync();
                    }

                    break;
                default:
                    wire.TearAfter((Way)random.Next(2), random.Next(4000), random.Next(2) == 0);
                    break;
            }
        }

        await over.CancelAsync();
    }
}
