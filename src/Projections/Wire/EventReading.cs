using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Wire;

/// <summary>Reads the events that most hazards have by hand, in a third of the general way's time. One with a rarer member in it, or without a member
/// that its record asks for, is read the general way, which alone decides what is well formed; so are all others.</summary>
internal static class EventReading
{
    /// <summary>The event; null when it has to be read the general way.</summary>
    /// <param name="type">The stored alias.</param>
    /// <param name="data">The stored data, UTF-8.</param>
    public static HazardEvent? Read(string type, ReadOnlySpan<byte> data)
    {
        var json = new EverydayJson(data);
        HazardEvent? read = !json.Enter() ? null : type switch
        {
            "hazard_registered" => Registered(ref json),
            "hazard_graded" => Judgement(ref json) is { From: null } said ? new HazardGraded(said.Grade, said.Criteria, said.Method, said.Reasons, null, said.On) : null,
            "hazard_upgraded" => Judgement(ref json) is { From: { } from } said ? new HazardUpgraded(from, said.Grade, said.Criteria, said.Method, said.Reasons, null, said.On) : null,
            "hazard_downgraded" => Judgement(ref json) is { From: { } from } said ? new HazardDowngraded(from, said.Grade, said.Criteria, said.Method, said.Reasons, null, said.On) : null,
            "rectification_ordered" => Ordered(ref json),
            "rectification_progress_reported" => Progress(ref json),
            "rectification_completion_reported" => Completion(ref json),
            "acceptance_passed" => Passed(ref json),
            "hazard_closed" => Closed(ref json),
            "hazard_rectified_on_the_spot" => OnTheSpot(ref json),
            "note_added" => json.Next() ? null : new NoteAdded(),
            "evidence_added" => json.Next() ? null : new EvidenceAdded(),
            _ => null,
        };
        return json.IsWhole ? read : null;
    }

    private static HazardRegistered? Registered(ref EverydayJson json)
    {
        string? number = null, area = null, sector = null, enterprise = null, site = null, place = null, description = null, recurrenceOf = null, upperDispatchNo = null;
        DateOnly? discoveredOn = null;
        DiscoverySource? source = null;
        Category? category = null;
        List<string>? discoverers = null, campaigns = null;
        while (json.Next())
        {
            var isRead = json.Is("area"u8) ? json.Take(out area)
                : json.Is("site"u8) ? json.Take(out site)
                : json.Is("place"u8) ? json.Take(out place)
                : json.Is("number"u8) ? json.Take(out number)
                : json.Is("sector"u8) ? json.Take(out sector)
                : json.Is("source"u8) ? json.Take(out source)
                : json.Is("category"u8) ? json.Take(out category)
                : json.Is("campaigns"u8) ? json.Take(out campaigns)
                : json.Is("enterprise"u8) ? json.Take(out enterprise)
                : json.Is("description"u8) ? json.Take(out description)
                : json.Is("discoverers"u8) ? json.Take(out discoverers)
                : json.Is("discoveredOn"u8) ? json.Take(out discoveredOn)
                : json.Is("recurrenceOf"u8) ? json.Take(out recurrenceOf)
                : json.Is("upperDispatchNo"u8) && json.Take(out upperDispatchNo);
            if (!isRead)
            {
                return null;
            }
        }

        return number is null || area is null || sector is null || place is null || description is null || discoverers is null || campaigns is null
            || discoveredOn is not { } day || source is not { } found || category is not { } kind ? null
            : new(number, day, found, area, sector, kind, enterprise, site, place, description, discoverers, null, campaigns, recurrenceOf, upperDispatchNo, null);
    }

    private static (Grade? From, Grade Grade, List<Criterion> Criteria, GradingMethod Method, string Reasons, DateOnly? On)? Judgement(ref EverydayJson json)
    {
        Grade? from = null, grade = null;
        List<Criterion>? criteria = null;
        GradingMethod? method = null;
        string? reasons = null;
        DateOnly? on = null;
        while (json.Next())
        {
            var isRead = json.Is("grade"u8) ? json.Take(out grade)
                : json.Is("method"u8) ? json.Take(out method)
                : json.Is("reasons"u8) ? json.Take(out reasons)
                : json.Is("criteria"u8) ? AreCriteria(ref json, out criteria)
                : json.Is("fromGrade"u8) ? json.Take(out from)
                : json.Is("effectiveOn"u8) && json.Take(out on);
            if (!isRead)
            {
                return null;
            }
        }

        return grade is { } to && criteria is not null && method is { } by && reasons is not null ? (from, to, criteria, by, reasons, on) : null;
    }

