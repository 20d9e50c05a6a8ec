using System.Text.RegularExpressions;

namespace HazardLedger.House.Tests;

public sealed class Names
{
    private static readonly string[] Banned = ["Manager", "Helper", "Service", "Util", "Utils", "Processor", "Impl", "DTO", "Dto", "Base", "Info", "Common"];

    private static readonly Regex Declaration = new(@"^\s*(?:\[[^\]]*\]\s*)?(?:(?:public|internal|private|protected|file|sealed|static|abstract|partial|readonly|ref)\s+)*(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?)\s+(?<name>[A-Z]\w*)");

    [Fact]
    public void Types_are_named_after_what_they_are() =>
        Types("src/").Concat(Types("tests/")).Where(type => Words(type.Name).Intersect(Banned, StringComparer.Ordinal).Any())
            .Select(type => $"{type.Path}: {type.Name}")
        .ShouldBeClean("A manager, a helper or an info can be anything, so it becomes everything. Say what it is in the law's or the trade's words.");

    [Fact]
    public void Interfaces_are_for_several_implementations() =>
        Types("src/").Where(type => Regex.IsMatch(type.Name, "^I[A-Z][a-z]")).Select(type => type.Name).Where(name =>
            House.Code("src/").Sum(path => Regex.Count(House.Read(path), $@"(class|record|struct) [^\n{{;]*[:,]\s*(?:[\w.]+,\s*)*{name}\b")) < 2)
        .ShouldBeClean("An interface with one implementation is a second file to open on the way to the first.");

    [Fact]
    public void Every_public_type_of_the_product_has_a_summary() =>
        Types("src/").Where(type => type.Line.TrimStart().StartsWith("public ", StringComparison.Ordinal) && !HasSummary(type.Path, type.At))
            .Select(type => $"{type.Path}:{type.At + 1}: {type.Name}")
        .ShouldBeClean("A public type is read by people who do not know its code: one sentence on what it is, with its source where the law or a standard has one.");

    [Fact]
    public void Names_of_types_are_found_by_the_scanner()
    {
        Declaration.Match("public sealed record HazardListed(").Groups["name"].Value.ShouldBe("HazardListed");
        Declaration.Match("    internal readonly record struct Leg(").Groups["name"].Value.ShouldBe("Leg");
        Words("SqlDatabaseInfo2").ShouldBe(["Sql", "Database", "Info"]);
    }

    private static IEnumerable<(string Path, int At, string Line, string Name)> Types(string folder) => House.Code(folder).SelectMany(path => House.Lines(path)
        .Select((line, at) => (path, at, line, name: Declaration.Match(line).Groups["name"].Value)).Where(type => type.name.Length > 0));

    // A partial type says its summary once, in whichever file.
    private static bool HasSummary(string path, int at)
    {
        var lines = House.Lines(path);
        var above = at - 1;
        while (above >= 0 && lines[above].TrimStart().StartsWith('['))
        {
            above--;
        }

        return (above >= 0 && lines[above].TrimStart().StartsWith("///", StringComparison.Ordinal))
            || (lines[at].Contains(" partial ", StringComparison.Ordinal) && Types("src/").Any(type =>
                type.Name == Declaration.Match(lines[at]).Groups["name"].Value && (type.Path != path || type.At != at)
                && type.At > 0 && House.Lines(type.Path)[type.At - 1].TrimStart().StartsWith("///", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Words(string name) => Regex.Matches(name, "[A-Z]+(?![a-z])|[A-Z][a-z]*").Select(word => word.Value);
}
