using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Rebuild;
using HazardLedger.Projections.Tests.Figures;
using HazardLedger.Testing;

namespace HazardLedger.Projections.Tests.Rebuild;

/// <summary>A ledger of older posting rules is posted anew: killed at every step, with the old program appending all the while.</summary>
public sealed class RepostingTests
{
    private const int Generation = 2;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<int> Kills => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task Killed_at_any_step_the_next_start_ends_with_what_the_events_say_and_nothing_else(int kill)
    {
        var journal = new RandomHistory(kill).Grow(hazards: 8, steps: 90).Journal;
        await using var database = await LedgerDatabase.CreateAsync();
        var old = await database.OpenLedgerAsync();
        var appended = await AppendAsync(old, journal, 0, journal.Count / 2);

        var reached = 0;
        var dying = Rebuild(database, _ => { if (++reached == kill) { throw new KilledException(); } });
        var killed = await DiesAsync(dying);
        if (killed && await GenerationAsync(database) == 1)
        {
            (await LoadedAsync(database, 1)).ShouldBe(await PostedAsync(database, 1), "the old figures stay whole until the switch");
            appended = await AppendAsync(old, journal, appended, journal.Count - 5);
        }

        await Rebuild(database, null).EnsureAsync(Ct);
        (await GenerationAsync(database)).ShouldBe(Generation);
        (await old.AppendAsync(new([new(Guid.CreateVersion7(), "x", 0)], [new(0, Guid.CreateVersion7(), "x", "{}"u8.ToArray(), "{}"u8.ToArray())]), Ct))
            .ShouldBe(new StaleGeneration(Generation));

        var ledger = await database.OpenLedgerAsync(new LedgerOptions { Generation = Generation });
        for (; appended < journal.Count; appended++)
        {
            (await Kept.AppendAsync(ledger, journal[appended])).ShouldBeOfType<Appended>();
        }

        (await LoadedAsync(database, Generation)).ShouldBe(Kept.DigestOf(journal.GroupBy(step => step.Hazard).Select(same => KeyValuePair.Create(same.Key, same.Last().After))));
        (await database.ScalarAsync<long>("SELECT count(*) FROM (SELECT FROM hl.posting WHERE generation = 2 GROUP BY position, hazard, cause, code, day, cohort, mark, dims, party HAVING count(*) > 1) twice")).ShouldBe(0);
        (await Rebuild(database, null).EnsureAsync(Ct)).ShouldBeFalse("it is done");
    }

    [Fact]
    public async Task As_known_at_any_position_the_figures_are_what_they_would_have_been()
    {
        const int seed = 21;
        var random = new RandomHistory(seed).Grow(hazards: 8, steps: 150);
        await using var database = await LedgerDatabase.CreateAsync();
        var old = await database.OpenLedgerAsync();
        await AppendAsync(old, random.Journal, 0, random.Journal.Count);
        (await Rebuild(database, null).EnsureAsync(Ct)).ShouldBeTrue();

        await using var columns = new FigureColumns();
        await columns.StartAsync(await database.OpenLedgerAsync(new LedgerOptions { Generation = Generation }), database.App, Ct);
        var (posted, choices) = (new Posted(random).FeedAll(), new Random(seed));
        for (var i = 0; i < 60; i++)
        {
            var question = RandomQuestion.Ask(choices, posted.Head);
            RandomQuestion.Text(RandomQuestion.Flat(new FigureReads(columns).Headline(question)))
                .ShouldBe(RandomQuestion.Text(RandomQuestion.Flat(posted.Reads.Headline(question))), $"seed {seed}, {question}");
        }
    }

    [Fact]
    public async Task Postings_that_do_not_add_up_are_never_switched_to()
    {
        var journal = new RandomHistory(4).Grow(hazards: 4, steps: 40).Journal;
        await using var database = await LedgerDatabase.CreateAsync();
        await AppendAsync(await database.OpenLedgerAsync(), journal, 0, journal.Count);
        await database.ExecuteAsync("INSERT INTO hl.posting SELECT position, 99, hazard, cause, code, day, cohort, mark, dims, party, 1, 2 FROM hl.posting LIMIT 1");
        await Should.ThrowAsync<LedgerBrokenException>(() => Rebuild(database, null).EnsureAsync(Ct));
        (await GenerationAsync(database)).ShouldBe(1);
    }

