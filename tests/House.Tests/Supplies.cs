using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HazardLedger.House.Tests;

/// <summary>What comes from outside, and what must not come along.</summary>
public sealed class Supplies
{
    private static readonly string[] Binary = [".png", ".jpg", ".ico", ".woff", ".woff2", ".pdf", ".zip", ".gz", ".webp"];

    [Fact]
    public void Package_versions_are_exact_and_in_one_file()
    {
        XDocument.Parse(House.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Where(package => !Regex.IsMatch((string)package.Attribute("Version")!, @"^\d+\.\d+\.\d+(\.\d+)?(-[\w.]+)?$")).Select(package => package.ToString())
            .Concat(House.Projects("").Where(project => XDocument.Parse(House.Read(project)).Descendants("PackageReference").Any(package =>
                package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null)))
            .ShouldBeClean("The same commit must build the same program next year.");
    }

    [Fact]
    public void Every_project_has_its_lock_file_and_every_direct_package_is_in_it() =>
        House.Projects("").SelectMany(project =>
        {
            var path = $"{Path.GetDirectoryName(project)!.Replace('\\', '/')}/packages.lock.json";
            return !House.Exists(path)
                ? [$"{path} is missing"]
                : House.References(project, "PackageReference").Where(package => !Direct(path).Contains(package, StringComparer.OrdinalIgnoreCase))
                    .Select(package => $"{path} lacks {package}");
        })
        .ShouldBeClean("A lock file pins what a package brings along, with its digest; without it a restore may bring something else.");

    [Fact]
    public void Samples_stand_outside_of_the_solution_with_exact_versions() =>
        House.Files.Where(path => path.StartsWith("samples/", StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal))
        .Where(path => House.Read("HazardLedger.sln").Contains(Path.GetFileName(path), StringComparison.Ordinal)
            || XDocument.Parse(House.Read(path)).Descendants("PackageReference").Any(package => !Regex.IsMatch((string?)package.Attribute("Version") ?? "", @"^\d+\.\d+\.\d+$")))
        .ShouldBeClean("The default build needs only what its registry serves; what a sample asks for is as exact.");

    [Fact]
    public void No_file_knows_the_machine_on_which_it_was_written() =>
        Text(path => !path.StartsWith("tests/House.Tests/", StringComparison.Ordinal), @"(?<![\w.$}/])/(work|root|home|Users)/\w")
        .ShouldBeClean("A path of one machine breaks on every other, and tells strangers about that one.");

    [Fact]
    public void No_file_knows_where_packages_come_from() =>
        Text(path => path is not ("Dockerfile" or "docker-compose.yml") && !path.StartsWith("tests/House.Tests/", StringComparison.Ordinal),
            @"(?i)\bregistry\.[\w-]+\.\w|\bapi\.nuget\.org|artifactory|\bnexus\.|\bpypi\b|//proxy\.")
        .Concat(House.Files.Where(path => Path.GetFileName(path).ToUpperInvariant() is "NUGET.CONFIG" or ".NPMRC"))
        .ShouldBeClean("Where packages come from is the builder's choice; container images have public names and are the exception.");

    [Fact]
    public void What_the_readme_tells_to_run_is_there() =>
        House.Files.Where(path => path.EndsWith(".md", StringComparison.Ordinal) && (path == "README.md" || path == "CONTRIBUTING.md" || path.StartsWith("docs/", StringComparison.Ordinal)))
            .SelectMany(path => Regex.Matches(House.Read(path), @"(?<![\w./])\./(?<file>[A-Za-z.][\w./-]*\w)").Select(match => match.Groups["file"].Value)
                .Concat(Regex.Matches(House.Read(path), @"dotnet (?:run --project|test|build) (?<file>[A-Za-z][\w./-]*\w)").Select(match => match.Groups["file"].Value))
                .Where(file => !House.Exists(file)).Select(file => $"{path}: {file}"))
        .ShouldBeClean("A command that does not exist is the first thing a newcomer types.");

    [Fact]
    public void Links_between_our_pages_lead_somewhere() =>
        House.Files.Where(path => path.EndsWith(".md", StringComparison.Ordinal)).SelectMany(path => Regex.Matches(House.Read(path), @"\]\((?<to>[^)#:\s]+)(#[^)]*)?\)")
            .Select(match => match.Groups["to"].Value).Where(to => !House.Exists(Path.Combine(Path.GetDirectoryName(path)!, to))).Select(to => $"{path} → {to}"))
        .ShouldBeClean("A dead link sends a reader away.");

    private static IEnumerable<string> Text(Func<string, bool> where, string pattern) => House.Files
        .Where(path => where(path) && !Binary.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        .SelectMany(path => House.Lines(path).Select((line, at) => (line, at)).Where(line => Regex.IsMatch(line.line, pattern)).Select(line => $"{path}:{line.at + 1}: {line.line.Trim()}"));

    private static IEnumerable<string> Direct(string lockFile)
    {
        using var parsed = JsonDocument.Parse(House.Read(lockFile));
        return [.. parsed.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() == "Direct").Select(package => package.Name)];
    }
}
