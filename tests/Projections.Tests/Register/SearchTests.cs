using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.EventStore;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Tests.Figures;
using HazardLedger.Projections.Tests.Rebuild;
using HazardLedger.Testing;

namespace HazardLedger.Projections.Tests.Register;

/// <summary>Words looked up by their grams lead to exactly the hazards whose text contains them.</summary>
public sealed class SearchTests
{
    private static readonly string[] Texts = ["消防通道堆放杂物", "配电箱未接地", "油罐区 E-2024 阀门", "荔安委〔2026〕3号", "Exit blocked", "液氨储罐\n安全阀", "消火栓无水", "a%b_c", "𠮷野家厨房燃气"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_grams_or_by_reading_every_row_the_same_hazards_are_found()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        foreach (var step in new RandomHistory(seed).Grow(hazards: 25, steps: 120).Journal)
        {
            await Kept.AppendAsync(ledger, (step.Hazard, Worded(step.Before), Worded(step.After)));
        }

        var found = 0;
        for (var i = 0; i < 300; i++)
        {
            var words = string.Join(' ', Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Piece(random)));
            var (read, indexed) = (await IdsAsync(database, words, []), await IdsAsync(database, words, [.. SearchWords.Of(words).Where(word => SearchGrams.Of(word).Length > 0)]));
            indexed.ShouldBe(read, $"seed {seed}, '{words}'");
            found += read.Count;
        }