    private static bool AreCriteria(ref EverydayJson json, out List<Criterion>? criteria)
    {
        criteria = [];
        var isInside = false;
        while (json.NextIn(ref isInside))
        {
            string? standard = null, clause = null, version = null;
            while (json.Next())
            {
                if (!(json.Is("clause"u8) ? json.Take(out clause) : json.Is("version"u8) ? json.Take(out version) : json.Is("standard"u8) && json.Take(out standard)))
                {
                    return false;
                }
            }

            if (standard is null || clause is null)
            {
                return false;
            }

            criteria.Add(new(standard, clause, version));
        }

        return true;
    }

    private static RectificationOrdered? Ordered(ref EverydayJson json)
    {
        OrderKind? kind = null;
        DateOnly? deadline = null, servedOn = null;
        List<string>? requirements = null;
        string? servedTo = null;
        while (json.Next())
        {
            if (!(json.Is("deadline"u8) ? json.Take(out deadline) : json.Is("servedOn"u8) ? json.Take(out servedOn) : json.Is("servedTo"u8) ? json.Take(out servedTo)
                : json.Is("orderKind"u8) ? json.Take(out kind) : json.Is("requirements"u8) && json.Take(out requirements)))
            {
                return null;
            }
        }

        return kind is { } how && deadline is { } until && requirements is not null ? new(how, until, requirements, servedOn, servedTo) : null;
    }

    private static RectificationProgressReported? Progress(ref EverydayJson json)
    {
        int? percent = null, spent = null;
        string? done = null, remaining = null, problems = null;
        while (json.Next())
        {
            if (!(json.Is("done"u8) ? json.Take(out done) : json.Is("percent"u8) ? json.Take(out percent) : json.Is("problems"u8) ? json.Take(out problems)
                : json.Is("remaining"u8) ? json.Take(out remaining) : json.Is("fundsSpent"u8) && json.Take(out spent)))
            {
                return null;
            }
        }

        return done is null ? null : new(percent, done, remaining, spent, problems);
    }

    private static RectificationCompletionReported? Completion(ref EverydayJson json)
    {
        DateOnly? completedOn = null, reinspectBy = null;
        string? measures = null, report = null, rule = null;
        int? cost = null;
        while (json.Next())
        {
            if (!(json.Is("cost"u8) ? json.Take(out cost) : json.Is("report"u8) ? json.Take(out report) : json.Is("measures"u8) ? json.Take(out measures)
                : json.Is("completedOn"u8) ? json.Take(out completedOn) : json.Is("reinspectBy"u8) ? json.Take(out reinspectBy) : json.Is("reinspectByRule"u8) && json.Take(out rule)))
            {
                return null;
            }
        }

        return measures is not null && reinspectBy is { } by && rule is not null ? new(completedOn, measures, cost, report, by, rule) : null;
    }

    private static AcceptancePassed? Passed(ref EverydayJson json) =>
        json.Next() && json.Is("inspectors"u8) && json.Take(out List<string>? inspectors) && !json.Next() ? new(inspectors!) : null;

    private static HazardClosed? Closed(ref EverydayJson json) =>
        json.Next() && json.Is("kind"u8) && json.Take(out ClosureKind? kind) && !json.Next() ? new(kind!.Value) : null;

    private static HazardRectifiedOnTheSpot? OnTheSpot(ref EverydayJson json)
    {
        string? measures = null, verifier = null;
        while (json.Next())
        {
            if (!(json.Is("measures"u8) ? json.Take(out measures) : json.Is("verifier"u8) && json.Take(out verifier)))
            {
                return null;
            }
        }

        return measures is not null && verifier is not null ? new(measures, verifier) : null;
    }
}
