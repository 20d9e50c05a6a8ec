using System.Globalization;
using System.Text.Json;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using Npgsql;

namespace HazardLedger.Projections.Register;

/// <summary>Conditions over hl.register and their parameters: what people typed travels as a parameter, never as SQL.</summary>
internal sealed class RegisterConditions
{
    // A hazard stands with an enterprise or at a site, never both: one index serves the question.
    private const string IsParty = "coalesce(enterprise, site) = {0}";
    private readonly List<string> _conditions = [];
    private readonly List<object> _values = [];

    /// <summary>Adds a condition whose {0}, {1} … stand for the values.</summary>
    public RegisterConditions And(string condition, params object[] values)
    {
        _conditions.Add(Placed(condition, values));
        return this;
    }

    public RegisterConditions InScope(Scope scope)
    {
        if (scope.Areas.Count > 0)
        {
            _conditions.Add($"({string.Join(" OR ", scope.Areas.Select(Within))})");
        }

        if (scope.Sectors.Count > 0)
        {
            AnyOf("sector", [.. scope.Sectors]);
        }

        return scope.Party is { } party ? And(IsParty, party) : this;
    }

    /// <summary>This area and all below.</summary>
    public RegisterConditions InArea(string area)
    {
        _conditions.Add(Within(area));
        return this;
    }

    /// <summary>Exactly this leaf area.</summary>
    public RegisterConditions InLeaf(string area) => And("area_path COLLATE \"C\" = {0}", AreaCode.PathOf(area));

    /// <summary>Of this enterprise, or at this site.</summary>
    public RegisterConditions OfParty(string party) => And(IsParty, party);

    public RegisterConditions IsUnfinished() => And($"unit BETWEEN {Account.NoDeadline} AND {Account.AcceptedNotClosed}");

    /// <summary>The rows of a register that a filter takes.</summary>
    public RegisterConditions Matching(RegisterFilter filter)
    {
        Filtered(filter)._conditions.AddRange(Worded(filter));
        return this;
    }

    /// <summary>All that a filter asks for beside its words.</summary>
    public RegisterConditions Filtered(RegisterFilter filter)
    {
        InRegister(filter);
        Optional(filter.Area, area => _conditions.Add(Within(area)));
        Optional(filter.Sector, sector => And("sector = {0}", sector));
        Optional(filter.Enterprise, party => And(IsParty, party));
        Optional(filter.Regulator, organisation => And("regulator = {0}", organisation));
        Optional(filter.External, id => And("(external_system = {0} AND external_id = {1})", id.System, id.Id));
        if (filter.Grade is { } grade)
        {
            AnyOf("grade", Grades(grade));
        }

        if (filter.DueFrom is { } first)
        {
            And("deadline >= {0}", first);
        }

        if (filter.DueTo is { } last)
        {
            And("deadline <= {0}", last);
        }

        if (filter.Unlisted)
        {
            And("listing_no IS NULL");
        }

        if (filter.SourceGroup is { } group)
        {
            And("source_group = {0}", Word(group));
        }

        return this;
    }

    /// <summary>A condition for each word of a filter, beside those gathered here: for a query around theirs.</summary>
    public IEnumerable<string> Worded(RegisterFilter filter) =>
        [.. SearchWords.Of(filter.Words).Select(word => Placed(@"search LIKE {0} ESCAPE '\'", [SearchWords.Pattern(word)]))];

    public NpgsqlCommand Command(NpgsqlDataSource source, string sql)
    {
        var command = source.CreateCommand(sql);
        _values.ForEach(value => command.Parameters.Add(new NpgsqlParameter { Value = value }));
        return command;
    }

    public override string ToString() => _conditions.Count == 0 ? "true" : string.Join(" AND ", _conditions);

    /// <summary>An enum's word on the wire and in the row.</summary>
    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    // An array is one value here, not a list of values.
    private RegisterConditions AnyOf(string column, string[] values) => And($"{column} = ANY({{0}})", new object[] { values });

    private void InRegister(RegisterFilter filter) => _ = filter.Register switch
    {
        RegisterName.Open => IsUnfinished(),
        RegisterName.General => IsLive().AnyOf("grade", Grades(Grade.General)),
        RegisterName.Major => IsLive().And("grade = {0}", Word(Grade.Major)),
        RegisterName.Listed => IsLive().And("listing_no IS NOT NULL"),
        RegisterName.Overdue => And($"unit = {Account.Due} AND deadline < {{0}}", filter.Today),
        RegisterName.DueSoon => And($"unit = {Account.Due} AND deadline BETWEEN {{0}} AND {{1}}", filter.Today, filter.Today.AddDays(filter.DueSoonDays)),
        RegisterName.AwaitingAcceptance => And($"unit = {Account.AwaitingAcceptance}"),
        RegisterName.Closed => IsLive().And("lifecycle = {0}", Word(Lifecycle.Closed)),
        RegisterName.All => IsLive(),
        RegisterName.Gone => And("unit IS NULL"),
        _ => throw new InvalidOperationException($"There is no register {filter.Register}."),
    };

    private RegisterConditions IsLive() => And("unit IS NOT NULL");

    private static string[] Grades(Grade grade) =>
        grade == Grade.General ? [Word(Grade.General), Word(Grade.Ungraded)] : [Word(grade)];

    // All paths below p begin with "p/", and '0' is the character after '/': in C collation they are one range.
    private string Within(string area)
    {
        var path = AreaCode.PathOf(area);
        return Placed(
            "(area_path COLLATE \"C\" = {0} OR area_path COLLATE \"C\" >= {1} AND area_path COLLATE \"C\" < {2})", [path, path + "/", path + "0"]);
    }

    private string Placed(string condition, object[] values)
    {
        var first = _values.Count + 1;
        _values.AddRange(values);
        return string.Format(CultureInfo.InvariantCulture, condition, [.. values.Select((_, i) => (object)$"${first + i}")]);
    }

    private static void Optional<T>(T? value, Action<T> add) where T : class
    {
        if (value is not null)
        {
            add(value);
        }
    }

    private static void Optional<T>(T? value, Func<T, RegisterConditions> add) where T : class
    {
        if (value is not null)
        {
            add(value);
        }
    }
}