        found.ShouldBeGreaterThan(0, $"seed {seed}");
        (await database.ScalarAsync<long>("SELECT count(*) FROM (SELECT FROM hl.register_search GROUP BY hazard, grams HAVING count(*) > 1) twice")).ShouldBe(0);
    }

    [Theory]
    [InlineData("-discoveredOn")]
    [InlineData("deadline")]
    public async Task Frequent_words_are_found_in_the_nearest_rows_or_by_grams_without_one_left_out(string sort)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        foreach (var step in new RandomHistory(seed).Grow(hazards: 60, steps: 120).Journal)
        {
            await Kept.AppendAsync(ledger, (step.Hazard, Worded(step.Before), Worded(step.After)));
        }

        await database.ExecuteAsync("ANALYZE hl.register");
        await using var memory = new RegisterMemory(database.App);
        for (var i = 0; i < 100; i++)
        {
            var words = string.Join(' ', Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Piece(random)));
            var filter = new RegisterFilter(RegisterName.All, new(2026, 6, 17)) { Words = words, Sort = RegisterSort.Parse(sort)! };
            var (walked, after) = (new List<Guid>(), (RegisterCursor?)null);
            do
            {
                var page = await new RegisterWalk(database.App, memory, Scope.Everything, filter, near: 4).PageAsync(after, 3, Ct);
                walked.AddRange(page.Items.Select(item => item.Id));
                after = page.Next is null ? null : RegisterCursor.Read(page.Next, Scope.Everything, filter);
            }
            while (after is not null);
            walked.Order().ShouldBe((await IdsAsync(database, words, [])).Order(), $"seed {seed}, '{words}'");
        }
    }

    [Fact]
    public async Task What_a_hazard_is_no_longer_called_does_not_lead_to_it_and_the_register_made_again_is_found_as_before()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var journal = new RandomHistory(3).Grow(hazards: 6, steps: 60).Journal;
        foreach (var step in journal)
        {
            await Kept.AppendAsync(ledger, step);
        }

        const string All = "SELECT string_agg(hazard::text || paper || grams::text, '|' ORDER BY hazard, grams) FROM hl.register_search";
        var before = await database.ScalarAsync<string>(All);
        await database.ExecuteAsync("DELETE FROM hl.register_search; INSERT INTO hl.register_search SELECT hazard, true, '{1,2}' FROM hl.register");
        await new Projections.Rebuild.RegisterRebuild(database.Owner).RunAsync(Ct);
        (await database.ScalarAsync<string>(All)).ShouldBe(before);
        before!.Count(sign => sign == '|').ShouldBeLessThan(journal.Count, "a line is written once");
    }

    [Fact]
    public async Task Words_in_what_a_hazard_is_and_words_in_its_papers_lead_to_it_together_also_from_lines_of_the_former_layout()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        foreach (var step in new RandomHistory(seed).Grow(hazards: 25, steps: 120).Journal)
        {
            await Kept.AppendAsync(ledger, (step.Hazard, Worded(step.Before), Worded(step.After)));
        }

        await CompareAsync();
        await database.ExecuteAsync("ALTER TABLE hl.register_search DROP COLUMN paper; CREATE INDEX register_search_grams ON hl.register_search USING gin (grams); "
            + "UPDATE hl.schema_version SET digest = 'of the former layout'");
        await LedgerSchema.EnsureAsync(database.OwnerConnectionString, ct: Ct);
        await CompareAsync();

        async Task CompareAsync()
        {
            for (var i = 0; i < 100; i++)
            {
                string[] words = [.. Enumerable.Range(0, 1 + random.Next(3)).SelectMany(_ => SearchWords.Of(Piece(random))).Where(word => SearchGrams.Of(word).Length > 0)];
                if (words.Length > 0)
                {
                    var read = await IdsAsync(database, string.Join(' ', words), []);
                    var (some, many) = (await FoundAsync(papers: 5000), await FoundAsync(papers: 0));
                    read.Except(some!).ShouldBeEmpty($"seed {seed}, '{string.Join(' ', words)}'");
                    many!.Order().ShouldBe(some!.Order(), $"seed {seed}, '{string.Join(' ', words)}'");
                    (await SearchLookup.CandidatesAsync(database.App, words, some!.Count, Ct)).ShouldNotBeNull();
                    (some.Count == 0 ? null : await SearchLookup.CandidatesAsync(database.App, words, some.Count - 1, Ct)).ShouldBeNull();
                }

                Task<IReadOnlyList<Guid>?> FoundAsync(int papers) => SearchLookup.CandidatesAsync(database.App, words, 1000, Ct, papers);
            }
        }
    }

    [Theory]
    [InlineData("阀门", 1)]
    [InlineData("应急责改〔2022〕56740-1号", 6)]
    [InlineData("荔安委〔2026〕3号", 9)]
    [InlineData("350304-2026-000123", 4)]
    public void Of_a_long_number_its_end_is_looked_up(string word, int grams) => SearchGrams.LookedUp(word).Length.ShouldBe(grams);

    [Theory]
    [InlineData("消防", 1)]
    [InlineData("消", 0)]
    [InlineData("e2", 0)]
    [InlineData("2026-01", 5)]
    [InlineData("荔安委〔2026〕3号", 9)]
    public void Two_signs_make_a_gram_and_of_ascii_three(string word, int grams) => SearchGrams.Of(word).Length.ShouldBe(grams);

    // The same story with words worth looking for; which ones depends on the number alone.
    private static Story Worded(Story story) => Story.Of(story.Facts.Select(fact => fact with
    {
        Event = fact.Event is HazardRegistered registered
            ? registered with { Place = Texts[registered.DiscoveredOn.Day % Texts.Length], Description = Texts[(registered.Area.Length + (int)registered.Source) % Texts.Length] } : fact.Event,
        Entry = fact.Version % 3 == 0 ? fact.Entry with { DocumentNo = $"荔应急〔2026〕{fact.Version}号" } : fact.Entry,
    }));

    private static string Piece(Random random)
    {
        var text = random.Next(4) == 0 ? $"荔应急〔2026〕{random.Next(12)}号" : Texts[random.Next(Texts.Length)];
        var runes = text.EnumerateRunes().ToArray();
        var first = random.Next(runes.Length);
        return string.Concat(runes.Skip(first).Take(1 + random.Next(5)).Select(rune => rune.ToString()));
    }

    private static async Task<List<Guid>> IdsAsync(LedgerDatabase database, string words, IReadOnlyList<string> byGrams)
    {
        var where = new RegisterConditions().Matching(new(RegisterName.All, new(2026, 6, 17)) { Words = words });
        where = byGrams.Count == 0 ? where : where.And("hazard = ANY({0})", (await SearchLookup.CandidatesAsync(database.App, byGrams, Ct)).ToArray());
        await using var command = where.Command(database.App, $"SELECT hazard FROM hl.register WHERE {where} ORDER BY hazard");
        await using var row = await command.ExecuteReaderAsync(Ct);
        var ids = new List<Guid>();
        while (await row.ReadAsync(Ct))
        {
            ids.Add(row.GetGuid(0));
        }

        return ids;
    }
}
