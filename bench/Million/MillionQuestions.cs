using System.Diagnostics;
using System.Text.Json;
using Npgsql;

namespace HazardLedger.Bench;

/// <summary>What a question cost over HTTP, one at a time, in milliseconds.</summary>
/// <param name="What">The question.</param>
/// <param name="Bar">What 99 of 100 must stay within; null where none is set.</param>
/// <param name="Median">By the clock.</param>
/// <param name="P99">By the clock.</param>
/// <param name="CpuMedian">Processor time of the program and of PostgreSQL together.</param>
/// <param name="CpuP99">The same.</param>
/// <param name="Plotted">Whether its growth is plotted.</param>
internal sealed record Asked(string What, double? Bar, double Median, double P99, double CpuMedian, double CpuP99, bool Plotted);

/// <summary>The questions of offices, each with other parameters every time, so that no answer is one that was kept; asked of the program over HTTP.</summary>
internal sealed class MillionQuestions(MillionServed program, BenchServer server, NpgsqlDataSource source, int hazards)
{
    private const int Times = 200;
    private static readonly string[] Common = ["粉尘", "动火", "电缆", "基坑", "塔吊", "叉车", "通道", "气瓶", "货车", "电梯"];
    private static readonly string[] Seldom = ["缫丝", "窑炉", "萤石", "臭氧", "液氯", "镁粉", "索道", "虫蛀", "琉璃", "龙舟"];
    private static readonly string[] Longer = ["喷漆车间", "危险化学品混存", "疏散通道被占用", "应急照明不亮", "氨制冷机房", "污水处理站", "脚手架连墙件", "放射源储存柜"];
    private static readonly string[] Latin = ["Siemens", "YJV22", "PLC", "MFZ-ABC", "CPCD", "iFS"];
    private static readonly string[] Registers = ["open", "general", "major", "listed", "overdue", "dueSoon", "awaitingAcceptance", "closed", "all"];
    private static readonly string[] Sorts = ["number", "-number", "discoveredOn", "-discoveredOn", "deadline", "-deadline", "position", "-position"];
    private static readonly string[] Groupings = ["none", "area", "sector", "grade", "source", "sourceGroup", "regulator"];

    private readonly Dice dice = new(20_260_630);
    private readonly List<Asked> asked = [];
    private readonly List<string> numbers = [], papers = [], codes = [], live = [];

    /// <summary>Asks them all.</summary>
    public async Task<IReadOnlyList<Asked>> AskAsync()
    {
        await SampleAsync();
        await FiguresAsync();
        await RegistersAsync();
        await SearchesAsync();
        await HazardsAsync();
        await CommandsAsync();
        return asked;
    }

    private async Task FiguresAsync()
    {
        await MeasureAsync("a year's cohort, any filter, grouping, day and position, cold", 10, () => $"/v1/figures?{Window(dice.Between(2022, 2026))}{Filter()}&groupBy={dice.Pick(Groupings)}&position={Position()}", plotted: true);
        await MeasureAsync("all years by area, any day, cold", 50, () => $"/v1/figures?from=2022-01-{dice.Between(1, 28):00}&asOf={Day(dice.Between(2025, 2026))}&groupBy=area", plotted: true);
        await MeasureAsync("a figure asked before", 1, () => "/v1/figures?from=2026-01-01&asOf=2026-06-30&groupBy=area");
        await MeasureAsync("series of a year by day", null, () => $"/v1/figures/series?{Window(dice.Between(2022, 2026))}&interval=day&figures=found,rectified,open,overdue", 50);
        await MeasureAsync("bridge of a year's stock", null, () => $"/v1/figures/bridge?{Window(dice.Between(2022, 2026))}&figures=stock.open", 50);
        await MeasureAsync("drill: first page of a year's overdue", 50, () => $"/v1/figures/overdue/hazards?{Window(dice.Between(2022, 2026))}", plotted: true);
        await MeasureAsync("drill: first page of all found", 50, () => $"/v1/figures/found/hazards?from=2022-01-{dice.Between(1, 28):00}&asOf={Day(2026)}", 50);
        await MeasureAsync("drill: a next page of all found", 10, () => $"/v1/figures/found/hazards?from=2022-01-01&asOf=2026-06-30&cursor={dice.Below(hazards * 9 / 10)}");
    }

