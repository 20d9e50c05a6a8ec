using System.Text;
using System.Text.Json;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Tests.Wire;

/// <summary>Events read by hand are what the general way reads, or are left to it.</summary>
public sealed class EventReadingTests
{
    private const string Registration =
        """{"area": "350304101", "place": "1号车间\n\"东侧\"", "number": "N-1", "sector": "fire", "source": "publicReport", "category": "act", "campaigns": [], "description": "𠮷", "discoverers": ["a", "b"], "discoveredOn": "2024-02-29"}""";

    public static TheoryData<string, string> LeftToTheGeneralWay => new()
    {
        { "hazard_closed", """{"kind":0}""" },
        { "hazard_closed", """{"kind":"Rectified"}""" },
        { "hazard_closed", """{"kind":"rectified","more":"x"}""" },
        { "hazard_closed", """{"kind":"rectified"} """ },
        { "hazard_closed", """{"kind":"rectified"}}""" },
        { "hazard_closed", """{"kind":"rectified",}""" },
        { "hazard_closed", """{,"kind":"rectified"}""" },
        { "hazard_closed", """{"kind":"rectified" """ },
        { "hazard_closed", "{}" },
        { "note_added", "[]" },
        { "note_added", "" },
        { "acceptance_passed", """{"inspectors":["a",]}""" },
        { "acceptance_passed", """{"inspectors":["a"}""" },
        { "acceptance_passed", """{"inspectors":["a" "b"]}""" },
        { "acceptance_passed", """{"inspectors":null}""" },
        { "acceptance_passed", """{"inspectors":[1]}""" },
        { "acceptance_passed", "{\"inspectors\":[\"a\tb\"]}" },
        { "hazard_graded", """{"grade":"major","method":"direct","reasons":"r","criteria":[{"clause":"c","standard":"s"}}""" },
        { "hazard_graded", """{"grade":"major","method":"direct","reasons":"r","criteria":[{,"clause":"c","standard":"s"}]}""" },
        { "hazard_graded", """{"grade":"major","method":"direct","reasons":"r","criteria":[{"clause":"c","standard":"s"},]}""" },
        { "hazard_graded", """{"grade":"major","method":"direct","reasons":"r","criteria":[],"panel":{"size":7,"agree":6}}""" },
        { "hazard_graded", """{"grade":"major","method":"direct","reasons":"r","criteria":[],"fromGrade":"general"}""" },
        { "rectification_ordered", """{"orderKind":"limited","deadline":"2026-02-29","requirements":[]}""" },
        { "rectification_ordered", """{"orderKind":"limited","deadline":"2026-2-09","requirements":[]}""" },
        { "rectification_progress_reported", """{"done":"x","percent":040}""" },
        { "rectification_progress_reported", """{"done":"x","percent":-4}""" },
        { "rectification_progress_reported", """{"done":"x","percent":4.5}""" },
        { "rectification_progress_reported", """{"done":"x","percent":4e1}""" },
        { "rectification_progress_reported", """{"done":"x","fundsSpent":10000000000}""" },
        { "rectification_progress_reported", """{"done":"x","percent":""" },
    };

    [Fact]
    public void What_is_read_by_hand_is_what_the_general_way_reads()
    {
        var journal = new RandomHistory(7).Grow(hazards: 8, steps: 400).Journal.Select(step => step.After.Facts[^1].Event).ToList();
        var byHand = journal.Concat(Examples.All).Count(recorded => IsReadAlike(EventJson.TypeName(recorded.GetType()), EventJson.Data(recorded)));
        byHand.ShouldBeGreaterThan(journal.Count / 3);
    }

    [Fact]
    public void What_PostgreSQL_writes_is_read_by_hand()
    {
        IsReadAlike("hazard_registered", Encoding.UTF8.GetBytes(Registration)).ShouldBeTrue();
        IsReadAlike("hazard_upgraded", """{"grade": "major", "method": "direct", "reasons": "r", "criteria": [{"clause": "6.1", "standard": "GB"}, {"clause": "6.2", "version": "2025", "standard": "GB"}], "fromGrade": "general"}"""u8).ShouldBeTrue();
        IsReadAlike("rectification_progress_reported", """{"done": "x", "percent": 0, "fundsSpent": 999999999}"""u8).ShouldBeTrue();
        IsReadAlike("note_added", "{}"u8).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(LeftToTheGeneralWay))]
    public void What_is_not_everyday_is_left_to_the_general_way(string type, string data) => EventReading.Read(type, Encoding.UTF8.GetBytes(data)).ShouldBeNull();

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_left_to_the_general_way() =>
        EventReading.Read("acceptance_passed", [.. "{\"inspectors\":[\""u8, 0xC3, .. "\"]}"u8]).ShouldBeNull();

    // A text cut off or changed at any place: either the general way reads the same, or it is left to it.
    [Fact]
    public void A_broken_event_is_never_read_by_hand()
    {
        var whole = Encoding.UTF8.GetBytes(Registration);
        for (var at = 0; at < whole.Length; at++)
        {
            EventReading.Read("hazard_registered", whole.AsSpan(0, at)).ShouldBeNull($"cut off at {at}");
            foreach (var other in "\"\\,:{}[] 0x"u8)
            {
                var changed = whole.ToArray();
                changed[at] = other;
                IsReadAlike("hazard_registered", changed);
            }
        }
    }

    // True when it is read by hand, and then as the general way reads it.
    private static bool IsReadAlike(string type, ReadOnlySpan<byte> data)
    {
        if (EventReading.Read(type, data) is not { } read)
        {
            return false;
        }

        HazardEvent? general = null;
        try
        {
            general = EventJson.ReadAny(type, data);
        }
        catch (JsonException refusal)
        {
            Assert.Fail($"Read by hand, refused by the general way ({refusal.Message}): {Encoding.UTF8.GetString(data)}");
        }

        read.ShouldBeOfType(general!.GetType());
        Encoding.UTF8.GetString(EventJson.Data(read)).ShouldBe(Encoding.UTF8.GetString(EventJson.Data(general)));
        return true;
    }
}
