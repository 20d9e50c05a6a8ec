using System.Globalization;
using System.Text.Json;

namespace HazardLedger.Api.Imports.Sets;

/// <summary>What was compared, and what differed.</summary>
/// <param name="Figures">Single numbers compared.</param>
/// <param name="Differences">One sentence each; empty when all are equal.</param>
internal sealed record SetVerdict(int Dates, int Months, int Areas, int Types, int Figures, IReadOnlyList<string> Differences);

/// <summary>Compares a set's figures with what an API answers: every as-of date, month, area and type that they hold.</summary>
internal sealed class SetComparison(HttpClient client, DataSet set)
{
    private readonly SetQuestions _questions = new(client, set.Name);
    private readonly List<string> _differences = [];
    private int _figures;

    /// <summary>Asks and compares.</summary>
    public async Task<SetVerdict> CompareAsync()
    {
        var dates = set.Expected.GetProperty("as_of").EnumerateObject().Select(one => Day(one.Name)).ToList();
        foreach (var date in set.Expected.GetProperty("as_of").EnumerateObject())
        {
            Compare(date.Name, date.Value, await _questions.AsOfAsync(Day(date.Name)));
        }

        var months = await MonthsAsync();
        var areas = await GroupsAsync("by_area", "area", dates.Max());
        var types = await GroupsAsync("by_type", "sector", dates.Max());
        await DaysAsync(dates.Max());
        await AgesAsync();
        return new(dates.Count, months, areas, types, _figures, _differences);
    }

    private async Task<int> MonthsAsync()
    {
        var months = set.Expected.GetProperty("monthly").EnumerateObject().ToList();
        foreach (var month in months)
        {
            Compare(month.Name, month.Value, await _questions.MonthAsync(Day($"{month.Name}-01")));
        }

        return months.Count;
    }

    private async Task<int> GroupsAsync(string name, string parameter, DateOnly on)
    {
        var groups = set.Expected.GetProperty(name).EnumerateObject().ToList();
        foreach (var group in groups)
        {
            Compare($"{parameter} {group.Name}", group.Value, await _questions.AsOfAsync(on, $"&{parameter}={Uri.EscapeDataString(group.Name)}"));
        }

        return groups.Count;
    }

    private async Task DaysAsync(DateOnly on)
    {
        var theirs = set.Expected.GetProperty("days_to_close");
        var (median, p90) = await _questions.DaysAsync(on);
        Equal("days to close, median of days", theirs.GetProperty("median_calendar_days").GetDecimal(), median);
        if (set.CountsWholeDays)
        {
            Equal("days to close, 90th percentile", theirs.GetProperty("p90_days_nearest_rank").GetDecimal(), p90);
        }
    }

    private async Task AgesAsync()
    {
        if (!set.Expected.TryGetProperty("age_of_open", out var ages))
        {
            return;
        }

        foreach (var date in ages.EnumerateObject())
        {
            foreach (var days in new[] { 7, 30, 90 })
            {
                var name = $"open_over_{days}_days";
                Equal($"{date.Name} {name}", date.Value.GetProperty(name).GetDecimal(), await _questions.OpenForMoreThanAsync(days, Day(date.Name)));
            }
        }
    }

    // Every number of theirs, none skipped but medians of hours and minutes: a ledger of legal days has none.
    private void Compare(string where, JsonElement theirs, IReadOnlyDictionary<string, decimal?> ours)
    {
        foreach (var figure in theirs.EnumerateObject().Where(figure => figure.Name != "median_days" || set.CountsWholeDays))
        {
            decimal? expected = figure.Value.ValueKind == JsonValueKind.Null ? null : figure.Value.GetDecimal();
            if (ours.TryGetValue(figure.Name, out var answer))
            {
                Equal($"{where} {figure.Name}", expected, answer);
            }
            else
            {
                _differences.Add($"{where} {figure.Name}: it is not known which of our figures this is");
            }
        }
    }

    private void Equal(string where, decimal? expected, decimal? answer)
    {
        _figures++;
        if (expected != answer)
        {
            _differences.Add($"{where}: expected {expected?.ToString(CultureInfo.InvariantCulture) ?? "none"}, answered {answer?.ToString(CultureInfo.InvariantCulture) ?? "none"}");
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
