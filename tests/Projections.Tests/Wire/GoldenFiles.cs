using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Tests.Wire;

/// <summary>Stored bytes are for ever. tests/Domain.Tests/Golden has a file for every event type with data and headers as they are
/// stored; a file is never edited to make a test pass. When a member is added, the file is kept as `type@1.json` and a new one written:
/// the old bytes must stay readable.</summary>
public sealed class GoldenFiles
{
    /// <summary>Writes files that are missing, and only those; set it once after adding an event.</summary>
    private const string Update = "HAZARDLEDGER_NEW_GOLDEN";

    public static TheoryData<string> Types => [.. EventJson.EventTypes.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Types))]
    public void An_event_is_stored_in_exactly_the_bytes_of_its_golden_file(string type)
    {
        var example = Examples.All.SingleOrDefault(example => EventJson.TypeName(example.GetType()) == type)
            .ShouldNotBeNull($"{type} has no example: add one to Examples.cs, every member filled");
        var path = PathOf(type);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, Text(example));
        }

        File.Exists(path).ShouldBeTrue($"{type} has no golden file, so nothing would notice when its stored form changes. {Update}=1 writes it once.");
        File.ReadAllText(path).ShouldBe(Text(example));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_golden_file_is_read_back_to_the_same_event_and_entry(string type)
    {
        var file = JsonNode.Parse(File.ReadAllText(PathOf(type)))!;
        var recorded = EventJson.Read(type, Bytes(file["data"]!));
        var entry = EventJson.ReadEntry(Bytes(file["headers"]!));

        EventJson.TypeName(recorded.GetType()).ShouldBe((string)file["type"]!);
        Encoding.UTF8.GetString(EventJson.Data(recorded)).ShouldBe(Encoding.UTF8.GetString(Bytes(file["data"]!)));
        Encoding.UTF8.GetString(EventJson.Headers(entry)).ShouldBe(Encoding.UTF8.GetString(Bytes(file["headers"]!)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void An_example_fills_every_member(string type)
    {
        var example = Examples.All.Single(example => EventJson.TypeName(example.GetType()) == type);
        var data = JsonNode.Parse(EventJson.Data(example))!.AsObject().Select(member => member.Key);
        data.ShouldBe(example.GetType().GetProperties().Where(property => property.Name != "EqualityContract")
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)), ignoreOrder: true);
    }

    [Fact]
    public void Every_golden_file_belongs_to_an_event_that_the_program_still_reads()
    {
        foreach (var path in Directory.GetFiles(Folder(), "*.json"))
        {
            var type = Path.GetFileNameWithoutExtension(path).Split('@')[0];
            EventJson.EventTypes.Keys.ShouldContain(type, $"{path}: events of this name are stored, so the program must go on knowing it");
            EventJson.Read(type, Bytes(JsonNode.Parse(File.ReadAllText(path))!["data"]!)).ShouldNotBeNull();
        }
    }

    [Fact]
    public void Earlier_forms_are_read_into_todays_records()
    {
        var fine = (DailyFineStarted)ReadGolden("daily_fine_started@1");
        fine.ShouldBe(Examples.All.OfType<DailyFineStarted>().Single(), "the first form called the base amount `amount`");
        Encoding.UTF8.GetString(EventJson.Data(fine)).ShouldBe(Encoding.UTF8.GetString(Bytes(Golden("daily_fine_started")["data"]!)));

        var control = (InterimControlImposed)ReadGolden("interim_control_imposed@1");
        (control.StartsAt, control.NoticeGivenAt, control.ApprovedBy, control.Emergency).ShouldBe((null, null, null, null));
        Encoding.UTF8.GetString(EventJson.Data(control)).ShouldBe(
            Encoding.UTF8.GetString(Bytes(Golden("interim_control_imposed@1")["data"]!)), "absent stays absent");
    }

    [Theory]
    [InlineData("""{"caseNo":"P-1","from":"2026-04-16","amount":50000,"baseAmount":50000}""")]
    [InlineData("""{"caseNo":"P-1","from":"2026-04-16","amount":50000,"sum":1}""")]
    [InlineData("""{"caseNo":"P-1","from":"2026-04-16","amount":"50000"}""")]
    public void An_earlier_form_is_read_as_strictly_as_todays(string data) =>
        Should.Throw<JsonException>(() => EventJson.Read("daily_fine_started", Encoding.UTF8.GetBytes(data)));

    [Fact]
    public void What_an_entry_does_not_say_is_not_stored()
    {
        var bare = new Entry { OccurredOn = new(2026, 2, 26), Actor = new("P-1", "350304-EMB", "recorder") };
        Encoding.UTF8.GetString(EventJson.Headers(bare)).ShouldBe(
            """{"occurredOn":"2026-02-26","actor":{"person":"P-1","organisation":"350304-EMB","role":"recorder"},"channel":"web"}""");
        EventJson.ReadEntry(EventJson.Headers(bare)).ShouldBeEquivalentTo(bare);
    }

    [Theory]
    [InlineData("""{"measures":"x","verifier":"P-1","extra":1}""")]
    [InlineData("""{"measures":null,"verifier":"P-1"}""")]
    public void Unknown_members_and_nulls_that_mean_nothing_are_refused(string data) =>
        Should.Throw<JsonException>(() => EventJson.Read("hazard_rectified_on_the_spot", Encoding.UTF8.GetBytes(data)));

    [Fact]
    public void Numbers_are_no_names() =>
        Should.Throw<JsonException>(() => EventJson.Read("hazard_closed", """{"kind":0}"""u8));

    [Fact]
    public void An_event_name_that_the_program_does_not_know_crashes() =>
        Should.Throw<InvalidOperationException>(() => EventJson.Read("hazard_forgotten", "{}"u8)).Message.ShouldContain("hazard_forgotten");

    private static JsonNode Golden(string name) => JsonNode.Parse(File.ReadAllText(PathOf(name)))!;

    private static HazardEvent ReadGolden(string name) => EventJson.Read(name.Split('@')[0], Bytes(Golden(name)["data"]!));

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(EventJson.Options));

    // One line a part, each exactly as stored: a difference shows in the line where it is.
    private static string Text(HazardEvent example) => $$"""
        {"type":"{{EventJson.TypeName(example.GetType())}}",
        "data":{{Encoding.UTF8.GetString(EventJson.Data(example))}},
        "headers":{{Encoding.UTF8.GetString(EventJson.Headers(Examples.Full))}}}

        """.ReplaceLineEndings("\n");

    private static string PathOf(string type) => Path.Combine(Folder(), $"{type}.json");

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../Domain.Tests/Golden"));
}
