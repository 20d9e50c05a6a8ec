using HazardLedger.Testing;

namespace HazardLedger.EventStore.Tests;

public sealed class AppendTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_appended_can_be_read_with_everything_that_travelled_along()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var (stream, dims) = (Guid.CreateVersion7(), await ledger.DimsIdAsync(Some.Dims("350304", "x", "y"), Ct));
        var party = await ledger.PartyIdAsync("91350300MA00000000", Ct);
        var group = Some.Group(stream, 0, events: 2) with
        {
            Keys = [new KeyClaim("number", "H-1", 0)],
            Request = Some.Request("first"),
            Postings = [Some.Posting(1, dims, party), Some.Posting(1, dims, party, Some.Day.AddDays(30)), Some.Posting(0, dims)],
            Register = [Some.Row(0, "H-1")],
        };

        var appended = await ledger.MustAppendAsync(group);

        (appended.FirstPosition, appended.Count, appended.LastPosition).ShouldBe((1, 2, 2));
        appended.Versions.ShouldBe([2]);
        var events = await ledger.ReadStreamAsync(stream, ct: Ct);
        events.Select(e => e.Id).ShouldBe(group.Events.Select(e => e.Id));
        events.ShouldAllBe(e => e.RecordedAt == appended.RecordedAt && e.Stream == stream);
        (await ledger.FindKeyAsync("number", "H-1", Ct)).ShouldBe(stream);
        (await ledger.FindRequestAsync("alice", "first", Ct))!.FirstPosition.ShouldBe(1);
        (await ledger.StreamVersionAsync(stream, Ct)).ShouldBe(2);
        (await ledger.HeadAsync(Ct)).ShouldBe(new LedgerHead(2, appended.RecordedAt, 1, Synthetic: false, OthersAt: 0));
        var postings = await ledger.ReadPostingsAsync(0, Ct).ToListAsync(Ct);
        postings.Select(p => (p.Position, p.N, p.Party)).ShouldBe([(1, 0, 0), (2, 0, party), (2, 1, party)]);
        postings[2].ShouldBe(new StoredPosting(2, 1, stream, 3, 7, Some.Day, Some.Day, Some.Day.AddDays(30), dims, party, -1));
        (await database.ScalarAsync<string>("SELECT format('%s %s %s %s %s', number, version, position, campaigns, discovered_on) FROM hl.register"))
            .ShouldBe("H-1 2 2 {a,b} 2026-06-17");
    }

    [Fact]
    public async Task A_group_decided_on_an_old_version_is_told_the_actual_one_and_leaves_nothing()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var stream = Guid.CreateVersion7();
        await ledger.MustAppendAsync(Some.Group(stream, 0, 3));

        (await ledger.AppendAsync(Some.Group(stream, 1), Ct)).ShouldBe(new WrongVersion(stream, 3));
        (await ledger.AppendAsync(Some.Group(stream, 4), Ct)).ShouldBe(new WrongVersion(stream, 3));
        (await ledger.AppendAsync(Some.Group(stream, 0), Ct)).ShouldBe(new WrongVersion(stream, 3));

        (await ledger.HeadAsync(Ct)).Position.ShouldBe(3);
        await database.UntilAsync($"SELECT last_value = {3} FROM es.mt_events_sequence");
        (await database.ScalarAsync<long>("SELECT count(*) FROM hl.request")).ShouldBe(1);
        (await ledger.MustAppendAsync(Some.Group(stream, 3))).FirstPosition.ShouldBe(4);
    }

    [Fact]
    public async Task The_same_request_answers_with_its_first_outcome_and_another_body_is_refused()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var stream = Guid.CreateVersion7();
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
        await ledger.MustAppendAsync(Some.Group(stream, 0, 2) with { Request = Some.Request("k") });

        (await ledger.AppendAsync(Some.Group(stream, 0, 2) with { Request = Some.Request("k") }, Ct)).ShouldBe(new Replayed(2, 2));
        (await ledger.AppendAsync(Some.Group(stream, 2) with { Request = Some.Request("k", body: 9) }, Ct)).ShouldBe(new RequestKeyReused());
        (await ledger.AppendAsync(Some.Group(stream, 2) with { Request = Some.Request("k", caller: "bob") }, Ct)).ShouldBeOfType<Appended>();
        (await ledger.HeadAsync(Ct)).Position.ShouldBe(4);
    }

    [Fact]
    public async Task Fifty_copies_of_one_request_at_once_have_one_effect()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0) with { Request = Some.Request("once") }, Ct)));

        outcomes.Count(o => o is Appended).ShouldBe(1);
        outcomes.Count(o => o is Replayed { FirstPosition: 1, Count: 1 }).ShouldBe(49);
        (await ledger.HeadAsync(Ct)).Position.ShouldBe(1);
    }

    [Fact]
    public async Task A_natural_key_belongs_to_the_stream_that_claimed_it_first()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        KeyClaim[] claims = [new("other", second.ToString(), 0), new("number", "莆-7", 0)];

        var outcomes = await Task.WhenAll(
            ledger.AppendAsync(Some.Group(first, 0) with { Keys = [claims[1]] }, Ct), ledger.AppendAsync(Some.Group(second, 0) with { Keys = claims }, Ct));

        outcomes[0].ShouldBeOfType<Appended>();
        outcomes[1].ShouldBe(new KeyTaken("number", "莆-7", first));
        (await ledger.FindKeyAsync("other", second.ToString(), Ct)).ShouldBeNull();
        (await ledger.AppendAsync(Some.Group(first, 1) with { Keys = [claims[1]] }, Ct)).ShouldBeOfType<Appended>();
    }

    [Fact]
    public async Task A_group_of_two_streams_is_taken_whole_or_refused_whole()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var (survivor, duplicate) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await ledger.MustAppendAsync(Some.Two(survivor, 0, duplicate, 0));

        (await ledger.AppendAsync(Some.Two(survivor, 1, duplicate, 5), Ct)).ShouldBe(new WrongVersion(duplicate, 1));
        (await ledger.StreamVersionAsync(survivor, Ct)).ShouldBe(1);
        var merged = await ledger.MustAppendAsync(Some.Two(survivor, 1, duplicate, 1));
        merged.Versions.ShouldBe([2, 2]);
        (await ledger.ReadRangeAsync(3, 2, Ct)).Select(e => e.Stream).ShouldBe([survivor, duplicate]);
    }

    [Fact]
    public async Task An_archived_stream_takes_no_more_and_a_stale_generation_nothing_at_all()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var stream = Guid.CreateVersion7();
        await ledger.MustAppendAsync(Some.Group(stream, 0));
        await database.ExecuteAsync($"SET ROLE hl_owner; UPDATE es.mt_streams SET is_archived = true WHERE id = '{stream}'; RESET ROLE");
        (await ledger.AppendAsync(Some.Group(stream, 1), Ct)).ShouldBe(new Archived(stream));

        await database.ExecuteAsync("UPDATE hl.ledger SET generation = 2");
        (await ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0), Ct)).ShouldBe(new StaleGeneration(2));
        (await ledger.HeadAsync(Ct)).Position.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"text":"a\u0000b"}""")]
    [InlineData("""{"n":9007199254740993}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"lone":"\ud800"}""")]
    [InlineData("""{"open":""")]
    public async Task What_cannot_be_stored_faults_alone_and_its_neighbours_pass(string poison)
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        await using (var held = await HeldHead.TakeAsync(database))
        {
            var first = ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0), Ct);
            var neighbours = Enumerable.Range(0, 20).Select(_ => ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0), Ct)).ToList();
            neighbours.Insert(7, PoisonAsync());
            await held.LetGoAsync();
            var outcomes = await Task.WhenAll(neighbours);
            outcomes.Count(o => o is Appended).ShouldBe(20);
            outcomes[7].ShouldBeNull();
            await first;
        }

        (await ledger.HeadAsync(Ct)).Position.ShouldBe(21);

        async Task<AppendOutcome> PoisonAsync()
        {
            var group = new AppendGroup([new StreamExpectation(Guid.CreateVersion7(), "hazard", 0)], [Some.Event(data: poison)]);
            await Should.ThrowAsync<UnstorableEventException>(() => ledger.AppendAsync(group, Ct));
            return null!;
        }
    }

    [Fact]
    public async Task Texts_that_no_encoding_knows_are_refused_before_they_board()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var group = Some.Group(Guid.CreateVersion7(), 0);
        await Should.ThrowAsync<UnstorableEventException>(() => ledger.AppendAsync(group with { Keys = [new("k", "\ud800", 0)] }, Ct));
        await Should.ThrowAsync<UnstorableEventException>(() => ledger.AppendAsync(group with { Keys = [new("k", "a\0b", 0)] }, Ct));
        await Should.ThrowAsync<UnstorableEventException>(() => ledger.AppendAsync(group with { Register = [new(0, Some.Json("{\"deadline\":\"soon\"}"))] }, Ct));
        await Should.ThrowAsync<ArgumentException>(() => ledger.AppendAsync(group with { Keys = [new("k", "v", 1)] }, Ct));
        await Should.ThrowAsync<ArgumentException>(() => ledger.AppendAsync(group with { Request = Some.Request("k", caller: "~") }, Ct));
        (await ledger.MustAppendAsync(group)).FirstPosition.ShouldBe(1);
        await Should.ThrowAsync<LedgerBrokenException>(() => ledger.ReadRangeAsync(1, 2, Ct));
    }

    [Fact]
    public async Task A_full_queue_says_busy_and_keeps_what_it_took()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync(new LedgerOptions { QueueCapacity = 4 });
        await using var held = await HeldHead.TakeAsync(database);
        var taken = new List<Task<AppendOutcome>>();
        await Should.ThrowAsync<LedgerBusyException>(async () =>
        {
            while (true)
            {
                taken.Add(ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0), Ct));
                await Task.Yield();
            }
        });
        await held.LetGoAsync();
        (await Task.WhenAll(taken)).ShouldAllBe(o => o is Appended);
        (await ledger.HeadAsync(Ct)).Position.ShouldBe(taken.Count);
    }

    [Fact]
    public async Task Numbers_dims_and_parties_are_given_once()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var (one, two) = (await database.OpenLedgerAsync(), await database.OpenLedgerAsync());
        var numbers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? one : two).NextNumberAsync("H-2026", Ct)));
        numbers.Order().ShouldBe(Enumerable.Range(1, 40).Select(i => (long)i));
        var dims = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i => await (i % 2 == 0 ? one : two).DimsIdAsync(Some.Dims("350302", "c"), Ct)));
        dims.Distinct().Count().ShouldBe(1);
        (await one.DimsIdAsync(Some.Dims("350302", "c") with { Regulator = "fire" }, Ct)).ShouldNotBe(dims[0]);
        (await one.PartyIdAsync("x", Ct)).ShouldBe(await two.PartyIdAsync("x", Ct));
    }
}
