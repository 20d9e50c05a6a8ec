using System.Globalization;
using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.Domain.Calendars;
using HazardLedger.Domain.Policies;
using HazardLedger.EventStore;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Policies;

/// <summary>`/v1/policies` and `/v1/calendars`: the dated rules and the working days, read by everybody and changed by administrators.</summary>
public sealed class PolicyRoutes(PolicyShelf shelf, Ledger ledger, TimeProvider clock)
{
    private static readonly (string, string)[] Answers =
    [
        ("201", "Recorded"), ("200", "So already, or validated: nothing recorded"), ("400", "Faults"), ("401", "No valid key"), ("403", "Not permitted, or outside of the key's areas"),
        ("409", "Refused by a rule"), ("412", "Stale version"), ("413", "Too large"), ("415", "Not JSON"), ("422", "Idempotency key reused"), ("503", "Cannot record now"),
    ];

    /// <summary>Maps the routes.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var rules = app.MapGroup("/v1").WithTags("policies").AddEndpointFilter(MinPosition.FilterAsync);
        rules.MapGet("/policies", (HttpContext http, PolicyRoutes routes) => routes.PoliciesAsync(http)).RequireAuthorization(AccessPolicy.Read)
            .WithName("ReadPolicies").WithSummary("The rules that hold for an area on a day, each with its source");
        rules.MapGet("/calendars/{year}", (HttpContext http, string year, PolicyRoutes routes) => routes.CalendarAsync(http, year)).RequireAuthorization(AccessPolicy.Read)
            .WithName("ReadCalendar").WithSummary("Holidays and worked weekends of a year");
        rules.MapPost("/policies", (HttpContext http, RuleDesk desk) => desk.AnswerAsync<ChangePolicy>(http, RuleForms.Check)).RequireAuthorization(AccessPolicy.Administer)
            .WithMetadata(new DescribedBody(typeof(ChangePolicy), true, Answers)).WithName("ChangePolicy").WithSummary("Records PolicyChanged");
        rules.MapPost("/calendars", (HttpContext http, RuleDesk desk) => desk.AnswerAsync<ChangeCalendar>(http, RuleForms.Check)).RequireAuthorization(AccessPolicy.Administer)
            .WithMetadata(new DescribedBody(typeof(ChangeCalendar), true, Answers)).WithName("ChangeCalendar").WithSummary("Records CalendarChanged");
    }

    private async Task<IResult> PoliciesAsync(HttpContext http)
    {
        var query = new Query(http);
        var (area, on, known) = (query.Text("area") ?? "", query.Day("on") ?? clock.Today(), AsKnown.KnownFrom(query));
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        await StampAsync(http);
        var book = known.Of((await shelf.CurrentAsync(http.RequestAborted)).Book);
        return Results.Json(
            new { area, on, name = book.On(area, on).Name, rules = book.RowsOn(area, on).Select(RuleRow.Of) }, EventJson.Options);
    }

    private async Task<IResult> CalendarAsync(HttpContext http, string text)
    {
        var query = new Query(http);
        var known = AsKnown.KnownFrom(query);
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1949 or > 2199)
        {
            return Http.Problem.Of(ProblemKind.NotFound);
        }

        await StampAsync(http);
        var book = known.Of((await shelf.CurrentAsync(http.RequestAborted)).Book);
        return Results.Json(YearView.Of(year, book), EventJson.Options);
    }

    // Before the rules are read: they are those of that head or later ones.
    private async Task StampAsync(HttpContext http) =>
        Versions.Stamp(http, null, clock.Today(), (await ledger.HeadAsync(http.RequestAborted)).Position);
}

/// <summary>A rule as it holds for an area on a day.</summary>
/// <param name="Rule">Its name on the wire: the member to set.</param>
/// <param name="Id">The limit's permanent name, as events freeze it; absent for what is no limit.</param>
/// <param name="Count">Number of days.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Rolls">False when the limit ends on its last day even when that is a rest day.</param>
/// <param name="Value">The value of what is no limit.</param>
/// <param name="Confidence">"law", "rule" or "example".</param>
/// <param name="Jurisdiction">Area that said so; absent for the built-in set.</param>
/// <param name="ValidFrom">Since when; absent for the built-in set.</param>
/// <param name="Position">The event's place in the ledger; absent for the built-in set.</param>
public sealed record RuleRow(
    string Rule, string Zh, string En, string? Id, int? Count, LimitUnit? Unit, bool? Rolls, object? Value, string Source, string Confidence,
    string? Jurisdiction, DateOnly? ValidFrom, long? Position, string? Reason)
{
    private const string BuiltIn = "Built-in set";

    internal static RuleRow Of(RuleInForce rule)
    {
        var (limit, change, name) = (rule.Value as LimitRule, rule.From?.Event as PolicyChanged, NameBook.Rule(rule.Member));
        var (source, confidence) = rule.Value switch
        {
            LimitRule own => (own.Source, own.Confidence),
            RewardRule own => (own.Source, own.Confidence),
            _ => (change?.Source ?? BuiltIn, change?.Confidence ?? "example"),
        };
        return new(
            rule.Member, name.Zh, name.En, limit?.Id, limit?.Count, limit?.Unit, limit?.Rolls, limit is null ? rule.Value : null, source, confidence,
            change?.Jurisdiction, change?.ValidFrom, rule.From?.Position, change?.Reason);
    }
}

/// <summary>A calendar year.</summary>
/// <param name="Announced">False when no notice is known: working days are then taken to be Monday to Friday.</param>
/// <param name="Source">The notice; absent when none is known.</param>
/// <param name="Position">The event's place in the ledger; absent for the built-in years.</param>
public sealed record YearView(
    int Year, bool Announced, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkingWeekends, string? Source, long? Position)
{
    internal static YearView Of(int year, PolicyBook book)
    {
        WorkingCalendar calendar = book.Calendar;
        var set = book.Changes.LastOrDefault(change => change.Event is CalendarChanged changed && changed.Year == year);
        var source = set is not null ? ((CalendarChanged)set.Event).Source : calendar.Knows(year) ? $"State Council's notice for {year}" : null;
        return new(year, calendar.Knows(year), calendar.HolidaysOf(year), calendar.WorkingWeekendsOf(year), source, set?.Position);
    }
}
