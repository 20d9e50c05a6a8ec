using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>Makes the answer out of the passes' sums, each figure by its definition.</summary>
internal sealed class HeadlineAnswer(FigureQuestion question, long position, HeadlinePass pass, MemoPass memo)
{
    public HeadlineFigures Make()
    {
        var total = new int[Cells.Width];
        for (var at = 0; at < pass.Sums.Length; at++)
        {
            total[at % Cells.Width] += pass.Sums[at];
        }

        var groups = question.GroupBy == FigureGrouping.None ? null : Groups();
        return Of(null, total, 0, Merged(pass.Days), -1, pass.Opening.Sum(), pass.CarriedClosed.Sum()) with { Groups = groups };
    }

    private List<HeadlineFigures> Groups() =>
        [.. Enumerable.Range(0, pass.Filter.Keys.Count).Where(HasAnything).OrderBy(group => pass.Filter.Keys[group], StringComparer.Ordinal)
            .Select(group => Of(pass.Filter.Keys[group], pass.Sums, group * Cells.Width, pass.Days[group] ?? [], group, pass.Opening[group], pass.CarriedClosed[group]))];

    private bool HasAnything(int group) =>
        pass.Opening[group] != 0 || pass.Sums.AsSpan(group * Cells.Width, Cells.Width).ContainsAnyExcept(0)
        || memo.ReopenedIn(group) != 0 || memo.Standing.Exists(hazard => hazard.Group == group);

    private HeadlineFigures Of(string? key, int[] sums, int first, int[] days, int group, long opening, long carriedClosed)
    {
        return new(
            key, question.From, question.AsOf, position, Sum("found"), Sum("rectified"), Sum("open"), Rate("rectificationRate"), Sum("accepted"), Sum("closed"),
            Sum("overdue"), Sum("notYetDue"), Sum("noDeadline"), Sum("awaitingAcceptance"), Sum("awaitingAcceptanceLate"), Sum("acceptedNotClosed"),
            Sum("ungraded"), Stock(), memo.ReopenedIn(group), Rate("onTimeRate"), Rate("originalOnTimeRate"), Rate("firstPassRate"), Rate("onTheSpot"), DaysOf(days),
            new(Sum("general.found"), Sum("general.rectified")),
            new(Sum("major.found"), Sum("major.closed"), Sum("major.open"), Rate("major.closureRate")),
            memo.Supervision(group), new(opening, carriedClosed, opening - carriedClosed), null);

        long Sum(string figure) => Cells.Sum(figure, sums, first);

        Rate Rate(string figure) => new(Cells.Sum(figure, sums, first), Cells.SumOver(figure, sums, first));

        OpenStates Stock() => new(
            Sum("stock.open"), Sum("stock.overdue"), Sum("stock.notYetDue"), Sum("stock.noDeadline"), Sum("stock.awaitingAcceptance"),
            Sum("stock.awaitingAcceptanceLate"), Sum("stock.acceptedNotClosed"));
    }

    private static int[] Merged(int[]?[] groups)
    {
        var all = new int[groups.Max(days => days?.Length) ?? 0];
        foreach (var days in groups.OfType<int[]>())
        {
            for (var at = 0; at < days.Length; at++)
            {
                all[at] += days[at];
            }
        }

        return all;
    }

    private static DaysToRectify DaysOf(int[] counts)
    {
        var number = counts.Sum(count => (long)count);
        if (number == 0)
        {
            return new(null, null);
        }

        // Nearest rank: the ⌈0.9 n⌉-th smallest. Median: of an even number the mean of the two in the middle.
        return new((At((number + 1) / 2) + At(number / 2 + 1)) / 2m, At((number * 9 + 9) / 10));

        int At(long rank)
        {
            var day = 0;
            for (long seen = counts[0]; seen < rank; seen += counts[day])
            {
                day++;
            }

            return day;
        }
    }
}
