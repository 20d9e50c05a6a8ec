using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace HazardLedger.House.Tests;

/// <summary>The files of the house, as they stand in the working copy.</summary>
internal static class House
{
    private static readonly string[] Elsewhere = ["bin", "obj", ".git", ".vs", ".idea", ".hazardledger", "node_modules", "artifacts", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every text file that belongs to the project, by its path from the root with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Select(Relative).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Code(string folder) =>
        Files.Where(path => path.StartsWith(folder, StringComparison.Ordinal) && (path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal)));

    /// <summary>The projects of the solution. Samples are not: they restore from registries that this one does not know.</summary>
    public static IEnumerable<string> Projects(string folder) =>
        Files.Where(path => path.StartsWith(folder, StringComparison.Ordinal) && path.EndsWith(".csproj", StringComparison.Ordinal) && !path.StartsWith("samples/", StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    public static bool Exists(string path) => File.Exists(Path.Combine(Root, path)) || Directory.Exists(Path.Combine(Root, path));

    public static IEnumerable<string> References(string project, string kind) =>
        XDocument.Parse(Read(project)).Descendants(kind).Select(reference => (string)reference.Attribute("Include")!);

    /// <summary>Fails with every place at once and the reason why the rule stands.</summary>
    public static void ShouldBeClean(this IEnumerable<string> breaches, string why)
    {
        var found = breaches.ToList();
        found.ShouldBeEmpty($"{why}\n{string.Join('\n', found)}\n");
    }

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) != ".git")
        .Concat(Directory.EnumerateDirectories(folder).Where(below => !Elsewhere.Contains(Path.GetFileName(below), StringComparer.Ordinal)).SelectMany(Walk));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
