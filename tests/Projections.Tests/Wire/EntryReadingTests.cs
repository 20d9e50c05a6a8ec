using System.Text;
using System.Text.Json;
using HazardLedger.Domain;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Tests.Wire;

/// <summary>Entries read by hand are what the general way reads, or are left to it.</summary>
public sealed class EntryReadingTests
{
    private static readonly Entry Full = new()
    {
        OccurredOn = new(2026, 6, 17), Actor = new("P-1", "350304-EMB", "recorder"), Channel = "import", DocumentNo = "荔应急责改〔2026〕12号", Basis = ["WSL-65", "\"\\\u2028"],
        Evidence = [new(new string('a', 64), "image/jpeg", "before")], Note = "𠮷野家", LateReason = "paper", Profile = "historical", Missing = ["evidence", "secondPerson"],
        ApprovedBy = new("P-2", "350304-GOV", "approver"),
    };

    public static TheoryData<string> LeftToTheGeneralWay =>
    [
        """{"occurredOn":"2026-06-17"}""",
        """{"actor":{"person":"a","organisation":"b","role":"c"}}""",
        """{"occurredOn":"2026-06-17","actor":{"person":"a","organisation":"b","role":"c"},"proposal":3}""",
        """{"occurredOn":"2026-06-17","actor":{"person":"a","organisation":"b","role":"c"},"occurredAt":"2026-06-17T09:00:00+08:00"}""",
        """{"occurredOn":"2026-06-17","actor":{"person":"a","organisation":"b","role":"c"},"unknown":"x"}""",
        """{"occurredOn":"2026-06-17","actor":{"person":"a","organisation":"b","role":"c","more":"d"}}""",
        """{"occurredOn":"2026-06-17","actor":{"person":"a","organisation":"b"}}""",
        """{"occurredOn":"2026-06-17","actor":{"person":"a","organisation":"b","role":"c"},"note":null}""",
        """{"occurredOn":"2026-6-17","actor":{"person":"a","organisation":"b","role":"c"}}""",
        """{"occurredOn":"2026-06-17","actor":{"person":"a","organisation":"b","role":"c"},"basis":[1]}""",
        """{"occurredOn":"2026-06-17","actor":{"person":"a","organisation":"b","role":"c"},"evidence":[{"sha256":"a","mediaType":"b","kind":"c","takenAt":"2026-06-17T09:00:00Z"}]}""",
        "[]",
    ];

    [Fact]
    public void What_is_read_by_hand_is_what_the_general_way_reads()
    {
        foreach (var entry in new RandomHistory(7).Grow(hazards: 8, steps: 200).Journal.Select(step => step.After.Facts[^1].Entry).Append(Full))
        {
            var headers = JsonSerializer.SerializeToUtf8Bytes(entry, EventJson.Options);
            var general = JsonSerializer.Serialize(JsonSerializer.Deserialize<Entry>(headers, EventJson.Options), EventJson.Options);
            if (EntryReading.Read(headers) is { } read)
            {
                JsonSerializer.Serialize(read, EventJson.Options).ShouldBe(general);
            }
            else
            {
                (entry.Proposal is not null || entry.OccurredAt is not null || entry.Evidence.Any(file => file.TakenAt is not null)).ShouldBeTrue(general);
            }
        }

        EntryReading.Read(JsonSerializer.SerializeToUtf8Bytes(Full, EventJson.Options)).ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(LeftToTheGeneralWay))]
    public void What_is_not_everyday_is_left_to_the_general_way(string headers) => EntryReading.Read(Encoding.UTF8.GetBytes(headers)).ShouldBeNull();
}
