using System.Text.Json;
using System.Text.Json.Serialization;
using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.Api.Validation;
using HazardLedger.Domain.Policies;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Policies;

/// <summary>A year's notice that is supposed.</summary>
public sealed record SupposedYear(int Year, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<DateOnly> WorkingWeekends);

/// <summary>The body of a simulation.</summary>
/// <param name="Policy">Members of the policy by name, as in a change of policy.</param>
/// <param name="Calendar">A year's notice.</param>
/// <param name="Area">Only this area and below.</param>
/// <param name="AsOf">Legal day; today when absent.</param>
/// <param name="After">Hazards after this one, from the page before.</param>
public sealed record SimulationBody(PolicyRules? Policy, SupposedYear? Calendar, string? Area, DateOnly? AsOf, Guid? After);

/// <summary>The page of a simulation: all counts, and up to a hundred of the hazards.</summary>
/// <param name="Items">Hazards with a limit that would end on another day.</param>
/// <param name="Next">Ask again with `after` set to it; null at the end.</param>
public sealed record SimulationPage(
    DateOnly AsOf, int Hazards, int Limits, int Moved, int MovedHazards, Counted Late, Counted Overdue, IReadOnlyList<LimitCount> ByRule,
    IReadOnlyList<MovedHazard> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Guid? Next, long Position);

/// <summary>`POST /v1/simulations`: what would be otherwise under another policy or calendar. Records nothing.</summary>
public sealed class SimulationRoutes(Simulation simulation, PolicyShelf shelf, Ledger ledger, TimeProvider clock)
{
    private const int PageSize = 100;
    private static readonly Shape BodyShape = Shape.Of(typeof(SimulationBody));

    /// <summary>Maps the route. It reads every unfinished hazard's events, so it is for those who answer for rules or for audits.</summary>
    public static void Map(IEndpointRouteBuilder app) => app
        .MapPost("/v1/simulations", (HttpContext http, SimulationRoutes routes) => routes.AnswerAsync(http)).RequireAuthorization(AccessPolicy.Audit)
        .WithMetadata(new DescribedBody(typeof(SimulationBody), false, ("200", "Counts, and the first hundred hazards after `after`"), ("400", "Faults"), ("401", "No valid key"), ("403", "Not permitted"), ("413", "Too large"), ("415", "Not JSON")))
        .WithTags("policies").WithName("Simulate")
        .WithSummary("Which limits would end otherwise if this policy or calendar held; nothing is recorded")
        .WithDescription(
            "Looked at are the hazards in scope that are not finished on the day. Computed anew, from the events that triggered them: re-inspection, answers to requests for more time, review of "
            + "resumption, decision and publication of penalties, publication of listings and of their end, looking unasked after a deadline. Not computed anew: deadlines of orders, self-rectification, listings, extensions and reopenings, which are dates set by people; ends of "
            + "interim controls; the latest day for asking for more time; whether a step would have been allowed.");

    private async Task<IResult> AnswerAsync(HttpContext http)
    {
        if (new Query(http).Problem() is { } badQuery)
        {
            return badQuery;
        }

        var (bytes, unread) = await JsonBody.ReadAsync(http.Request, JsonBody.CommandLimit, "application/json");
        if (unread is not null)
        {
            return unread;
        }

        if (JsonBody.Parse(bytes, out var broken) is not { } body)
        {
            return Http.Problem.Faults([broken!], ProblemKind.Malformed);
        }

        var faults = new List<Fault>();
        var asked = Read(body.Root, faults);
        if (faults.Count > 0)
        {
            return Http.Problem.Faults(faults);
        }

        var year = asked!.Calendar is { } given ? new ChangeCalendar(given.Year, given.Holidays, given.WorkingWeekends, "supposed", null) : null;
        var supposed = new Supposition(asked.Policy, year, asked.Area, asked.AsOf ?? clock.Today());
        var position = (await ledger.HeadAsync(http.RequestAborted)).Position;
        var book = (await shelf.CurrentAsync(http.RequestAborted)).Book;
        var result = await simulation.RunAsync(http.Caller().Scope, supposed, book, clock.Today(), http.RequestAborted);
        Versions.Stamp(http, null, clock.Today(), position);
        return Results.Json(PageOf(result, supposed.AsOf, asked.After, position), EventJson.Options);
    }

    private static SimulationPage PageOf(SimulationResult result, DateOnly asOf, Guid? after, long position)
    {
        var rest = after is null ? result.MovedHazards : [.. result.MovedHazards.SkipWhile(hazard => hazard.Id != after).Skip(1)];
        return new(
            asOf, result.Hazards, result.Limits, result.Moved, result.MovedHazards.Count, result.Late, result.Overdue, result.ByRule,
            [.. rest.Take(PageSize)], rest.Count > PageSize ? rest[PageSize - 1].Id : null, position);
    }

    private static SimulationBody? Read(JsonElement body, List<Fault> faults)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            faults.Add(Fault.Form("", "object"));
            return null;
        }

        Shape.RefuseUnknown(body, faults, BodyShape);
        var asked = (SimulationBody)BodyShape.Read(body, faults);
        if (faults.Count > 0)
        {
            return null;
        }

        if (asked.Policy is null && asked.Calendar is null)
        {
            faults.Add(Fault.Missing("policy"));
        }

        RuleForms.Check(asked, faults);
        return asked;
    }
}
