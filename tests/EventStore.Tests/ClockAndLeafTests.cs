using System.Text;
using System.Text.Json;
using HazardLedger.Proofs;
using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.EventStore.Tests;

public sealed class ClockAndLeafTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 17, 12, 0, 0, TimeSpan.FromHours(8));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_demonstration_clock_is_followed_but_never_backwards()
    {
        await using var database = await LedgerDatabase.CreateAsync(synthetic: true);
        var ledger = await database.OpenLedgerAsync();
        int[] hours = [0, 2, 1, 3, -5, 4];
        var instants = await Task.WhenAll(hours.Select(h => ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0) with { Clock = Noon.AddHours(h) }, Ct)));

        instants.Cast<Appended>().Select(a => (a.RecordedAt - Noon).TotalHours).ShouldBe([0, 2, 2, 3, 3, 4]);
        await database.MustBeSoundAsync(ledger, Ct);
        (double Hour, long Position)[] known = [(-1, 0), (0, 1), (1.5, 1), (2, 3), (2.99, 3), (3, 5), (4, 6), (99, 6)];
        foreach (var (hour, position) in known)
        {
            (await ledger.PositionAtAsync(Noon.AddHours(hour), Ct)).ShouldBe(position, $"as known {hour} h after noon");
        }
    }

    [Fact]
    public async Task Instants_inside_one_commit_are_told_apart()
    {
        await using var database = await LedgerDatabase.CreateAsync(synthetic: true);
        var ledger = await database.OpenLedgerAsync();
        await using (var held = await HeldHead.TakeAsync(database))
        {
            var appends = Enumerable.Range(0, 30).Select(i => ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0) with { Clock = Noon.AddHours(i) }, Ct)).ToList();
            await held.LetGoAsync();
            await Task.WhenAll(appends);
        }

        (await database.ScalarAsync<long>("SELECT count(*) FROM hl.block")).ShouldBeLessThan(30);
        for (var i = 0; i < 30; i++)
        {
            (await ledger.PositionAtAsync(Noon.AddHours(i).AddMinutes(1), Ct)).ShouldBe(i + 1);
        }
    }

    [Fact]
    public async Task A_real_ledger_takes_no_clock_from_its_callers()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => ledger.AppendAsync(Some.Group(Guid.CreateVersion7(), 0) with { Clock = Noon }, Ct));
    }

    [Fact]
    public async Task The_database_computes_the_same_leaf_as_the_published_vectors()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        using var vectors = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "leaf-vectors.json"), Ct));
        foreach (var vector in vectors.RootElement.EnumerateArray())
        {
            string Text(string property) => vector.GetProperty(property).GetString()!;
            await using var command = database.Owner.CreateCommand(
                "SELECT hl.leaf($1, $2, $3, $4, (extract(epoch FROM $5) * 1000000)::bigint, $6, sha256(convert_to($7, 'UTF8')), sha256(convert_to($8, 'UTF8')))");
            object[] values =
            [
                long.Parse(Text("position")), Guid.Parse(Text("stream")), long.Parse(Text("version")), Guid.Parse(Text("id")),
                DateTimeOffset.Parse(Text("recordedAt")).ToUniversalTime(), Text("type"), Text("canonicalHeaders"), Text("canonicalData"),
            ];
            command.Parameters.AddRange(values.Select(v => new NpgsqlParameter { Value = v }).ToArray());
            Convert.ToHexStringLower((byte[])(await command.ExecuteScalarAsync(Ct))!).ShouldBe(Text("leaf"));
            Encoding.UTF8.GetString(Jcs.CanonicalizeExactly(Encoding.UTF8.GetBytes(Text("data")))).ShouldBe(Text("canonicalData"));
        }
    }

    [Theory]
    [InlineData("""{"amount":1.50,"big":1e2,"tiny":1E-7,"zero":-0.0,"long":1000000000000000000000,"bb":1,"a":2,"ccc":3}""")]
    [InlineData("""{"\u20ac":"\ud83d\ude00","\r":"\u000f\u007f\/","nested":{"z":[{"b":1,"a":[]},{}],"":null},"隐患":"消防 \"通道\" \\ "}""")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public async Task What_jsonb_gives_back_has_the_canonical_form_of_what_was_sent(string data)
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        await ledger.MustAppendAsync(new AppendGroup([new StreamExpectation(Guid.CreateVersion7(), "hazard", 0)], [Some.Event(data: data)]));
        var stored = (await database.MustBeSoundAsync(ledger, Ct)).ShouldHaveSingleItem();
        Jcs.CanonicalizeExactly(stored.Data.Span).ShouldBe(Jcs.CanonicalizeExactly(Encoding.UTF8.GetBytes(data)));
    }
}
