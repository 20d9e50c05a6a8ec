using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Tests.Wire;

/// <summary>What is proposed is stored for ever with its command, so commands are a contract like events. One golden file has a line for
/// each; a line is never edited to make a test pass. When a member is added, the line of before stays and must still be read.</summary>
public sealed class ProposedCommands
{
    private const string Update = "HAZARDLEDGER_NEW_GOLDEN";

    public static TheoryData<string> Routes => [.. HazardCommands.All.Where(row => row.CanBeProposed).Select(row => row.Route)];

    [Theory]
    [MemberData(nameof(Routes))]
    public void A_command_is_stored_in_exactly_the_bytes_of_its_golden_line(string route)
    {
        var row = HazardCommands.All.Single(row => row.Route == route);
        var line = Encoding.UTF8.GetString(EventJson.Data(new CommandProposed(1, route, ExampleOf(row.Command), new(2026, 2, 26))));
        var golden = File.Exists(GoldenPath()) ? File.ReadAllLines(GoldenPath()) : [];
        if (!golden.Contains(line, StringComparer.Ordinal) && Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.AppendAllText(GoldenPath(), line + "\n");
            return;
        }

        golden.ShouldContain(line, $"{route} has another stored form than before, or no golden line yet; {Update}=1 adds its line and keeps the earlier ones.");
    }

    [Fact]
    public void Every_golden_line_is_read_back_to_the_same_proposal()
    {
        foreach (var line in File.ReadAllLines(GoldenPath()))
        {
            Encoding.UTF8.GetString(EventJson.Data(EventJson.Read("command_proposed", Encoding.UTF8.GetBytes(line)))).ShouldBe(line);
        }
    }

    [Theory]
    [InlineData("""{"n":1,"command":"registrations","body":{},"proposedOn":"2026-02-26"}""")]
    [InlineData("""{"n":1,"command":"approvals","body":{"n":1},"proposedOn":"2026-02-26"}""")]
    [InlineData("""{"n":1,"command":"voidings","body":{"reason":"notFound"},"proposedOn":"2026-02-26","extra":1}""")]
    [InlineData("""{"n":1,"command":"voidings","body":{"reason":"notFound","extra":1},"proposedOn":"2026-02-26"}""")]
    [InlineData("""{"n":1,"command":"voidings","body":null,"proposedOn":"2026-02-26"}""")]
    [InlineData("""{"n":1,"command":"voidings","proposedOn":"2026-02-26"}""")]
    public void Anything_else_is_refused(string data) =>
        Should.Throw<JsonException>(() => EventJson.Read("command_proposed", Encoding.UTF8.GetBytes(data)));

    private static HazardCommand ExampleOf(Type command) => (HazardCommand)ValueOf(command, "");

    // Every member filled, each with a value that its type alone decides.
    private static object ValueOf(Type type, string name) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var word when word.IsEnum => Enum.GetValues(word).GetValue(0)!,
        var text when text == typeof(string) => name,
        var day when day == typeof(DateOnly) => new DateOnly(2026, 3, 15),
        var instant when instant == typeof(DateTimeOffset) => new DateTimeOffset(2026, 3, 15, 9, 0, 0, TimeSpan.FromHours(8)),
        var id when id == typeof(Guid) => new Guid("0197aaaa-0000-7000-8000-000000000001"),
        var number when number == typeof(int) || number == typeof(long) => Convert.ChangeType(7, number, System.Globalization.CultureInfo.InvariantCulture),
        var flag when flag == typeof(bool) => true,
        var list when list.IsGenericType => Listed(list.GenericTypeArguments[0], name),
        var record => Made(record),
    };

    private static object Made(Type record)
    {
        var constructor = record.GetConstructors(BindingFlags.Public | BindingFlags.Instance).MaxBy(constructor => constructor.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter => ValueOf(parameter.ParameterType, parameter.Name!))]);
    }

    private static Array Listed(Type item, string name)
    {
        var list = Array.CreateInstance(item, 1);
        list.SetValue(ValueOf(item, name), 0);
        return list;
    }

    private static string GoldenPath([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../Domain.Tests/Golden/commands.ndjson"));
}
