using System.Net;
using System.Text;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Rebuild;
using HazardLedger.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HazardLedger.Api.Tests.Copies;

/// <summary>A ledger goes out whole and comes back the same: leaves, postings, figures.</summary>
public sealed class CopyTests(DemonstrationLedger demonstration) : IClassFixture<DemonstrationLedger>
{
    [Fact]
    public async Task A_second_ledger_from_the_copy_has_equal_leaves_postings_and_figures()
    {
        var first = demonstration.Api;
        using var copy = await CopyAsync(first);
        await using var database = await LedgerDatabase.CreateAsync(synthetic: true);

        var events = await new LedgerRestore(database.Owner).RunAsync(copy);

        await new Reposting(database.Owner, Domain.Figures.HazardPostings.Generation).EnsureAsync();
        await new RegisterRebuild(database.Owner).RunAsync();
        await using var second = await RunningApi.StartAsync(synthetic: true, shared: database);
        events.ShouldBe((await first.Services.GetRequiredService<Ledger>().HeadAsync()).Position);
        foreach (var sql in Sums)
        {
            (await ScalarAsync(database.Owner, sql)).ShouldBe(await ScalarAsync(first.Database.Owner, sql), sql);
        }

        second.Services.GetRequiredService<FigureReads>().Digest().ShouldBe(first.Services.GetRequiredService<FigureReads>().Digest());
        const string Asked = "/v1/figures?area=350304&asOf=2026-06-17&knownAt=2026-06-17T23:59:59%2B08:00&groupBy=area";
        var figures = await second.GetAsync(Asked);
        figures.Text.ShouldBe((await first.GetAsync(Asked)).Text);
        (figures["found"].GetInt32(), figures["rectified"].GetInt32(), figures["major.closed"].GetInt32()).ShouldBe((2231, 2058, 41));
        using var again = await CopyAsync(second);
        again.ToArray().AsSpan().SequenceEqual(copy.ToArray()).ShouldBeTrue("a copy of the copy is the copy");
        var made = await second.PostAsync("/v1/hazards", Bodies.Register());
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text); // and it goes on
    }

    [Fact]
    public async Task What_was_changed_or_cut_off_is_not_put_back()
    {
        await using var small = await RunningApi.StartAsync();
        (await small.PostAsync("/v1/hazards", Bodies.Register())).Status.ShouldBe(HttpStatusCode.Created);
        using var copy = await CopyAsync(small);
        var text = Encoding.UTF8.GetString(copy.ToArray());
        await using var database = await LedgerDatabase.CreateAsync();
        string[] forgeries =
        [
            text.Replace("疏散通道堆放杂物", "疏散通道畅通无阻", StringComparison.Ordinal), text[..text.LastIndexOf("{\"end\"", StringComparison.Ordinal)], text + "{\"key\":{}}\n",
            "{}\n", text.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal),
        ];

        foreach (var forged in forgeries)
        {
            forged.ShouldNotBe(text);
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(forged));
            await Should.ThrowAsync<LedgerCopyException>(() => new LedgerRestore(database.Owner).RunAsync(file));
            (await ScalarAsync(database.Owner, "SELECT count(*)::text FROM es.mt_events")).ShouldBe("0");
        }

        using var good = new MemoryStream(Encoding.UTF8.GetBytes(text));
        (await new LedgerRestore(database.Owner).RunAsync(good)).ShouldBe(2);
        good.Position = 0;
        await Should.ThrowAsync<LedgerMismatchException>(() => new LedgerRestore(database.Owner).RunAsync(good));
        await Should.ThrowAsync<PostgresException>(async () => await ScalarAsync(database.App, "SELECT hl.restore('{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}')::text"));
    }

    [Fact]
    public async Task Only_who_audits_the_whole_ledger_takes_a_copy()
    {
        var api = demonstration.Api;
        using var reader = await api.ClientWithAsync("reader", "P-8");
        using var auditor = await api.ClientWithAsync("auditor", "P-9", areas: "350304");
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/ledger/export", null, reader)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/ledger/export", null, auditor)).Code.ShouldBe("outsideScope");
    }

    private static readonly string[] Sums =
    [
        "SELECT encode(sha256(string_agg(leaves, ''::bytea ORDER BY first)), 'hex') FROM hl.block",
        "SELECT encode(sha256(convert_to(string_agg(e::text, '|' ORDER BY e.seq_id), 'UTF8')), 'hex') FROM es.mt_events e",
        "SELECT encode(sha256(convert_to(string_agg(concat_ws(',', id, type, version), '|' ORDER BY id), 'UTF8')), 'hex') FROM es.mt_streams",
        "SELECT encode(sha256(convert_to(string_agg(r::text, '|' ORDER BY r.hazard), 'UTF8')), 'hex') FROM hl.register r",
        "SELECT encode(sha256(convert_to(string_agg(r::text, '|' ORDER BY r.first_position), 'UTF8')), 'hex') FROM hl.request r",
        "SELECT encode(sha256(convert_to(string_agg(k::text, '|' ORDER BY k.kind, k.value), 'UTF8')), 'hex') FROM hl.key k",
    ];

    private static async Task<MemoryStream> CopyAsync(RunningApi api)
    {
        using var answer = await api.Client.GetAsync(new Uri("/v1/ledger/export", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        answer.IsSuccessStatusCode.ShouldBeTrue();
        var copy = new MemoryStream();
        await answer.Content.CopyToAsync(copy);
        copy.Position = 0;
        return copy;
    }

    private static async Task<string?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync();
    }
}
