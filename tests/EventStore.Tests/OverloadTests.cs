using HazardLedger.EventStore;
using HazardLedger.Testing;

namespace HazardLedger.EventStore.Tests;

/// <summary>More than the ledger can take at once.</summary>
public sealed class OverloadTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_train_that_takes_the_server_too_long_is_sent_again_in_halves_and_every_group_arrives()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync(new LedgerOptions { CallLimit = TimeSpan.FromMilliseconds(1500) });
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
        await database.ExecuteAsync("""
            CREATE FUNCTION public.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.06); RETURN NEW; END $$;
            CREATE TRIGGER slow BEFORE INSERT ON hl.request FOR EACH ROW EXECUTE FUNCTION public.slow();
            """);
        await using var held = await HeldHead.TakeAsync(database);
        // The first of them leaves alone and waits for the head; the others fill the train behind it.
        var appends = Enumerable.Range(0, 33).Select(_ => ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0), Ct)).ToList();
        await held.LetGoAsync();

        var outcomes = await Task.WhenAll(appends).WaitAsync(TimeSpan.FromMinutes(3), Ct);

        outcomes.ShouldAllBe(outcome => outcome is Appended);
        await database.MustBeSoundAsync(ledger, Ct);
    }

    [Fact]
    public async Task What_waits_is_bounded_and_one_group_more_is_refused_at_once()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync(new LedgerOptions { QueueCapacity = 8, CallLimit = TimeSpan.FromMinutes(1) });
        await using var held = await HeldHead.TakeAsync(database);
        var waiting = new List<Task<AppendOutcome>>();
        var refused = false;
        while (!refused && waiting.Count < 2000)
        {
            try
            {
                waiting.Add(ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0), Ct));
            }
            catch (LedgerBusyException)
            {
                refused = true;
            }
        }

        refused.ShouldBeTrue();
        waiting.Count.ShouldBeLessThan(600);
        await held.LetGoAsync();
        (await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromMinutes(3), Ct)).ShouldAllBe(outcome => outcome is Appended);
        (await ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0), Ct)).ShouldBeOfType<Appended>();
    }

    /// <summary>A full disk as the program meets it: the server's own SQLSTATE, raised in the midst of the append.</summary>
    [Theory]
    [InlineData("53100")]
    [InlineData("53200")]
    [InlineData("25006")]
    public async Task A_server_without_room_refuses_whole_groups_and_goes_on_when_there_is_room(string state)
    {
        var witness = new Witness();
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        await witness.SendAsync(ledger, Some.Group(Guid.CreateVersion7(), 0), Ct);
        await database.ExecuteAsync($"""
            CREATE FUNCTION public.full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '{state}'; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON hl.block FOR EACH ROW EXECUTE FUNCTION public.full_disk();
            """);
        var groups = Enumerable.Range(0, 20).Select(_ => Some.Group(Guid.CreateVersion7(), 0) with { Request = Some.Request(Guid.NewGuid().ToString("N")) }).ToList();
        (await Task.WhenAll(groups.Select(group => witness.SendAsync(ledger, group, Ct)))).ShouldAllBe(outcome => outcome == null, "told that it is unavailable");
        (await database.MustBeSoundAsync(ledger, Ct, witness)).Count.ShouldBe(1);

        await database.ExecuteAsync("DROP TRIGGER full_disk ON hl.block");
        (await Task.WhenAll(groups.Select(group => witness.SendAsync(ledger, group, Ct)))).ShouldAllBe(outcome => outcome is Appended, "without a new start");
        await database.MustBeSoundAsync(ledger, Ct, witness);
    }

    [Fact]
    public async Task Numbers_asked_for_at_once_are_all_different_and_one_that_comes_back_is_given_out_again()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();

        var numbers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ledger.NextNumberAsync("350304-2026", Ct)));
        ledger.ReturnNumber("350304-2026", 17);

        numbers.Order().ShouldBe(Enumerable.Range(1, 100).Select(n => (long)n));
        (await ledger.NextNumberAsync("350304-2026", Ct)).ShouldBe(17);
        (await ledger.NextNumberAsync("350304-2026", Ct)).ShouldBe(101);
    }

    [Fact]
    public async Task A_stream_that_nobody_moved_is_known_to_be_unmoved_until_another_process_comes_between()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var (ledger, other) = (await database.OpenLedgerAsync(), await database.OpenLedgerAsync());
        var (mine, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        var first = await ledger.MustAppendAsync(Some.Group(mine, 0));
        var next = await ledger.MustAppendAsync(Some.Group(second, 0));
        ledger.IsUnmoved(mine, first.LastPosition, next.LastPosition).ShouldBeTrue();
        ledger.HasMoved(second, first.LastPosition).ShouldBeTrue();

        var theirs = await other.MustAppendAsync(Some.Group(mine, 1));
        ledger.IsUnmoved(mine, next.LastPosition, theirs.LastPosition).ShouldBeFalse();
        var after = await ledger.MustAppendAsync(Some.Group(second, 1));
        ledger.IsUnmoved(mine, next.LastPosition, after.LastPosition).ShouldBeFalse();
    }
}
