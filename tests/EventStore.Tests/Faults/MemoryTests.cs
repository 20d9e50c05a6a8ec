using HazardLedger.Testing;

namespace HazardLedger.EventStore.Tests.Faults;

/// <summary>Alone in the process, because it measures the process.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_much_is_offered_to_a_ledger_that_stands_still_memory_holds_the_queue_and_no_more()
    {
        const int Offered = 4000;
        const int Capacity = 64;
        var (witness, text) = (new Witness(), $$"""{"text":"{{new string('x', 64_000)}}"}""");
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync(new LedgerOptions { QueueCapacity = Capacity, CallLimit = TimeSpan.FromMinutes(1) });
        await witness.SendAsync(ledger, Some.Group(Guid.CreateVersion7(), 0), Ct);
        await using var held = await HeldHead.TakeAsync(database);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (waiting, refused) = (new List<Task<AppendOutcome>>(), 0);
        for (var i = 0; i < Offered; i++)
        {
            try
            {
                waiting.Add(ledger.AppendAsync(new AppendGroup([new(Guid.CreateVersion7(), "hazard", 0)], [Some.Event(data: text)]), Ct));
            }
            catch (LedgerBusyException)
            {
                refused++;
            }
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Current.SendDiagnosticMessage("{0} of {1} groups of 64 kB waited, {2} were refused; memory grew by {3:N0} bytes", waiting.Count, Offered, refused, grown);
        refused.ShouldBeGreaterThan(Offered - 1000);
        grown.ShouldBeLessThan(64L << 20, $"{Offered} groups of 64 kB are 256 MB, the queue and two trains a tenth of it");
        await held.LetGoAsync();
        (await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromMinutes(3), Ct)).ShouldAllBe(outcome => outcome is Appended);
        await database.MustBeSoundAsync(ledger, Ct);
    }
}
