using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Figures;
using Npgsql;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>The oracle in the middle: figures as a report writer sums them over <c>hl.bi_leg</c> with the reader's rights.</summary>
internal static class MiddleFigures
{
    private static readonly (string Name, string Sum)[] Sums =
    [
        ("found", "is_unit AND w"), ("rectified", "account = 'finished' AND w"), ("open", "is_unfinished AND w"), ("closed", "account = 'closed' AND w"),
        ("accepted", "account IN ('finished', 'acceptedNotClosed') AND w"), ("ungraded", "is_unit AND w AND grade = 'ungraded'"),
        ("overdue", "account = 'due' AND mark < a AND w"), ("notYetDue", "account = 'due' AND mark >= a AND w"), ("noDeadline", "account = 'noDeadline' AND w"),
        ("awaitingAcceptance", "account = 'awaitingAcceptance' AND w"), ("awaitingAcceptanceLate", "account = 'awaitingAcceptance' AND mark < a AND w"),
        ("acceptedNotClosed", "account = 'acceptedNotClosed' AND w"), ("recurrences", "account = 'recurrence' AND w"),
        ("everOverdue", "(account = 'everOverdue' OR account = 'due' AND NOT due_again AND mark < a) AND w"),
        ("stock.open", "is_unfinished"), ("stock.overdue", "account = 'due' AND mark < a"), ("stock.awaitingAcceptanceLate", "account = 'awaitingAcceptance' AND mark < a"),
        ("stock.planned", "account = 'planned'"), ("stock.fiveElements", "account = 'fiveElements'"), ("ageing.days8To15", "is_unfinished AND w AND a - cohort BETWEEN 8 AND 15"),
        ("stock.ageing.over180Days", "is_unfinished AND a - cohort > 180"), ("stock.ageing.overdue8To30Days", "account = 'due' AND a - mark BETWEEN 8 AND 30"),
        ("reopened", "account = 'reopened' AND w"), ("general.found", "is_unit AND w AND grade <> 'major'"), ("major.found", "is_unit AND w AND grade = 'major'"),
        ("major.closed", "account = 'finished' AND w AND grade = 'major'"), ("major.planned", "account = 'planned' AND w"),
        ("funds.secured", "account = 'fundsSecured' AND w"), ("enforcement.penalties", "account = 'penalty' AND w"), ("enforcement.fines", "account = 'fine' AND w"),
        ("enforcement.exposed", "account = 'exposed' AND w"), ("enforcement.notices", "account = 'notice' AND w"), ("enforcement.talks", "notice_kind = 'summons' AND w"),
        ("audit.voided", "account = 'voided' AND w"), ("audit.merged", "account = 'merged' AND w"),
    ];

    private static readonly string[] Listed = ["supervision.listed", "supervision.active", "enterprises", "carryOver.opening"];

    public static IEnumerable<string> Names => Sums.Select(sum => sum.Name).Concat(Listed);

    public static async Task<Dictionary<string, string>> OfAsync(NpgsqlDataSource reader, FigureQuestion question, long head, CancellationToken ct)
    {
        var values = new List<object> { question.From, question.AsOf, question.Position ?? head };
        var where = "position <= $3" + Where(question, values);
        var sums = string.Join(", ", Sums.Select(sum => $"coalesce(sum(amount) FILTER (WHERE {sum.Sum}), 0)::bigint"));
        await using var command = reader.CreateCommand($"""
            WITH known AS (SELECT *, cohort >= $1 AS w, $2::date AS a FROM hl.bi_leg WHERE {where}), leg AS (SELECT * FROM known WHERE day <= $2),
            listing AS (SELECT hazard, cohort, listing_state FROM leg WHERE account = 'listing' GROUP BY hazard, cohort, mark, listing_level, listing_state HAVING sum(amount) > 0)
            SELECT {sums},
              (SELECT count(DISTINCT hazard) FROM listing WHERE cohort >= $1), (SELECT count(DISTINCT hazard) FROM listing WHERE listing_state = 'active'),
              (SELECT count(DISTINCT party) FROM (SELECT party FROM leg WHERE is_unit AND w AND party <> '' GROUP BY hazard, party HAVING sum(amount) > 0) of_hazard),
              (SELECT coalesce(sum(amount), 0)::bigint FROM known WHERE is_unfinished AND day < $1)
            FROM leg
            """);
        values.ForEach(value => command.Parameters.Add(new NpgsqlParameter { Value = value }));
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return Names.Select((name, at) => (name, Value: $"{row.GetInt64(at)}")).ToDictionary(figure => figure.name, figure => figure.Value, StringComparer.Ordinal);
    }

    private static string Where(FigureQuestion question, List<object> values)
    {
        var where = "";
        And(question.Area, area => $"{Within(area)}");
        And(question.Sectors.Count == 0 ? null : question.Sectors.ToArray(), sectors => $"sector = ANY({Next(sectors)})");
        And(question.Grade is null ? null : "", _ => $"(grade = 'major') = {(question.Grade == Grade.Major ? "true" : "false")}");
        And(question.Source is { } source ? StoredDims.Word(source) : null, word => $"source = {Next(word)}");
        And(question.SourceGroup is { } group ? StoredDims.Word(group) : null, word => $"source_group = {Next(word)}");
        And(question.Regulator, regulator => $"regulator = {Next(regulator)}");
        And(question.FoundBy, finder => $"found_by = {Next(finder)}");
        And(question.Party, party => $"party = {Next(party)}");
        And(question.Campaign, tag => tag.Length == 0 ? "campaigns = '{}'" : $"{Next(tag)} = ANY(campaigns)");
        And(question.Scope.Party, party => $"party = {Next(party)}");
        And(question.Scope.Sectors.Count == 0 ? null : question.Scope.Sectors.ToArray(), sectors => $"sector = ANY({Next(sectors)})");
        And(question.Scope.Areas.Count == 0 ? null : question.Scope.Areas, areas => $"({string.Join(" OR ", areas.Select(Within))})");
        return where;

        void And<T>(T? value, Func<T, string> condition) where T : class => where += value is null ? "" : " AND " + condition(value);

        string Within(string area) => $"starts_with(area_path || '/', {Next(AreaCode.PathOf(area) + "/")})";

        string Next(object value)
        {
            values.Add(value);
            return "$" + values.Count;
        }
    }
}
