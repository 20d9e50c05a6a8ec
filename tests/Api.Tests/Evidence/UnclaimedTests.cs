using System.Net;
using HazardLedger.Api.Access;
using HazardLedger.Api.Evidence;
using HazardLedger.Api.Tests.Access;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HazardLedger.Api.Tests.Evidence;

/// <summary>What nobody cites goes; what somebody cites, or is about to, stays.</summary>
public sealed class UnclaimedTests
{
    private static readonly TimeSpan Waits = TimeSpan.FromDays(30);

    [Fact]
    public async Task A_file_that_no_event_cites_goes_after_its_days_and_may_come_again()
    {
        var clock = new HandClock(DateTimeOffset.UtcNow);
        await using var api = await RunningApi.StartAsync(clock);
        var (cited, idle) = (await api.UploadAsync("cited"), await api.UploadAsync("idle"));
        var hazard = (await api.PostAsync("/v1/hazards", Bodies.Register()))["id"].GetGuid();
        (await api.PostAsync($"/v1/hazards/{hazard}/evidence", Citing(cited))).Status.ShouldBe(HttpStatusCode.Created);
        var weight = await WeightAsync(api);

        clock.Move(Waits);
        (await SweepAsync(api)).ShouldBe(0);
        clock.Move(TimeSpan.FromSeconds(1));
        (await SweepAsync(api)).ShouldBe(1);
        (await SweepAsync(api)).ShouldBe(0);

        Files(api).ShouldBe([cited]);
        (await WeightAsync(api)).ShouldBeLessThan(weight);
        (await api.PostAsync($"/v1/hazards/{hazard}/evidence", Citing(idle))).Code.ShouldBe("evidenceUnknown");
        (await api.UploadAsync("idle")).ShouldBe(idle);
        (await WeightAsync(api)).ShouldBe(weight);
        (await api.PostAsync($"/v1/hazards/{hazard}/evidence", Citing(idle))).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_an_append_was_told_is_there_is_not_swept_away_under_it()
    {
        var clock = new HandClock(DateTimeOffset.UtcNow);
        await using var api = await RunningApi.StartAsync(clock);
        var photo = await api.UploadAsync();
        var store = api.Services.GetRequiredService<EvidenceStore>();
        clock.Move(Waits + TimeSpan.FromHours(1)); // old enough to go

        (await store.KnowsAsync([photo])).ShouldBe([photo]); // what the desk asks before it appends
        (await SweepAsync(api)).ShouldBe(0);
        Files(api).ShouldBe([photo]);
        clock.Move(Waits + TimeSpan.FromHours(1)); // nobody appended
        (await SweepAsync(api)).ShouldBe(1);
        (await store.KnowsAsync([photo])).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_append_that_meets_a_sweep_waits_for_it_and_is_told_the_truth()
    {
        var clock = new HandClock(DateTimeOffset.UtcNow);
        await using var api = await RunningApi.StartAsync(clock);
        var photo = await api.UploadAsync();
        var store = api.Services.GetRequiredService<EvidenceStore>();
        clock.Move(Waits + TimeSpan.FromHours(1));
        await using var sweep = await api.Database.App.OpenConnectionAsync();
        await using var transaction = await sweep.BeginTransactionAsync();
        await using var expire = new NpgsqlCommand($"SELECT hl.expire_evidence(decode('{photo}', 'hex'), now() + interval '1 day')", sweep);
        (await expire.ExecuteScalarAsync()).ShouldBe(true);

        var asked = store.KnowsAsync([photo]);
        await api.Database.UntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database())");
        asked.IsCompleted.ShouldBeFalse();
        await transaction.CommitAsync();

        (await asked).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sweeps_uploads_and_citations_of_the_same_files_all_at_once_leave_no_citation_without_its_file()
    {
        var clock = new HandClock(DateTimeOffset.UtcNow);
        await using var api = await RunningApi.StartAsync(clock);
        var hazards = new List<Guid>();
        for (var n = 0; n < 8; n++)
        {
            hazards.Add((await api.PostAsync("/v1/hazards", Bodies.Register(description: $"第{n}处")))["id"].GetGuid());
        }

        for (var round = 0; round < 4; round++)
        {
            var seeds = Enumerable.Range(0, 8).Select(n => $"{round}/{n}").ToList();
            var photos = new List<string>();
            foreach (var seed in seeds)
            {
                photos.Add(await api.UploadAsync(seed));
            }

            clock.Move(Waits + TimeSpan.FromHours(1));
            var citing = Task.WhenAll(photos.Select((photo, n) => CiteAsync(api, hazards[n], photo, n % 2 == 0 ? seeds[n] : null)));
            await Task.WhenAll(citing, SweepAsync(api), SweepAsync(api));
            var answers = await citing;
            foreach (var photo in photos.Where((_, n) => answers[n] == HttpStatusCode.Created))
            {
                (await api.Client.GetAsync(new Uri($"/v1/evidence/{photo}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
            }

            answers.ShouldAllBe(status => status == HttpStatusCode.Created || status == HttpStatusCode.Conflict);
        }
    }

    [Fact]
    public async Task A_store_that_is_full_says_so_and_takes_what_it_has_already()
    {
        await using var api = await RunningApi.StartAsync(arguments: ["--Evidence:QuotaWhole=150"]);
        var other = await api.ClientWithAsync(Roles.Recorder);
        await api.UploadAsync("photo"); // 47 bytes
        await api.UploadAsync("other");

        using var refused = await api.Client.PutAsync(BucketTests.At(Png(60)), new ByteArrayContent(Png(60)));
        var answer = await Answer.OfAsync(refused);

        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "storeFull"));
        Files(api).Count.ShouldBe(2);
        (await api.Client.PutAsync(BucketTests.At(Png(50)), new ByteArrayContent(Png(50)))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await other.PutAsync(BucketTests.At(Png(50)), new ByteArrayContent(Png(50)))).StatusCode.ShouldBe(HttpStatusCode.Created); // the same file weighs once
    }

    [Fact]
    public async Task A_used_up_quota_says_when_it_begins_anew()
    {
        await using var api = await RunningApi.StartAsync(arguments: ["--Evidence:QuotaPerDay=100"]);
        (await api.Client.PutAsync(BucketTests.At(Png(90)), new ByteArrayContent(Png(90)))).StatusCode.ShouldBe(HttpStatusCode.Created);

        using var refused = await api.Client.PutAsync(BucketTests.At(Png(91)), new ByteArrayContent(Png(91)));

        (await Answer.OfAsync(refused)).Code.ShouldBe("quotaUsedUp");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.FromSeconds(1), "a client that comes again in a second comes in vain");
        Files(api).Count.ShouldBe(1);
    }

    internal static object Citing(string sha256, string kind = "after") => new { evidence = new[] { new { sha256, mediaType = "image/jpeg", kind } } };

    internal static Task<int> SweepAsync(RunningApi api) => api.Services.GetRequiredService<UnclaimedEvidence>().SweepAsync(CancellationToken.None);

    private static async Task<HttpStatusCode> CiteAsync(RunningApi api, Guid hazard, string photo, string? seed)
    {
        if (seed is not null)
        {
            await api.UploadAsync(seed);
        }

        return (await api.PostAsync($"/v1/hazards/{hazard}/evidence", Citing(photo))).Status;
    }

    private static byte[] Png(int length) => [0x89, .. "PNG\r\n\x1a\n"u8, .. new byte[length - 8]];

    private static Task<long> WeightAsync(RunningApi api) => api.Database.ScalarAsync<long>("SELECT bytes FROM hl.evidence_weight");

    private static List<string> Files(RunningApi api) =>
        [.. Directory.EnumerateFiles(Path.Combine(api.Directory, "evidence"), "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
