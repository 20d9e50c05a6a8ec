using System.Diagnostics;
using System.Globalization;
using HazardLedger.Api.Hosting;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Rebuild;
using HazardLedger.Projections.Register;
using Npgsql;

namespace HazardLedger.Bench;

/// <summary>What a ledger of one size costs beside its questions: loading, memory, disk, posting, exports, audit, rebuild.</summary>
internal static class MillionParts
{
    private const double Mega = 1e6;

    /// <summary>The figures of the ledger, and the register's order beside them, loaded into this process: time, legs, bytes a leg and a hazard.</summary>
    public static async Task<(long Events, long Legs, IReadOnlyList<Told> Told)> LoadAsync(string runtime)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var source = NpgsqlDataSource.Create(runtime);
        var since = Stopwatch.GetTimestamp();
        await using var open = await OpenLedger.OpenAsync(source, CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(since);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        var (legs, order) = (open.Figures.Legs, await OrderAsync(source));
        return ((await open.Ledger.HeadAsync()).Position, legs,
        [
            new("the figures and the register's order loaded", "≤ 15 s", Say($"{took.TotalSeconds:0.0} s"), took.TotalSeconds <= 15),
            new("memory of the columns, with ids, faces, names and balances", "≤ 20 B a leg", Say($"{(double)(grown - order) / legs:0.0} B a leg"), grown - order <= 20 * legs),
            new("memory of the register's order", "", Say($"{(double)order / open.Register.Hazards:0.0} B a hazard"), null),
        ]);
    }

    // The register's order by itself, once more.
    private static async Task<long> OrderAsync(NpgsqlDataSource source)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var again = new RegisterMemory(source);
        await again.StartAsync();
        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    /// <summary>What the rules of posting cost an event, by themselves.</summary>
    public static Told Posting()
    {
        var lives = Enumerable.Range(0, 5_000).Select(number => Decided(new MillionLife(number, 5_000).Lines())).ToList();
        Post(lives);
        var (since, events) = (Environment.CpuUsage.TotalTime, Post(lives));
        var each = (Environment.CpuUsage.TotalTime - since).TotalMicroseconds / events;
        return new("posting: the legs of one more event, processor time", "≤ 20 µs an event", Say($"{each:0.0} µs"), each <= 20);
    }

