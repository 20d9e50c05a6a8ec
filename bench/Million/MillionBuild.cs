using System.Diagnostics;
using System.Globalization;
using HazardLedger.Api.Hosting;
using HazardLedger.Api.Policies;
using HazardLedger.Api.Recording;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Projections.Histories;
using Npgsql;

namespace HazardLedger.Bench;

/// <summary>How fast a ledger was made.</summary>
/// <param name="Events">Recorded in this run; 0 when it was there already.</param>
/// <param name="Took">By the clock.</param>
/// <param name="Server">PostgreSQL's processor time.</param>
/// <param name="Client">Ours.</param>
internal sealed record BuildPace(long Events, TimeSpan Took, TimeSpan Server, TimeSpan Client);

/// <summary>Makes a ledger of the bench as an import makes one: each hazard a group of its own, decided by the rules line by line, with postings,
/// register row, searched words, leaf hashes and a request key that makes it harmless to send it twice. Broken off, the next run goes on.</summary>
internal static class MillionBuild
{
    private const int Abreast = 512;
    private const int Overlap = 8192;
    private static readonly byte[] Hash = new byte[32];

    public static async Task<BuildPace> RunAsync(BenchServer server, string name, string runtime, int hazards)
    {
        await using var source = NpgsqlDataSource.Create(runtime);
        var there = await CountAsync(source, "SELECT count(*) FROM hl.register");
        if (there >= hazards)
        {
            return new(0, default, default, default);
        }

        await using var open = await OpenLedger.OpenAsync(source, CancellationToken.None);
        var before = (await open.Ledger.HeadAsync()).Position;
        var (since, cpu, own) = (Stopwatch.GetTimestamp(), server.Cpu, Environment.CpuUsage.TotalTime);
        await FeedAsync(open, (int)Math.Max(0, there - Overlap), hazards);
        var pace = new BuildPace((await open.Ledger.HeadAsync()).Position - before, Stopwatch.GetElapsedTime(since), server.Cpu - cpu, Environment.CpuUsage.TotalTime - own);
        Expect(await CountAsync(source, "SELECT count(*) FROM hl.register") == hazards, "Some hazards are missing.");

        // What autovacuum does in a ledger that grew over years.
        await using var owner = NpgsqlDataSource.Create(server.Owner(name));
        await using var settle = owner.CreateCommand("VACUUM (ANALYZE)");
        await settle.ExecuteNonQueryAsync();
        return pace;
    }

    private static async Task FeedAsync(OpenLedger open, int from, int hazards)
    {
        using var stories = new StoryCache(open.Ledger);
        var recorder = new Recorder(open.Ledger, stories, new HazardHistories(open.Ledger), new EvidenceGuard(null), new PolicyShelf(open.Ledger), TimeProvider.System);
        var (since, last, done) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp(), from);
        await Parallel.ForEachAsync(Enumerable.Range(from, hazards - from), new ParallelOptions { MaxDegreeOfParallelism = Abreast }, async (number, ct) =>
        {
            var outcome = await recorder.RecordAsync(
                new(new MillionLife(number, hazards).Lines(), Scope.Everything) { Key = new RequestKey("bench", number.ToString(CultureInfo.InvariantCulture), Hash) }, ct);
            Expect(outcome is Recorded, $"Hazard {number}: {outcome}");
            var now = Interlocked.Increment(ref done);
            if (now % 10_000 == 0)
            {
                var took = Stopwatch.GetElapsedTime(Interlocked.Exchange(ref last, Stopwatch.GetTimestamp()));
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{now:N0} hazards after {Stopwatch.GetElapsedTime(since).TotalSeconds:N0} s, the last ten thousand in {took.TotalSeconds:0.0} s"));
            }
        });
    }

    public static async Task<long> CountAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static void Expect(bool truth, string otherwise)
    {
        if (!truth)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
