using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.EventStore;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Tests.Histories;
using HazardLedger.Projections.Tests.Rebuild;
using HazardLedger.Testing;

namespace HazardLedger.Projections.Tests.Register;

/// <summary>The register's order in memory beside the table that it is the order of.</summary>
public sealed class RegisterMemoryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_and_table_answer_every_question_alike_while_two_programs_append()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var database = await LedgerDatabase.CreateAsync();
        await using var memory = new RegisterMemory(database.App);
        Ledger[] programs = [await database.OpenLedgerAsync(new() { Committed = memory.Offer }), await database.OpenLedgerAsync()];
        var (register, oracle) = (new HazardRegister(database.App, memory), new RegisterOracle(database, random));
        var journal = new RandomHistory(seed).Grow(hazards: 40, steps: 300).Journal;
        for (var at = 0; at < journal.Count; at++)
        {
            (await Kept.AppendAsync(programs[random.Next(2)], journal[at])).ShouldBeOfType<Appended>();
            if (at % 5 == 4)
            {
                await oracle.LearnAsync();
                await ShouldAgreeAsync(register, oracle, oracle.AnyScope(), oracle.AnyFilter(), 1 + random.Next(20), $"seed {seed}, after {at}");
            }
        }

        await using var loaded = new RegisterMemory(database.App);
        await loaded.StartAsync(Ct);
        await memory.KnowAllAsync(Ct);
        (loaded.Position, loaded.Hazards).ShouldBe((memory.Position, memory.Hazards));
        for (var asked = 0; asked < 60; asked++)
        {
            await ShouldAgreeAsync(new(database.App, loaded), oracle, oracle.AnyScope(), oracle.AnyFilter(), 1 + random.Next(20), $"seed {seed}, loaded");
        }
    }

    [Fact]
    public async Task A_walk_leaves_out_what_moves_and_nothing_else_whoever_moves_it()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var database = await LedgerDatabase.CreateAsync();
        await using var memory = new RegisterMemory(database.App);
        Ledger[] programs = [await database.OpenLedgerAsync(new() { Committed = memory.Offer }), await database.OpenLedgerAsync()];
        var (register, oracle) = (new HazardRegister(database.App, memory), new RegisterOracle(database, random));
        var journal = new RandomHistory(seed).Grow(hazards: 60, steps: 400).Journal;
        var at = 0;
        async Task<Guid> NextAsync()
        {
            (await Kept.AppendAsync(programs[random.Next(2)], journal[at])).ShouldBeOfType<Appended>();
            return journal[at++].Hazard;
        }

        while (at < journal.Count / 2)
        {
            await NextAsync();
        }

        await oracle.LearnAsync();
        while (at < journal.Count - 60)
        {
            var (scope, filter) = (oracle.AnyScope(), oracle.AnyFilter());
            var (expected, moved, seen, cursor, pinned) = (await oracle.AnswerAsync(scope, filter), new HashSet<Guid>(), new List<Guid>(), (string?)null, 0L);
            do
            {
                var page = (await register.PageAsync(scope, filter, cursor, 3, Ct)).ShouldBeOfType<RegisterPage>();
                pinned = cursor is null ? page.Position : pinned;
                (page.Position, page.Items.All(row => row.Position <= pinned)).ShouldBe((pinned, true), $"seed {seed}");
                seen.AddRange(page.Items.Select(row => row.Id));
                cursor = page.Next;
                moved.UnionWith(at < journal.Count ? [await NextAsync()] : []);
            }
            while (cursor is not null);
            seen.ShouldBeUnique();
            seen.Where(hazard => !moved.Contains(hazard)).ShouldBe(expected.Where(hazard => !moved.Contains(hazard)), $"seed {seed}, {filter}");
        }
    }

    [Fact]
    public async Task A_row_whose_maker_told_nothing_of_it_is_read_from_the_table()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var memory = new RegisterMemory(database.App);
        var ledger = await database.OpenLedgerAsync(new()
        {
            Committed = groups => memory.Offer([.. groups.Select(told => told with { Group = told.Group with { Register = [.. told.Group.Register.Select(row => row with { Known = null })] } })]),
        });
        await memory.StartAsync(Ct);
        var journal = new RandomHistory(6).Grow(hazards: 10, steps: 40).Journal;
        foreach (var step in journal)
        {
            await Kept.AppendAsync(ledger, step);
        }

        var all = await new HazardRegister(database.App, memory).PageAsync(Scope.Everything, new RegisterFilter(RegisterName.All, RegisterOracle.Today) { WithTotal = true }, null, 100, Ct);
        var alive = journal.GroupBy(step => step.Hazard).Count(steps => !steps.Last().After.Now.IsGone);
        all.ShouldBeOfType<RegisterPage>().Total.ShouldBe(alive);
    }

    [Fact]
    public async Task What_is_put_right_in_the_table_is_put_right_in_memory()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var memory = new RegisterMemory(database.App);
        var ledger = await database.OpenLedgerAsync(new() { Committed = memory.Offer });
        foreach (var step in new RandomHistory(5).Grow(hazards: 20, steps: 100).Journal)
        {
            await Kept.AppendAsync(ledger, step);
        }

        var (register, oracle) = (new HazardRegister(database.App, memory), new RegisterOracle(database, new Random(5)));
        var all = new RegisterFilter(RegisterName.All, RegisterOracle.Today) { WithTotal = true };
        var whole = await oracle.AnswerAsync(Scope.Everything, all);
        await database.ExecuteAsync("UPDATE hl.register SET unit = 2, deadline = '2030-01-01', discovered_on = '2000-01-01' WHERE unit IS NOT NULL AND hazard::text < '8'");
        await database.ExecuteAsync("DELETE FROM hl.register WHERE hazard = (SELECT max(hazard::text)::uuid FROM hl.register)");
        await using var misled = new RegisterMemory(database.App);
        await misled.StartAsync(Ct);

        await new Projections.Rebuild.RegisterRebuild(database.Owner).RunAsync(Ct);

        foreach (var known in new[] { memory, misled })
        {
            var page = (RegisterPage)await new HazardRegister(database.App, known).PageAsync(Scope.Everything, all, null, 500, Ct);
            page.Items.Select(row => row.Id).ShouldBe(whole);
            page.Total.ShouldBe(whole.Count);
        }

        await ShouldAgreeAsync(register, oracle, Scope.Everything, all with { Sort = new(RegisterKey.Deadline, false) }, 7, "by deadline");
    }

    [Fact]
    public async Task What_this_program_was_answered_is_there_without_asking_the_ledger()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var memory = new RegisterMemory(database.App);
        var keeper = new Keeper(await database.OpenLedgerAsync(new() { Committed = memory.Offer }));
        await memory.StartAsync(Ct);
        for (var i = 1; i <= 200; i++)
        {
            await keeper.RegisterAsync("2026-06-01");
            await memory.KnowToldAsync(Ct);
            memory.Hazards.ShouldBe(i);
        }
    }

    [Fact]
    public async Task A_total_of_words_says_how_many_at_least_where_too_many_would_have_to_be_looked_at()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var memory = new RegisterMemory(database.App);
        var keeper = new Keeper(await database.OpenLedgerAsync(new() { Committed = memory.Offer }));
        for (var i = 0; i < 4; i++)
        {
            await keeper.RegisterAsync("2026-06-01");
        }

        await RegisterOracle.CopyAsync(database, 1_300);
        var register = new HazardRegister(database.App, memory);
        var (filter, cursor) = (new RegisterFilter(RegisterName.All, RegisterOracle.Today) { WithTotal = true, Words = "building" }, (string?)null);
        for (var i = 0; i < 2; i++)
        {
            var page = (await register.PageAsync(Scope.Everything, filter, cursor, 3, Ct)).ShouldBeOfType<RegisterPage>();
            (page.Items.Count, page.Total, page.TotalAtLeast).ShouldBe((3, null, RegisterWalk.Counted));
            cursor = page.Next;
        }

        var all = (await register.PageAsync(Scope.Everything, filter with { Words = null }, null, 3, Ct)).ShouldBeOfType<RegisterPage>();
        (all.Total, all.TotalAtLeast).ShouldBe((4 * 1_301, null));
    }

    [Fact]
    public async Task A_step_on_a_hazard_touches_no_index_of_its_row()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using (var ledger = await Ledger.OpenAsync(database.App))
        {
            var keeper = new Keeper(ledger);
            for (var i = 0; i < 40; i++)
            {
                var hazard = await keeper.RegisterAsync("2026-06-01");
                await keeper.RecordAsync(hazard, "2026-06-02", Keeper.Ordered("2026-07-10"));
                await keeper.RecordAsync(hazard, "2026-06-02", Keeper.Graded(Grade.Major));
                await keeper.RecordAsync(hazard, "2026-06-03", Keeper.Ordered("2026-07-12"));
                await keeper.RecordAsync(hazard, "2026-06-04", Keeper.Listed("L-" + i, "2026-07-20"));
                await keeper.RecordAsync(hazard, "2026-06-09", Keeper.Passed());
            }
        }

        // A connection that ends tells what it did.
        database.App.Clear();
        const string Steps = "SELECT n_tup_upd FROM pg_stat_all_tables WHERE relid = 'hl.register'::regclass";
        await database.UntilAsync($"SELECT ({Steps}) = 200");
        (await database.ScalarAsync<long>(Steps.Replace("n_tup_upd", "n_tup_hot_upd", StringComparison.Ordinal))).ShouldBe(200);
    }

    private static async Task ShouldAgreeAsync(HazardRegister register, RegisterOracle oracle, Scope scope, RegisterFilter filter, int limit, string when)
    {
        var expected = await oracle.AnswerAsync(scope, filter);
        var (seen, cursor) = (new List<Guid>(), (string?)null);
        do
        {
            var page = (await register.PageAsync(scope, filter, cursor, limit, Ct)).ShouldBeOfType<RegisterPage>();
            page.Total.ShouldBe(expected.Count, $"{when}: {filter}");
            seen.AddRange(page.Items.Select(row => row.Id));
            cursor = page.Next;
        }
        while (cursor is not null);
        seen.ShouldBe(expected, $"{when}: {scope}, {filter}");
        (await register.AllAsync(scope, filter, Ct).Select(row => row.Id).ToListAsync(Ct)).ShouldBe(expected, $"{when}: {scope}, {filter}");
    }
}
