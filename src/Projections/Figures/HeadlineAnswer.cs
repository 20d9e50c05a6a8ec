namespace HazardLedger.Projections.Figures;

/// <summary>Makes the answer out of the passes' sums, each figure by its definition.</summary>
internal sealed class HeadlineAnswer(FigureQuestion question, long position, HeadlinePass pass, MemoPass memo)
{
    public HeadlineFigures Make()
    {
        var groups = question.GroupBy == FigureGrouping.None ? null : Groups();
        return Of(null, -1, AddedUp(pass.Sums.AsSpan(0, pass.Filter.Keys.Count * Cells.Width), Cells.Width), AddedUp(pass.Aged, Ages.Width), 0, Merged(pass.Days), pass.Opening.Sum(), pass.CarriedClosed.Sum())
            with { Groups = groups };
    }

    private static long[] AddedUp(ReadOnlySpan<long> ofGroups, int width)
    {
        var total = new long[width];
        for (var at = 0; at < ofGroups.Length; at++)
        {
            total[at % width] += ofGroups[at];
        }

        return total;
    }

    private List<HeadlineFigures> Groups() =>
        [.. Enumerable.Range(0, pass.Filter.Keys.Count).Where(HasAnything).OrderBy(group => pass.Filter.Keys[group], StringComparer.Ordinal)
            .Select(group => Of(pass.Filter.Keys[group], group, pass.Sums, pass.Aged, group, pass.Days[group] ?? [], pass.Opening[group], pass.CarriedClosed[group]))];

    private bool HasAnything(int group) =>
        pass.Opening[group] != 0 || pass.Sums.AsSpan(group * Cells.Width, Cells.Width).ContainsAnyExcept(0)
        || memo.HasAny(group);

    private HeadlineFigures Of(string? key, int group, long[] sums, long[] aged, int place, int[] days, long opening, long carriedClosed)
    {
        var first = place * Cells.Width;
        return new(
            key, question.From, question.AsOf, position, Sum("found"), Sum("rectified"), Sum("open"), Rate("rectificationRate"), Sum("accepted"), Sum("closed"),
            Sum("overdue"), Sum("notYetDue"), Sum("noDeadline"), Sum("awaitingAcceptance"), Sum("awaitingAcceptanceLate"), Sum("acceptedNotClosed"),
            Sum("ungraded"), Sum("everOverdue"), Sum("recurrences"), pass.Parties.Count(group), Ageing(inWindow: true), Stock(), Sum("reopened"),
            Rate("onTimeRate"), Rate("originalOnTimeRate"), Rate("firstPassRate"), Rate("onTheSpot"), DaysOf(days),
            new(Sum("general.found"), Sum("general.rectified")),
            new(Sum("major.found"), Sum("major.closed"), Sum("major.open"), Rate("major.closureRate"), Sum("major.planned"), Sum("major.fiveElements")),
            memo.Supervision(group), new(new(Sum("funds.secured"))), Enforcement(), new(Sum("audit.voided"), Sum("audit.merged")),
            new(opening, carriedClosed, opening - carriedClosed), null);

        long Sum(string figure) => Cells.Sum(figure, sums, first);

        Rate Rate(string figure) => new(Cells.Sum(figure, sums, first), Cells.SumOver(figure, sums, first));

        OpenStates Stock() => new(
            Sum("stock.open"), Sum("stock.overdue"), Sum("stock.notYetDue"), Sum("stock.noDeadline"), Sum("stock.awaitingAcceptance"),
            Sum("stock.awaitingAcceptanceLate"), Sum("stock.acceptedNotClosed"), Sum("stock.planned"), Sum("stock.fiveElements"), Ageing(inWindow: false));

        Enforcement Enforcement() => new(
            Sum("enforcement.penalties"), new(Sum("enforcement.fines")), Sum("enforcement.exposed"), Sum("enforcement.notices"), Sum("enforcement.reminders"),
            Sum("enforcement.supervisionNotices"), Sum("enforcement.talks"), Sum("enforcement.circulars"));

        Ageing Ageing(bool inWindow) => AgeingOf(aged.AsSpan(place * Ages.Width, Ages.Width), inWindow);
    }

    // The stock is what lies before the window and what lies in it.
    private static Ageing AgeingOf(ReadOnlySpan<long> aged, bool inWindow)
    {
        var spans = aged[Ages.All.Length..].ToArray();
        for (var at = 0; at < spans.Length && !inWindow; at++)
        {
            spans[at] += aged[at];
        }

        return new(spans[0], spans[1], spans[2], spans[3], spans[4], spans[5], spans[6], spans[7], spans[8], spans[9]);
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
