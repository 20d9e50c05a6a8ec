using System.Text.Json;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Dashboard.Words;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Registers;

/// <summary>Reads the register's filters and asks for one page of rows.</summary>
internal static class RegisterQuery
{
    private const int Rows = 25;
    private const int SoonDays = 7;

    public static async Task<IResult> ShowAsync(PageCall call)
    {
        var cursor = call.Query.Text("cursor", 1024);
        var filter = Read(call);
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var page = default(RegisterPage);
        if (!call.View.IsPast && !call.View.IsProjected)
        {
            page = await call.Register.PageAsync(call.Scope, filter, cursor, Rows, call.Aborted) as RegisterPage;
            if (page is null)
            {
                call.Query.Fault("cursor");
                return call.NotUnderstood();
            }
        }

        var total = call.Figures.Headline(call.View.Question());
        var sheet = call.SheetOf(call.Words["register.title"], "/hazards", "register", total) with { Own = Own(filter) };
        return call.Show<RegisterSheet, RegisterModel>(sheet, new(filter, page, total, cursor is null));
    }

    /// <summary>A filter as the parameters of a link.</summary>
    public static (string Name, string? Value)[] Own(RegisterFilter filter) =>
    [
        ("register", Word<RegisterName>(filter.Register)), ("sector", filter.Sector), ("grade", Word(filter.Grade)), ("sourceGroup", Word(filter.SourceGroup)),
        ("enterprise", filter.Enterprise), ("q", filter.Words), ("dueFrom", filter.DueFrom is { } first ? Phrasing.Day(first) : null), ("dueTo", filter.DueTo is { } last ? Phrasing.Day(last) : null), ("sort", filter.Sort == DefaultSort(filter.Register) ? null : filter.Sort.ToString()),
    ];

    /// <summary>How many there are, or how many at least where words are looked for among too many.</summary>
    public static string TotalOf(RegisterPage page, Phrasing words) =>
        page.TotalAtLeast is { } least ? words.Say("register.atLeast", words.Count(least)) : words.Count(page.Total ?? 0);

    /// <summary>Deadlines are walked soonest first, everything else newest first.</summary>
    public static RegisterSort DefaultSort(RegisterName register) => register switch
    {
        RegisterName.Open or RegisterName.Overdue or RegisterName.DueSoon or RegisterName.AwaitingAcceptance or RegisterName.Listed => new(RegisterKey.Deadline, Descending: false),
        _ => RegisterSort.Default,
    };

    private static RegisterFilter Read(PageCall call)
    {
        var register = call.Query.Word<RegisterName>("register") ?? RegisterName.Open;
        var (sort, dueTo) = (DefaultSort(register), call.Query.Day("dueTo"));
        if (call.Query.Text("sort") is { } asked)
        {
            if (RegisterSort.Parse(asked) is { } parsed)
            {
                sort = parsed;
            }
            else
            {
                call.Query.Fault("sort");
            }
        }

        return new(register, call.View.Today)
        {
            Area = call.View.Area,
            Sector = call.Query.Text("sector"),
            Grade = call.Query.Word<Grade>("grade"),
            SourceGroup = call.Query.Word<SourceGroup>("sourceGroup"),
            Enterprise = call.Query.Text("enterprise"),
            DueFrom = call.Query.Day("dueFrom"),
            DueTo = dueTo,
            DueSoonDays = Math.Max(SoonDays, (dueTo?.DayNumber ?? 0) - call.View.Today.DayNumber),
            Words = call.Query.Text("q", 200),
            Sort = sort,
            WithTotal = true,
        };
    }

    private static string? Word<T>(T? value) where T : struct, Enum => value is { } one ? JsonNamingPolicy.CamelCase.ConvertName(one.ToString()) : null;
}
