using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using HazardLedger.Domain.Reports;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Tests.Wire;

/// <summary>Stored reports are for ever, like stored events of hazards: a golden file each.</summary>
public sealed class ReportFiles
{
    private static readonly ReportFlow Flow = new("stock.open", 57, new Dictionary<string, long> { ["found"] = 2231, ["finished"] = -2117, ["reopened"] = 9 }, 180, 0);

    private static readonly ReportEdition Edition = new(
        new(2026, 6, 17, 23, 59, 59, TimeSpan.FromHours(8)), 16342, 2, new Dictionary<string, decimal> { ["daysToRectify.median"] = 14.5m, ["found"] = 2231, ["major.closed"] = 41 }, Flow);

    private static readonly ReportEvent[] Examples =
    [
        new ReportCompiled(
            "R-2026-000001", "荔城区上半年通报", new("350304", ["fire", "gas"], Domain.Hazards.Grade.Major, Domain.Hazards.SourceGroup.Department, "91350304MA2XA0K7XA", "rootCause"),
            new(2026, 1, 1), new(2026, 6, 17), Edition),
        new ReportSigned(1, "局长"),
        new ReportPublished(1, "区政府网站", "https://example.test/1"),
        new ReportRestated("补录三项", Edition, [Flow with { Figure = "found" }], new Dictionary<string, decimal> { ["found"] = 2231 }),
        new PeriodReportFiled("350304103", "2026-05", 0, 0, 14890),
    ];

    public static TheoryData<string> Types => [.. ReportJson.EventTypes.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_step_of_a_report_is_stored_in_exactly_the_bytes_of_its_golden_file_and_read_back(string type)
    {
        var example = Examples.Single(example => EventJson.TypeName(example.GetType()) == type);
        var path = Path.Combine(Folder(), $"{type}.json");
        var text = $"{{\"type\":\"{type}\",\n\"data\":{Encoding.UTF8.GetString(ReportJson.Data(example))}}}\n";
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("HAZARDLEDGER_NEW_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder());
            File.WriteAllText(path, text);
        }

        File.ReadAllText(path).ShouldBe(text);
        var data = Encoding.UTF8.GetBytes(JsonNode.Parse(text)!["data"]!.ToJsonString(EventJson.Options));
        ReportJson.Data(ReportJson.Read(type, data)).ShouldBe(ReportJson.Data(example));
        NameBook.Event(type).ShouldNotBe(new Name(type, type), "add it to EventNames");
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../Domain.Tests/Golden/Reports"));
}
