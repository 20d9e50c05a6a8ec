using System.Text.RegularExpressions;

namespace HazardLedger.House.Tests;

/// <summary>Who may see whom.</summary>
public sealed class Arrows
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Domain"] = [],
        ["Proofs"] = [],
        ["LocalPostgres"] = [],
        ["EventStore"] = ["Proofs"],
        ["Projections"] = ["Domain", "EventStore"],
        ["Dashboard"] = ["Projections"],
        ["Demonstration"] = ["Domain"],
        ["Api"] = ["Domain", "Proofs", "EventStore", "Projections", "Dashboard", "Demonstration", "LocalPostgres"],
        ["Auditor"] = ["Domain", "EventStore", "Proofs", "Projections"],
    };

    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        ["EventStore"] = ["Npgsql"],
        ["Projections"] = ["Npgsql"],
        ["Api"] = ["FluentValidation", "Microsoft.AspNetCore.OpenApi", "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol"],
        ["Auditor"] = ["System.CommandLine"],
    };

    [Fact]
    public void Projects_reference_only_what_the_arrows_allow() =>
        House.Projects("src/").SelectMany(project => House.References(project, "ProjectReference")
            .Select(NameOf).Where(target => !Allowed.GetValueOrDefault(NameOf(project), []).Contains(target, StringComparer.Ordinal))
            .Select(target => $"{project} → {target}"))
        .ShouldBeClean("Rules stay pure and pages cannot append because the compiler cannot see a way; an arrow more is a decision for an ADR.");

    [Fact]
    public void Every_project_has_its_arrows() =>
        House.Projects("src/").Where(project => !Allowed.ContainsKey(NameOf(project)))
        .ShouldBeClean("A project without a row in Allowed could reference anything: draw its arrows first.");

    [Fact]
    public void Pages_name_neither_the_store_nor_the_rules() =>
        Mentions("src/Dashboard/", @"HazardLedger\.(EventStore|Proofs|LocalPostgres|Api)\b|\bHazardDecider\b|\bNpgsql")
        .ShouldBeClean("References are transitive, so the arrow alone does not stop a page that decides, appends or asks the database by itself.");

    [Fact]
    public void The_store_does_not_know_a_hazard() =>
        Mentions("src/EventStore/", @"HazardLedger\.(Domain|Projections)\b")
        .ShouldBeClean("The store keeps names and bytes; once it knows a hazard, a new event means a new store.");

    [Fact]
    public void Packages_stand_only_where_they_are_needed() =>
        House.Projects("src/").SelectMany(project => House.References(project, "PackageReference")
            .Where(package => !Packages.GetValueOrDefault(NameOf(project), []).Contains(package, StringComparer.Ordinal))
            .Select(package => $"{project}: {package}"))
        .ShouldBeClean("Every package is code that we answer for and cannot read in an afternoon; the domain and the proofs have none.");

    [Theory]
    [InlineData("FluentValidation")]
    [InlineData("OpenTelemetry")]
    public void Edge_packages_are_used_at_the_edge(string package) =>
        House.Code("src/").Where(path => !path.StartsWith("src/Api/", StringComparison.Ordinal))
            .Where(path => Regex.IsMatch(House.Read(path), $@"^using {package}\b", RegexOptions.Multiline))
        .ShouldBeClean($"{package} belongs to the edge: inside, a shape is a type and a measure is a built-in meter.");

    [Fact]
    public void No_room_is_called_after_a_drawer() =>
        House.Files.SelectMany(path => path.Split('/')[..^1])
            .Where(folder => folder is "Core" or "Common" or "Shared" or "Application" or "Infrastructure" or "Helpers" or "Utils" or "Services").Distinct(StringComparer.Ordinal)
        .ShouldBeClean("A folder is named after what it is about; a drawer for the rest attracts the rest.");

    internal static IEnumerable<string> Mentions(string folder, string pattern) => House.Code(folder).SelectMany(path => House.Lines(path)
        .Select((line, i) => (line, i)).Where(at => !at.line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Regex.IsMatch(at.line, pattern))
        .Select(at => $"{path}:{at.i + 1}: {at.line.Trim()}"));

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project.Replace('\\', '/'));
}