    /// <summary>Bytes on disk, table by table, with their indexes.</summary>
    public static async Task<IReadOnlyList<Told>> DiskAsync(NpgsqlDataSource owner, long events)
    {
        await using var command = owner.CreateCommand(
            "SELECT n.nspname || '.' || c.relname, pg_table_size(c.oid), pg_indexes_size(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            + "WHERE n.nspname IN ('es', 'hl') AND c.relkind = 'r' AND pg_total_relation_size(c.oid) > 1000000 ORDER BY pg_total_relation_size(c.oid) DESC");
        await using var row = await command.ExecuteReaderAsync();
        var tables = new List<(string Name, long Table, long Indexes)>();
        while (await row.ReadAsync())
        {
            tables.Add((row.GetString(0), row.GetInt64(1), row.GetInt64(2)));
        }

        var total = tables.Sum(table => table.Table + table.Indexes);
        return
        [
            new("disk", "", Say($"{total / Mega:#,0} MB, {(double)total / events:#,0} B an event"), null),
            .. tables.Select(table => new Told($"disk: `{table.Name}`", "", Say($"{table.Table / Mega:#,0} MB + indexes {table.Indexes / Mega:#,0} MB, {(double)(table.Table + table.Indexes) / events:#,0} B an event"), null)),
        ];
    }

    /// <summary>Exports of everything and the audit, with the rows of each.</summary>
    public static IReadOnlyList<(string What, string Path, string Accept, long Rows)> Exports(int hazards, long events) =>
    [
        ("export: register, CSV", "/v1/hazards.csv?sort=number", "text/csv", hazards),
        ("export: register, XLSX", "/v1/hazards.xlsx?sort=number", "*/*", hazards),
        ("export: register, NDJSON", "/v1/hazards.ndjson?sort=number", "*/*", hazards),
        ("export: events, NDJSON", "/v1/events", "application/x-ndjson", events),
        ("export: the whole ledger", "/v1/ledger/export", "application/x-ndjson", events),
        ("audit of every law", "/v1/audits/invariants", "application/x-ndjson", events),
    ];

    /// <summary>One of them, with the memory that it took of the program.</summary>
    public static async Task<Told> ExportAsync(MillionServed program, (string What, string Path, string Accept, long Rows) export)
    {
        var (bytes, took, before, peak) = await program.DrainAsync(export.Path, export.Accept);
        var value = Say($"{took.TotalSeconds:0.0} s, {export.Rows / took.TotalSeconds:#,0} rows/s, {bytes / Mega:#,0} MB; memory {before / Mega:0} → at most {peak / Mega:0} MB");
        await Console.Error.WriteLineAsync($"{export.What}: {value}");
        return new(export.What, "", value, null);
    }

    /// <summary>All postings and the whole register made again from the events, on a copy of the database.</summary>
    public static async Task<IReadOnlyList<Told>> RebuildAsync(BenchServer server, string name, long events)
    {
        var copy = name + "_again";
        await using (var source = NpgsqlDataSource.Create(server.Owner("postgres")))
        {
            await RunAsync(source, $"DROP DATABASE IF EXISTS {copy}");
            await RunAsync(source, $"CREATE DATABASE {copy} TEMPLATE {name} STRATEGY file_copy");
        }

        await using (var source = NpgsqlDataSource.Create(server.Owner(copy)))
        {
            var since = Stopwatch.GetTimestamp();
            await new Reposting(source, HazardPostings.Generation + 1).EnsureAsync();
            var posted = Stopwatch.GetElapsedTime(since);
            since = Stopwatch.GetTimestamp();
            await new RegisterRebuild(source).ReplaceAsync(HazardPostings.Generation + 1);
            var registered = Stopwatch.GetElapsedTime(since);
            await using var last = NpgsqlDataSource.Create(server.Owner("postgres"));
            await RunAsync(last, $"DROP DATABASE {copy} WITH (FORCE)");
            return
            [
                new("rebuild: postings, register and searched words, proved and switched", "", Say($"{posted.TotalSeconds:0.0} s, {events / posted.TotalSeconds:#,0} events/s"), null),
                new("rebuild: the register and its searched words alone", "", Say($"{registered.TotalSeconds:0.0} s, {events / registered.TotalSeconds:#,0} events/s"), null),
            ];
        }
    }

    public static string Say(FormattableString said) => said.ToString(CultureInfo.InvariantCulture);

    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private static List<(HazardEvent Event, Domain.Entry Entry)> Decided(IReadOnlyList<Api.Recording.CommandLine> lines)
    {
        var (story, facts, book) = (Story.Empty, new List<(HazardEvent, Domain.Entry)>(), PolicyBook.BuiltIn);
        foreach (var line in lines)
        {
            foreach (var recorded in HazardDecider.Decide(line.Command, line.Entry, story, book.DeskFor("350301100", line.Entry.OccurredOn, MillionLife.Last)))
            {
                facts.Add((recorded, line.Entry));
                story = story.With(recorded, line.Entry);
            }
        }

        return facts;
    }

    private static long Post(List<List<(HazardEvent Event, Domain.Entry Entry)>> lives)
    {
        var (events, legs) = (0L, 0L);
        foreach (var life in lives)
        {
            var story = Story.Empty;
            foreach (var (recorded, entry) in life)
            {
                var next = story.With(recorded, entry);
                legs += HazardPostings.Difference(story, next).Count;
                (story, events) = (next, events + 1);
            }
        }

        return legs > 0 ? events : throw new InvalidOperationException("Nothing was posted.");
    }
}
