using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Rebuild;
using HazardLedger.Projections.Tests.Figures;
using HazardLedger.Testing;

namespace HazardLedger.Projections.Tests.Rebuild;

/// <summary>What a rebuild proves before it switches, and what becomes of it.</summary>
public sealed class RepostingProofTests
{
    private const int Generation = 2;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    public async Task Columns_that_took_the_postings_while_they_were_proved_hold_what_a_load_would_have_read(int later)
    {
        var journal = new RandomHistory(31).Grow(hazards: 8, steps: 120).Journal;
        await using var database = await LedgerDatabase.CreateAsync();
        var old = await database.OpenLedgerAsync();
        await AppendAsync(old, journal, 0, journal.Count - later);

        await using var taken = new FigureColumns();
        var appended = false;
        var reposting = new Reposting(database.Owner, Generation)
        {
            StreamsAtOnce = 3,
            Figures = taken,
            Reached = step =>
            {
                // What is recorded between the proof's beginning and the switch comes with the switch.
                if (step == "digest" && !appended)
                {
                    appended = true;
                    AppendAsync(old, journal, journal.Count - later, journal.Count).GetAwaiter().GetResult();
                }
            },
        };
        (await reposting.EnsureAsync(Ct)).ShouldBeTrue();
        taken.Position.ShouldBeGreaterThan(0);

        var ledger = await database.OpenLedgerAsync(new LedgerOptions { Generation = Generation });
        await taken.StartAsync(ledger, database.App, Ct);
        await using var loaded = new FigureColumns();
        await loaded.StartAsync(ledger, database.App, Ct);
        (taken.Position, taken.Legs).ShouldBe((loaded.Position, loaded.Legs));
        var random = new Random(31);
        new FigureReads(taken).Digest().ShouldBe(new FigureReads(loaded).Digest());
        for (var i = 0; i < 30; i++)
        {
            var question = RandomQuestion.Ask(random, loaded.Position);
            RandomQuestion.Text(RandomQuestion.Flat(new FigureReads(taken).Headline(question)))
                .ShouldBe(RandomQuestion.Text(RandomQuestion.Flat(new FigureReads(loaded).Headline(question))), $"seed 31, {question}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_an_earlier_program_began_is_proved_by_the_digest_that_it_kept(bool whole)
    {
        var journal = new RandomHistory(7).Grow(hazards: 9, steps: 90).Journal;
        await using var database = await LedgerDatabase.CreateAsync();
        await AppendAsync(await database.OpenLedgerAsync(), journal, 0, journal.Count);
        var reached = 0;
        var dying = new Reposting(database.Owner, Generation) { StreamsAtOnce = 3, Reached = step => Die(step == "streams after commit" && ++reached == 2) };
        await Should.ThrowAsync<OperationCanceledException>(() => dying.EnsureAsync(Ct));
        var kept = Convert.FromHexString((await PostingTable.DigestAsync(database.Owner, Generation, long.MaxValue, Ct)).ToString());
        var words = Enumerable.Range(0, 4).Select(word => System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(kept.AsSpan(8 * word))).ToList();
        words[0] += whole ? 0 : 1;
        await database.ExecuteAsync($"UPDATE hl.reposting SET digest = '{{{string.Join(',', words)}}}'");

        var next = new Reposting(database.Owner, Generation) { StreamsAtOnce = 3 }.EnsureAsync(Ct);
        if (!whole)
        {
            await Should.ThrowAsync<LedgerBrokenException>(() => next);
            (await database.ScalarAsync<int>("SELECT generation FROM hl.ledger")).ShouldBe(1);
            return;
        }

        (await next).ShouldBeTrue();
        await using var loaded = new FigureColumns();
        await loaded.StartAsync(await database.OpenLedgerAsync(new LedgerOptions { Generation = Generation }), database.App, Ct);
        new FigureReads(loaded).Digest().ShouldBe(Kept.DigestOf(journal.GroupBy(step => step.Hazard).Select(same => KeyValuePair.Create(same.Key, same.Last().After))));
    }

    [Theory]
    [InlineData("UPDATE hl.posting SET amount = amount + 1 WHERE generation = 2 AND position = (SELECT min(position) FROM hl.posting WHERE generation = 2)")]
    [InlineData("UPDATE hl.posting SET hazard = gen_random_uuid() WHERE generation = 2 AND position = (SELECT min(position) FROM hl.posting WHERE generation = 2)")]
    [InlineData("DELETE FROM hl.posting WHERE generation = 2 AND position = (SELECT min(position) FROM hl.posting WHERE generation = 2)")]
    [InlineData("UPDATE hl.dims SET sector = sector || 'x' WHERE id = (SELECT min(dims) FROM hl.posting WHERE generation = 2)")]
    public async Task A_row_or_a_name_that_changes_on_the_way_keeps_the_old_postings_in_force(string change)
    {
        var journal = new RandomHistory(4).Grow(hazards: 5, steps: 60).Journal;
        await using var database = await LedgerDatabase.CreateAsync();
        await AppendAsync(await database.OpenLedgerAsync(), journal, 0, journal.Count);
        await using var figures = new FigureColumns();
        var reposting = new Reposting(database.Owner, Generation)
        {
            Figures = figures,
            Reached = step =>
            {
                if (step == "digest")
                {
                    database.ExecuteAsync($"SET session_replication_role = replica; {change}; RESET session_replication_role").GetAwaiter().GetResult();
                }
            },
        };
        await Should.ThrowAsync<LedgerBrokenException>(() => reposting.EnsureAsync(Ct));
        (await database.ScalarAsync<int>("SELECT generation FROM hl.ledger")).ShouldBe(1);
        figures.Position.ShouldBe(0, "nobody sees what was not proved");
    }

    [Fact]
    public void A_digest_of_rows_tells_any_two_apart_and_knows_no_order()
    {
        const int seed = 5;
        var random = new Random(seed);
        var seen = new HashSet<RowDigest>();
        for (var length = 0; length < 200; length++)
        {
            var row = new byte[length];
            seen.Add(RowDigest.OfRow(row)).ShouldBeTrue($"zeros of length {length}");
            random.NextBytes(row);
            for (var bit = 0; bit < 8 * length; bit++)
            {
                row[bit / 8] ^= (byte)(1 << (bit % 8));
                var changed = RowDigest.OfRow(row);
                seen.Add(changed).ShouldBeTrue($"seed {seed}, length {length}, bit {bit}");
                row[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        var (one, other) = (RowDigest.OfRow("one"u8), RowDigest.OfRow("other"u8));
        (one + other).ShouldBe(other + one);
        (one + one).ShouldNotBe(other + other);
    }

    private static void Die(bool now)
    {
        if (now)
        {
            throw new OperationCanceledException("killed");
        }
    }

    private static async Task AppendAsync(Ledger ledger, List<(Guid, Domain.Hazards.Story, Domain.Hazards.Story)> journal, int from, int until)
    {
        for (var at = from; at < until; at++)
        {
            (await Kept.AppendAsync(ledger, journal[at], leg => Account.IsUnit(leg.Code))).ShouldBeOfType<Appended>();
        }
    }
}
