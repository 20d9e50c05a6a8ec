using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Tests.Wire;

/// <summary>Stored rules are for ever, like stored events of hazards: a golden file each, and every member of the policy goes out and comes back.</summary>
public sealed class RuleFiles
{
    private static readonly RuleEvent[] Examples =
    [
        new PolicyChanged(
            "350304", new(2027, 1, 1), new(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["reinspection"] = new LimitRule("reinspection-7-putian", 7, LimitUnit.WorkingDays, "莆应急〔2026〕9号", "rule", Rolls: false),
                ["lateAfterDays"] = 15,
                ["planBeforeClosing"] = true,
                ["listOnlyMajor"] = null,
                ["escalation"] = new LadderStep[] { new("reminder", -5, "莆应急〔2026〕9号", "rule") },
            }), "莆应急〔2026〕9号", "rule", "新规定施行"),
        new CalendarChanged(2027, [new(2027, 1, 1), new(2027, 2, 6)], [new(2027, 2, 20)], "国办发明电〔2026〕8号", "年度通知"),
    ];

    public static TheoryData<string> Types => [.. RuleJson.EventTypes.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> Members => [.. PolicyMembers.All.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_rule_is_stored_in_exactly_the_bytes_of_its_golden_file_and_read_back(string type)
    {
        var example = Examples.Single(example => EventJson.TypeName(example.GetType()) == type);
        var path = Path.Combine(Folder(), $"{type}.json");
        var text = $"{{\"type\":\"{type}\",\n\"data\":{Encoding.UTF8.GetString(RuleJson.Data(example))}}}\n";
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("HAZARDLEDGER_NEW_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder());
            File.WriteAllText(path, text);
        }

        File.ReadAllText(path).ShouldBe(text);
        var data = Encoding.UTF8.GetBytes(JsonNode.Parse(text)!["data"]!.ToJsonString(EventJson.Options));
        RuleJson.Data(RuleJson.Read(type, data)).ShouldBe(RuleJson.Data(example));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Every_member_of_the_policy_can_be_set_and_has_a_name_in_both_languages(string member)
    {
        var value = PolicyMembers.ValueOf(new Policy(), member);
        var sent = JsonSerializer.Serialize(new PolicyRules(new Dictionary<string, object?>(StringComparer.Ordinal) { [member] = value }), EventJson.Options);
        var read = JsonSerializer.Deserialize<PolicyRules>(sent, EventJson.Options)!;

        PolicyMembers.Same(read.Values[member], value).ShouldBeTrue(sent);
        read.Faults().ShouldBeEmpty();
        PolicyMembers.ValueOf(PolicyMembers.With(new Policy(), [KeyValuePair.Create(member, read.Values[member]!)]), member).ShouldBe(read.Values[member]);
        NameBook.Rule(member).ShouldNotBe(new Name(member, member), "add it to PolicyNames");
        NameBook.Rule(member).Zh.ShouldNotBe(member);
    }

    [Theory]
    [InlineData("""{"reinspektion":1}""", "$.reinspektion")]
    [InlineData("""{"name":7}""", "$.name")]
    [InlineData("""{"lateAfterDays":"30"}""", "$.lateAfterDays")]
    [InlineData("""{"lateAfterDays":1.5}""", "$.lateAfterDays")]
    [InlineData("""{"reinspection":{"id":"x","unit":"workingDays","source":"s","confidence":"law"}}""", "$.reinspection.count")]
    [InlineData("""{"reinspection":{"id":"x","count":1,"unit":0,"source":"s","confidence":"law"}}""", "$.reinspection.unit")]
    [InlineData("""{"reinspection":{"id":"x","count":1,"unit":"hours","source":"s","confidence":"law"}}""", "$.reinspection.unit")]
    [InlineData("""{"reinspection":{"id":"x","count":1,"unit":"workingDays","source":"s","confidence":"law","rool":true}}""", "$.reinspection.rool")]
    [InlineData("""{"reinspection":5}""", "$.reinspection")]
    [InlineData("""{"escalation":[{"step":"x","source":"s","confidence":"law"}]}""", "$.escalation[0].afterDays")]
    [InlineData("""{"escalation":[null]}""", "$.escalation[0]")]
    [InlineData("""[]""", "$")]
    public void What_is_no_member_or_lacks_a_part_is_refused_with_its_place(string rules, string path) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<PolicyRules>(rules, EventJson.Options)).Path.ShouldBe(path);

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../Domain.Tests/Golden/Rules"));
}
