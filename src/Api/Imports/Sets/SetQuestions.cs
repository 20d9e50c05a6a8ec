using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace HazardLedger.Api.Imports.Sets;

/// <summary>Asks an API for the figures of one data set, in the terms of those who computed them apart. Their words and ours:
/// open = found − closed; rectified = closed, or completion reported and not sent back: our accepted and awaitingAcceptance; overdue =
/// open and past the deadline in force: our overdue, which leaves out what awaits acceptance, and those of awaitingAcceptance whose deadline has passed.</summary>
internal sealed class SetQuestions(HttpClient client, string campaign)
{
    private static readonly DateOnly Beginning = new(1990, 1, 1);
    private readonly Dictionary<string, JsonElement> _answers = new(StringComparer.Ordinal);

    /// <summary>Questions sent so far.</summary>
    public int Asked { get; private set; }

    /// <summary>Their figures at the end of a day, from ours.</summary>
    /// <param name="filter">Further parameters, such as "&amp;area=BRONX".</param>
    public async Task<IReadOnlyDictionary<string, decimal?>> AsOfAsync(DateOnly on, string filter = "")
    {
        var ours = await FiguresAsync(Beginning, on, filter);
        var major = ours.GetProperty("major");
        var (found, closed) = (Count(ours, "found"), Count(ours, "closed"));
        var late = await LateAwaitingAsync(on, filter, ours);
        var onlyMajor = await FiguresAsync(Beginning, on, filter + "&grade=major");
        return new Dictionary<string, decimal?>(StringComparer.Ordinal)
        {
            ["found"] = found,
            ["closed"] = closed,
            ["open"] = Count(ours, "open"),
            ["rectified"] = Count(ours, "accepted") + Count(ours, "awaitingAcceptance"),
            ["overdue_unreported"] = Count(ours, "overdue"),
            ["overdue"] = Count(ours, "overdue") + late,
            ["major_found"] = Count(major, "found"),
            ["major_closed"] = Count(major, "closed"),
            ["major_open"] = Count(major, "open"),
            ["major_overdue"] = Count(onlyMajor, "overdue") + await LateAwaitingAsync(on, filter + "&grade=major", onlyMajor),
            ["closure_rate"] = found == 0 ? null : (decimal)Math.Round((double)closed / found, 4),
            ["median_days"] = Median(ours),
        };
    }

    /// <summary>Their figures of one month, from ours.</summary>
    public async Task<IReadOnlyDictionary<string, decimal?>> MonthAsync(DateOnly first)
    {
        var (before, end) = (first.AddDays(-1), first.AddMonths(1).AddDays(-1));
        var (window, then, now) = (await FiguresAsync(first, end), await FiguresAsync(Beginning, before), await AsOfAsync(end));
        return new Dictionary<string, decimal?>(StringComparer.Ordinal)
        {
            ["found"] = Count(window, "found"),
            ["reported"] = await ReportedAsync(before, end),
            ["close_events"] = now["closed"] - Count(then, "closed") + Count(window, "reopened"),
            ["reopen_events"] = Count(window, "reopened"),
            ["open_at_end"] = now["open"],
            ["major_open_at_end"] = now["major_open"],
            ["overdue_at_end"] = now["overdue"],
        };
    }

    /// <summary>Days from found to finished of all that is finished at the end of a day.</summary>
    public async Task<(decimal? Median, decimal? P90)> DaysAsync(DateOnly on)
    {
        var ours = await FiguresAsync(Beginning, on);
        var p90 = ours.GetProperty("daysToRectify").GetProperty("p90");
        return (Median(ours), p90.ValueKind == JsonValueKind.Null ? null : p90.GetDecimal());
    }

    /// <summary>Of all that is open at the end of a day: how many for more than so many days.</summary>
    public async Task<decimal> OpenForMoreThanAsync(int days, DateOnly on) =>
        Count(await FiguresAsync(Beginning, on), "open") - Count(await FiguresAsync(on.AddDays(-days), on), "open");

    // Reported as done and past its deadline: late to them, the authority's turn to us. Asked hazard by hazard.
    private async Task<long> LateAwaitingAsync(DateOnly on, string filter, JsonElement ours)
    {
        var awaiting = Count(ours, "awaitingAcceptance");
        if (awaiting == 0)
        {
            return 0;
        }

        var page = await AskAsync($"/v1/figures/awaitingAcceptance/hazards?{Window(Beginning, on, filter)}&limit=500");
        var late = 0;
        foreach (var hazard in page.GetProperty("items").EnumerateArray())
        {
            var state = await AskAsync($"/v1/hazards/{hazard.GetProperty("id").GetString()}?asOf={Day(on)}");
            late += state.TryGetProperty("deadline", out var deadline) && deadline.ValueKind == JsonValueKind.Object
                && deadline.TryGetProperty("on", out var due) && due.GetString() is { } day && string.CompareOrdinal(day, Day(on)) < 0 ? 1 : 0;
        }

        return page.GetProperty("items").GetArrayLength() == awaiting ? late : throw new InvalidDataException($"{awaiting} await acceptance, the drill shows others.");
    }

    // What came to await acceptance between two days because completion was reported.
    private async Task<long> ReportedAsync(DateOnly before, DateOnly end)
    {
        var answer = await AskAsync($"/v1/figures/bridge?from={Day(before)}&to={Day(end)}&figures=stock.awaitingAcceptance&campaign={campaign}");
        return answer.GetProperty("bridges")[0].GetProperty("movements").EnumerateArray()
            .Where(movement => movement.GetProperty("cause").GetString() == "completionReported").Sum(movement => movement.GetProperty("amount").GetInt64());
    }

    private Task<JsonElement> FiguresAsync(DateOnly from, DateOnly asOf, string filter = "") => AskAsync($"/v1/figures?{Window(from, asOf, filter)}");

    private string Window(DateOnly from, DateOnly asOf, string filter) => $"from={Day(from)}&asOf={Day(asOf)}&campaign={campaign}{filter}";

    private async Task<JsonElement> AskAsync(string question)
    {
        if (!_answers.TryGetValue(question, out var answer))
        {
            Asked++;
            using var response = await client.GetAsync(new Uri(question, UriKind.Relative));
            answer = response.IsSuccessStatusCode
                ? await response.Content.ReadFromJsonAsync<JsonElement>() : throw new HttpRequestException($"{question}: {(int)response.StatusCode}");
            _answers.Add(question, answer);
        }

        return answer;
    }

    private static decimal? Median(JsonElement figures) =>
        figures.GetProperty("daysToRectify").GetProperty("median") is { ValueKind: JsonValueKind.Number } median ? median.GetDecimal() : null;

    private static long Count(JsonElement figures, string name) => figures.GetProperty(name).GetInt64();

    private static string Day(DateOnly on) => on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
