using HazardLedger.Dashboard.Frame;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Register;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Boards;

/// <summary>Counts deadlines by their days, and says what is usually done about those that are over.</summary>
internal static class DeadlinesQuery
{
    private const int Ahead = 14;
    private const int Rows = 25;
    private static readonly DateOnly Earliest = new(1949, 10, 1);
    private static readonly (int From, int? To)[] Spans = [(1, 3), (4, 7), (8, 15), (16, 30), (31, null)];

    public static async Task<IResult> ShowAsync(PageCall call)
    {
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var total = call.Figures.Headline(call.View.Question());
        var sheet = call.SheetOf(call.Words["deadlines.title"], "/deadlines", "deadlines", total);
        if (call.View.IsPast || call.View.IsProjected)
        {
            return call.Show<DeadlinesPage, DeadlinesModel>(sheet, new(null, [], [], total));
        }

        var (today, book) = (call.View.Today, await call.Options.Rules(call.Aborted));
        var due = (await call.Register.DueAsync(call.Scope, call.View.Area, Earliest, today.AddDays(Ahead - 1), call.Aborted)).ToDictionary(day => day.On, day => day.Count);
        var days = Enumerable.Range(0, Ahead).Select(today.AddDays).Select(day => new DueDay(day, due.GetValueOrDefault(day), book.Calendar.IsWorkingDay(day)));
        var spans = Spans.Select(span => new OverdueSpan(span.From, span.To, due
            .Where(day => today.DayNumber - day.Key.DayNumber >= span.From && (span.To is null || today.DayNumber - day.Key.DayNumber <= span.To)).Sum(day => day.Value)));
        var filter = new RegisterFilter(RegisterName.Overdue, today) { Area = call.View.Area, Sort = new(RegisterKey.Deadline, Descending: false) };
        var page = (RegisterPage)await call.Register.PageAsync(call.Scope, filter, null, Rows, call.Aborted);
        return call.Show<DeadlinesPage, DeadlinesModel>(sheet, new([.. days], [.. spans], [.. page.Items.Select(item => RowOf(item, book.On(item.Area, today), today))], total));
    }

    private static LadderRow RowOf(RegisterItem item, Policy policy, DateOnly today)
    {
        var late = today.DayNumber - item.Deadline.On!.Value.DayNumber;
        var rungs = policy.Escalation.OrderBy(step => step.AfterDays).ToList();
        return new(item, rungs.FindLast(step => step.AfterDays <= late), rungs.Find(step => step.AfterDays > late));
    }
}
