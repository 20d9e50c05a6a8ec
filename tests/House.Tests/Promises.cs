using System.Reflection;
using System.Text.RegularExpressions;
using HazardLedger.Projections;
using HazardLedger.Projections.Wire;

namespace HazardLedger.House.Tests;

/// <summary>Promises that the compiler cannot hold us to.</summary>
public sealed class Promises
{
    private static readonly string[] Rooms = ["Register", "Histories", "Figures", "Feed", "Exports", "Audits", "Bundles", "Reports"];

    /// <summary>Readers that need no scope, each with its reason.</summary>
    private static readonly Dictionary<string, string> NeedNone = new(StringComparer.Ordinal)
    {
        ["FigureColumns.WaitForAsync"] = "waits until a position has arrived and says whether it did; it shows no hazard",
        ["EventListing.EndAsync"] = "the ledger's last position and its time; it shows no hazard",
        ["FigureReads.Digest"] = "one digest of all postings, to compare the live columns with rebuilt ones; it shows no hazard",
    };

    [Fact]
    public void Every_event_has_a_golden_file() =>
        EventJson.EventTypes.Keys.Where(type => !House.Exists($"tests/Domain.Tests/Golden/{type}.json"))
        .ShouldBeClean("Stored events are read for ever; the golden file is what notices when their form changes.");

    [Fact]
    public void Every_promise_names_a_test_that_is_there() =>
        Promised().Where(name => !House.Code("tests/").Where(path => path.EndsWith($"/{name.Class}.cs", StringComparison.Ordinal)).Any(path => House.Read(path).Contains(" " + name.Test, StringComparison.Ordinal)))
            .Select(name => $"{name.Class}.{name.Test}")
        .ShouldBeClean("docs/reliability.md says how each promise is tried; a test that is renamed takes its promise with it.");

    [Fact]
    public void Every_reader_of_hazards_takes_a_scope() =>
        Readers().Where(method => !TakesScope(method) && !NeedNone.ContainsKey($"{method.DeclaringType!.Name}.{method.Name}"))
            .Select(method => $"{method.DeclaringType!.FullName}.{method.Name}")
        .ShouldBeClean("Who may see what is decided by the caller's scope. A reader without one shows everybody everything; take a Scope, or say in NeedNone why not.");

    [Fact]
    public void Readers_are_found_at_all() =>
        Readers().Select(method => $"{method.DeclaringType!.Name}.{method.Name}").ShouldContain("HazardRegister.PageAsync");

    [Fact]
    public void An_exception_to_the_scope_is_still_needed() =>
        NeedNone.Keys.Except(Readers().Where(method => !TakesScope(method)).Select(method => $"{method.DeclaringType!.Name}.{method.Name}"), StringComparer.Ordinal)
        .ShouldBeClean("An exception that nobody uses is a hole that somebody will.");

    // `SomeTests.The_name` or `SomeTests.The_beginning_of_…` or `SomeTests`.
    private static IEnumerable<(string Class, string Test)> Promised() =>
        Regex.Matches(House.Read("docs/reliability.md"), @"`(?<class>\w+Tests)(\.(?<test>\w+))?…?`", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .Select(name => (name.Groups["class"].Value, name.Groups["test"].Value));

    /// <summary>Public methods that answer something, of classes that hold a store, a database or columns.</summary>
    private static IEnumerable<MethodInfo> Readers() => typeof(Scope).Assembly.GetExportedTypes()
        .Where(type => Rooms.Any(room => type.Namespace == $"HazardLedger.Projections.{room}"))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(method => !method.IsSpecialName && (IsAsyncAnswer(method.ReturnType) || method.DeclaringType!.Name.EndsWith("Reads", StringComparison.Ordinal)));

    private static bool IsAsyncAnswer(Type type) => type.IsGenericType
        && new[] { typeof(Task<>), typeof(ValueTask<>), typeof(IAsyncEnumerable<>) }.Contains(type.GetGenericTypeDefinition());

    private static bool TakesScope(MethodInfo method) => method.GetParameters().Any(parameter =>
        parameter.ParameterType == typeof(Scope)
        || parameter.ParameterType.GetConstructors().Any(made => made.GetParameters().Any(part => part.ParameterType == typeof(Scope))));
}
