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
        (await ledger.HeadAsync(Ct)).ShouldBe(new LedgerHead(2, appended.RecordedAt, 1, Synthetic: false));
        var postings = await ledger.ReadPostingsAsync(0, Ct).ToListAsync(Ct);
        postings.Select(p => (p.Position, p.N, p.Party)).ShouldBe([(1, 0, 0), (2, 0, party), (2, 1, party)]);
        postings[2].ShouldBe(new StoredPosting(2, 1, stream, 3, 7, Some.Day, Some.Day, Some.Day.AddDays(30), dims, party, -1));
        (await database.ScalarAsync<string>("SELECT format('%s %s %s %s %s', number, version, position, campaigns, discovered_on) FROM hl.register"))
            .ShouldBe("H-1 2 2 {a,b} 2026-06-17");
    }
}
