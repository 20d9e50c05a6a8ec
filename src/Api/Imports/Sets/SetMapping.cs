using System.Globalization;
using System.Text.Json;

namespace HazardLedger.Api.Imports.Sets;

/// <summary>Neutral events as lines of an import. What the other register does not know is said to be missing and never made up.</summary>
internal static class SetMapping
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>All lines of a set, the lines of each case one after the other.</summary>
    public static IEnumerable<string> Lines(DataSet set)
    {
        foreach (var one in set.Cases)
        {
            var n = 0;
            foreach (var (command, body) in one.SelectMany(told => Commands(set, one, told)))
            {
                yield return JsonSerializer.Serialize(
                    new { external = new { system = set.Name, id = one[0].Case }, command, body, idempotencyKey = $"{set.Name}/{one[0].Case}/{n++}" }, Json);
            }
        }
    }

    private static IEnumerable<(string Command, object Body)> Commands(DataSet set, IReadOnlyList<NeutralEvent> one, NeutralEvent told)
    {
        var (occurredAt, actor) = (At(told), new { person = "P-0", organisation = set.Name, role = "register" });
        return told.Type switch
        {
            "Discovered" => [("registrations", new
            {
                occurredAt, actor, source = set.IsPublic ? "publicReport" : "bureauInspection", area = told.Area, sector = told.Category, category = "thing", site = set.Name,
                place = told.Area, description = told.Category, discoverers = new[] { set.Name }, campaigns = new[] { set.Name }, missing = new[] { "place", "discoverers", "site" },
            })],
            "Graded" or "Regraded" => [("gradings", new
            {
                occurredAt, actor, grade = IsMajor(set, told) ? "major" : "general", criteria = Array.Empty<object>(), method = "direct",
                reasons = $"{set.Name}: {told.Grade}", missing = new[] { "criteria" },
            })],
            "RectificationOrdered" => [("notes", new { occurredAt, actor, note = $"Order {told.Order}" })], // its date is set by the next event
            "DeadlineSet" or "Extended" => [("rectification-orders", new
            {
                occurredAt, actor, orderKind = "limited", deadline = LastDay(told.Deadline!), requirements = new[] { one[0].Category }, documentNo = OrderOf(one),
            })],
            "CompletionReported" => [("completion-reports", new { occurredAt, actor, measures = "Reported as done", missing = new[] { "evidence", "report" } })],
            "ReinspectionFailed" => [("acceptance-inspections", new
            {
                occurredAt, actor, result = "failed", inspectors = Array.Empty<string>(), reasons = new[] { told.Status ?? "Sent back" }, missing = new[] { "inspectors", "secondPerson" },
            })],
            "Closed" =>
            [
                ("acceptance-inspections", new { occurredAt, actor, result = "passed", inspectors = Array.Empty<string>(), missing = new[] { "inspectors", "secondPerson" } }),
                ("closures", new { occurredAt, actor, kind = "rectified", note = told.Outcome ?? told.Status }),
            ],
            "Reopened" => [("reopenings", new { occurredAt, actor, cause = "Reopened", deadline = LastDay(DeadlineOf(one)) })],
            "PenaltyReferred" => [("notes", new { occurredAt, actor, note = "Referred to the prosecutor" })],
            _ => throw new InvalidDataException($"{set.Name}, case {told.Case}: nothing is known that records {told.Type}."),
        };
    }

    // The wall clock of that place is taken for ours, so that its days are our legal days.
    private static string At(NeutralEvent told) => told.At.ToString("yyyy-MM-dd'T'HH:mm:ss'+08:00'", CultureInfo.InvariantCulture);

    // Ours run to the end of their day. An instant within a day is over at that day's end, so the last whole day is the one before.
    private static string LastDay(string deadline) => deadline.Contains('T', StringComparison.Ordinal)
        ? DateOnly.FromDateTime(DateTime.Parse(deadline, CultureInfo.InvariantCulture)).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : deadline;

    private static bool IsMajor(DataSet set, NeutralEvent told) =>
        set.Expected.GetProperty("major_grades").EnumerateArray().Any(grade => grade.GetString() == told.Grade);

    private static string? OrderOf(IReadOnlyList<NeutralEvent> one) => one.LastOrDefault(e => e.Order is not null)?.Order;

    private static string DeadlineOf(IReadOnlyList<NeutralEvent> one) => one.LastOrDefault(e => e.Deadline is not null)?.Deadline
        ?? throw new InvalidDataException($"Case {one[0].Case} is reopened and has no deadline.");
}