    private async Task RegistersAsync()
    {
        await MeasureAsync("register: first page of all", 50, () => $"/v1/hazards?sort={dice.Pick(Sorts)}", plotted: true);
        await MeasureAsync("register: first page of any register, in any order", 50, () => $"/v1/hazards?register={dice.Pick(Registers)}&sort={dice.Pick(Sorts)}");
        await MeasureAsync("register: first page, any register, order, area and sector", 50, () => $"/v1/hazards?register={dice.Pick(Registers)}&sort={dice.Pick(Sorts)}{Filter()}", plotted: true);
        await MeasureAsync("register: of one enterprise", 50, () => $"/v1/hazards?enterprise={dice.Pick(codes)}");
        var cursor = await WalkAsync("/v1/hazards?sort=-discoveredOn", 1000);
        await MeasureAsync("register: the thousandth page of fifty", 50, () => $"/v1/hazards?sort=-discoveredOn&cursor={cursor}", plotted: true);
        var filtered = await WalkAsync("/v1/hazards?sort=number&area=350303", 1000);
        await MeasureAsync("register: the thousandth page of a county, by number", 50, () => $"/v1/hazards?sort=number&area=350303&cursor={filtered}");
    }

    private async Task SearchesAsync()
    {
        string Find(string word, string filter = "") => $"/v1/hazards?q={Uri.EscapeDataString(word)}{filter}";
        await MeasureAsync("search: two characters, in one row of twenty", 50, () => Find(dice.Pick(Common)), plotted: true);
        await MeasureAsync("search: two characters of a street or firm", 50, () => Find(MillionWords.Two(dice)), plotted: true);
        await MeasureAsync("search: two characters, in one row of ten thousand", 50, () => Find(dice.Pick(Seldom)));
        await MeasureAsync("search: two characters within a register, area and sector", 50, () => Find(dice.Pick(Common), $"&register={dice.Pick(Registers)}{Filter()}"), plotted: true);
        await MeasureAsync("search: longer Chinese words", 50, () => Find(dice.Pick(Longer)));
        await MeasureAsync("search: two words", 50, () => Find($"{dice.Pick(Common)} {dice.Pick(Longer)}"));
        await MeasureAsync("search: Latin words", 50, () => Find(dice.Pick(Latin)));
        await MeasureAsync("search: a paper's number", 50, () => Find(dice.Pick(papers)), plotted: true);
        await MeasureAsync("search: a hazard's number", 50, () => Find(dice.Pick(numbers)));
        await MeasureAsync("search: an enterprise's code", 50, () => Find(dice.Pick(codes)));
        await MeasureAsync("search: two characters that hardly ever meet", 50, () => Find(dice.Pick(Seldom)[..1] + dice.Pick(Seldom)[1..]));
    }

    private async Task HazardsAsync()
    {
        await MeasureAsync("one hazard", null, () => $"/v1/hazards/{Any()}", plotted: true);
        await MeasureAsync("one hazard's history with states", null, () => $"/v1/hazards/{Any()}/events?expand=state");
        await MeasureAsync("in which figures one hazard stands", null, () => $"/v1/hazards/{Any()}/figures?from=2022-01-01", 50);
        await MeasureAsync("page: the overview of a county", null, () => $"/zh?area=3503{dice.Between(1, 10):00}&asOf={Day(2026)}", 50);
        await MeasureAsync("page: a register", null, () => $"/zh/hazards?register={dice.Pick(Registers)}&area=3503{dice.Between(1, 10):00}", 50);
        await MeasureAsync("page: one hazard", null, () => $"/zh/hazards/{dice.Pick(numbers)}", 50, plotted: true);
    }

