using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.Api.Tests.Faults;

/// <summary>Far more than the program takes in at once, over HTTP, while its ledger stands still: the real program, so that its memory can be looked at.</summary>
public sealed class OverloadTests
{
    private const int Inside = 64;
    private const int Weight = 250_000;
    private static readonly int Flood = Environment.GetEnvironmentVariable("HAZARDLEDGER_TEST_LONG") == "1" ? 3000 : 500;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flood_is_turned_away_at_once_costs_no_memory_and_told_again_stands_once()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var program = new KillProgram(("ConnectionStrings__Ledger", database.OwnerConnectionString), ("Limits__Commands", Inside.ToString(CultureInfo.InvariantCulture)));
        await program.StartAsync(Ct);
        using var client = program.Client();
        await TellAsync(client, 0);
        var (before, since) = (program.Memory, Stopwatch.GetTimestamp());
        Task<HttpStatusCode>[] flood;
        await using (await HoldAsync(database))
        {
            flood = [.. Enumerable.Range(1, Flood).Select(i => TellAsync(client, i))];
            await RefusedAsync(flood);
            program.Memory.ShouldBeLessThan(before + (200L << 20), $"{Flood} requests of {Weight} bytes, of which {Inside} are inside");
            (await client.GetAsync(new Uri("/v1/figures", UriKind.Relative), Ct)).StatusCode.ShouldBe(HttpStatusCode.OK, "whoever reads is not in the crowd");
        }

        var answers = await Task.WhenAll(flood);
        answers.ShouldAllBe(status => status == HttpStatusCode.Created || status == HttpStatusCode.ServiceUnavailable);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{answers.Count(status => status == HttpStatusCode.Created)} of {Flood} recorded, the others refused; {Stopwatch.GetElapsedTime(since).TotalMilliseconds:F0} ms; memory grew by {(program.Memory - before) >> 20} MB");
        await Parallel.ForEachAsync(Enumerable.Range(0, Flood + 1), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Ct }, async (i, _) =>
            (await TellAsync(client, i, weight: 0)).ShouldBe(HttpStatusCode.Created, "the crowd has gone")); // the same words, without the ballast
        (await database.ScalarAsync<long>("SELECT count(*) FROM hl.register")).ShouldBe(Flood + 1, "nothing lost, nothing twice");
        (await database.ScalarAsync<long>("SELECT head FROM hl.ledger")).ShouldBe(Flood + 2);
    }

    // Everybody but those inside is answered while the ledger stands still.
    private static async Task RefusedAsync(Task<HttpStatusCode>[] flood)
    {
        var left = flood.ToList();
        while (left.Count > Inside)
        {
            var answered = await Task.WhenAny(left).WaitAsync(TimeSpan.FromMinutes(2), Ct);
            (await answered).ShouldBe(HttpStatusCode.ServiceUnavailable);
            left.Remove(answered);
        }
    }

    private static async Task<HttpStatusCode> TellAsync(HttpClient client, int i, int weight = Weight)
    {
        var text = $$"""
            {"source":"bureauInspection","area":"350304103","sector":"fire","category":"thing","site":"SITE-{{i}}","place":"{{i}}","description":"疏散通道堆放杂物","discoverers":["P-1"]}
            """;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/hazards") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(text.PadRight(weight))) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", $"flood-{i}");
        using var answer = await client.SendAsync(request, Ct);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            answer.Headers.RetryAfter.ShouldNotBeNull();
        }

        return answer.StatusCode;
    }

    // As another appender would hold it, or a disk that does not answer.
    private static async Task<NpgsqlConnection> HoldAsync(LedgerDatabase database)
    {
        var holder = await database.Owner.OpenConnectionAsync(Ct);
        await using var hold = new NpgsqlCommand("BEGIN; SELECT head FROM hl.ledger FOR UPDATE", holder);
        await hold.ExecuteNonQueryAsync(Ct);
        return holder;
    }
}