    [Fact]
    public async Task Two_programs_that_start_at_once_post_once_and_a_later_generation_is_left_alone()
    {
        var journal = new RandomHistory(5).Grow(hazards: 6, steps: 60).Journal;
        await using var database = await LedgerDatabase.CreateAsync();
        await AppendAsync(await database.OpenLedgerAsync(), journal, 0, journal.Count);
        (await Task.WhenAll(Rebuild(database, null).EnsureAsync(Ct), Rebuild(database, null).EnsureAsync(Ct))).ShouldBe([true, false], ignoreOrder: true);
        await Should.ThrowAsync<LedgerMismatchException>(() => new Reposting(database.Owner, 1).EnsureAsync(Ct));
    }

    [Fact]
    public async Task The_register_is_made_again_row_by_row_and_only_what_was_wrong_is_put()
    {
        var journal = new RandomHistory(6).Grow(hazards: 9, steps: 90).Journal;
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        await AppendAsync(ledger, journal, 0, journal.Count);
        const string All = "SELECT string_agg(r::text, '|' ORDER BY hazard) FROM hl.register r";
        var whole = await database.ScalarAsync<string>(All);

        (await new RegisterRebuild(database.Owner) { StreamsAtOnce = 2 }.RunAsync(Ct)).ShouldBe(0);
        await database.ExecuteAsync("UPDATE hl.register SET place = 'elsewhere', unit = 2 WHERE hazard = (SELECT min(hazard::text)::uuid FROM hl.register)");
        await database.ExecuteAsync("DELETE FROM hl.register WHERE hazard = (SELECT max(hazard::text)::uuid FROM hl.register)");
        (await new RegisterRebuild(database.Owner) { StreamsAtOnce = 2 }.RunAsync(Ct)).ShouldBe(2);
        (await database.ScalarAsync<string>(All)).ShouldBe(whole);
        await database.ExecuteAsync("DELETE FROM hl.register");
        (await new RegisterRebuild(database.Owner).RunAsync(Ct)).ShouldBe(journal.Select(step => step.Hazard).Distinct().Count());
        (await database.ScalarAsync<string>(All)).ShouldBe(whole);
    }

    private static Reposting Rebuild(LedgerDatabase database, Action<string>? reached) =>
        new(database.Owner, Generation) { StreamsAtOnce = 3, PositionsAtOnce = 20, Reached = reached };

    // The rules of before knew unit accounts only.
    private static async Task<int> AppendAsync(Ledger ledger, List<(Guid, Story, Story)> journal, int from, int until)
    {
        for (var at = from; at < until; at++)
        {
            (await Kept.AppendAsync(ledger, journal[at], leg => Account.IsUnit(leg.Code))).ShouldBeOfType<Appended>();
        }

        return until;
    }

    private static async Task<bool> DiesAsync(Reposting reposting)
    {
        try
        {
            await reposting.EnsureAsync(Ct);
            return false;
        }
        catch (KilledException)
        {
            return true;
        }
    }

    private static Task<int> GenerationAsync(LedgerDatabase database) => database.ScalarAsync<int>("SELECT generation FROM hl.ledger");

    private static async Task<string> LoadedAsync(LedgerDatabase database, int generation)
    {
        await using var columns = new FigureColumns();
        await columns.StartAsync(await database.OpenLedgerAsync(new LedgerOptions { Generation = generation }), database.App, Ct);
        return new FigureReads(columns).Digest();
    }

    private static async Task<string> PostedAsync(LedgerDatabase database, int generation)
    {
        var ledger = await database.OpenLedgerAsync(new LedgerOptions { Generation = generation });
        await using var connection = await database.Owner.OpenConnectionAsync(Ct);
        var (digest, names) = (new FigureDigest(), await PostedNames.ReadAsync(connection, Ct));
        await foreach (var posting in ledger.ReadPostingsAsync(0, Ct))
        {
            digest.Add(posting, names.Dims[posting.Dims], names.Parties[posting.Party]);
        }

        return digest.ToString();
    }

    private sealed class KilledException : Exception;
}