    private async Task CommandsAsync()
    {
        string Body() => $$"""
            {"source":"bureauInspection","area":"{{MillionLife.AreaOf(dice.Below(MillionLife.Areas))}}","sector":"fire","category":"thing","site":"SITE-{{dice.Below(5000)}}",
            "place":"{{MillionWords.AddressOf(dice.Below(MillionLife.Enterprises))}}","description":"{{MillionWords.Description(dice)}}","discoverers":["P-2041"]}
            """;
        await MeasureAsync("record: a registration", null, () => program.PostAsync("/v1/hazards", Body()), Times, plotted: true);
        await MeasureAsync("record: a note on one hazard", null, () => program.PostAsync($"/v1/hazards/{dice.Pick(live)}/notes", """{"note":"现场跟进"}"""), Times);
    }

    private Task MeasureAsync(string what, double? bar, Func<string> path, int times = Times, bool plotted = false) =>
        MeasureAsync(what, bar, () => program.GetAsync(path()), times, plotted);

    private async Task MeasureAsync(string what, double? bar, Func<Task> ask, int times, bool plotted = false)
    {
        for (var warm = 0; warm < 10; warm++)
        {
            await ask();
        }

        var (took, used) = (new double[times], new double[times]);
        for (var at = 0; at < times; at++)
        {
            var (cpu, since) = (program.Cpu + server.BackendsCpu, Stopwatch.GetTimestamp());
            await ask();
            took[at] = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            used[at] = Math.Max(0, (program.Cpu + server.BackendsCpu - cpu).TotalMilliseconds);
        }

        Array.Sort(took);
        Array.Sort(used);
        asked.Add(new(what, bar, took[times / 2], took[times * 99 / 100], used[times / 2], used[times * 99 / 100], plotted));
        await Console.Error.WriteLineAsync(MillionParts.Say($"{what}: {asked[^1].Median:0.0} / {asked[^1].P99:0.0} ms, processor {asked[^1].CpuMedian:0.0} / {asked[^1].CpuP99:0.0} ms"));
    }

    // The cursor of the page before the one of that number, or of the last but one.
    private async Task<string> WalkAsync(string path, int pages)
    {
        var cursor = "";
        for (var page = 1; page < pages; page++)
        {
            using var answer = JsonDocument.Parse(await program.GetAsync(cursor.Length == 0 ? path : $"{path}&cursor={cursor}"));
            if (answer.RootElement.GetProperty("next").GetString() is not { } next)
            {
                break;
            }

            cursor = next;
        }

        return cursor;
    }

    private async Task SampleAsync()
    {
        await using var command = source.CreateCommand("SELECT number, enterprise, search, hazard FROM hl.register WHERE unit IS NOT NULL AND hazard = ANY($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. Enumerable.Range(0, 2000).Select(_ => Any())] });
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            numbers.Add(row.GetString(0));
            codes.Add(row.GetString(1));
            live.Add(row.GetGuid(3).ToString());
            papers.AddRange(row.GetString(2).Split('\n').Where(line => line.StartsWith("应急", StringComparison.Ordinal)));
        }
    }

    private Guid Any() => MillionLife.IdOf(dice.Below(hazards), hazards);

    private int Position() => dice.Between(hazards, hazards * 6);

    private string Window(int year) => $"from={year}-01-01&asOf={Day(year)}";

    private string Day(int year) => $"{year}-{dice.Between(1, year == 2026 ? 6 : 12):00}-{dice.Between(1, 28):00}";

    private string Filter()
    {
        var area = dice.Chance(300) ? "" : $"&area={(dice.Chance(500) ? MillionLife.AreaOf(dice.Below(MillionLife.Areas)) : $"3503{dice.Between(1, 10):00}")}";
        return area + (dice.Chance(500) ? $"&sector={dice.Pick(MillionWords.Sectors).Sector}" : "");
    }
}
