using System.Text.Json;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Tests.Histories;

/// <summary>A history without a database: what is told through the real decider, ten positions apart, recorded an hour apart.</summary>
internal sealed class Told
{
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 8, 0, 0, TimeSpan.FromHours(8));
    private readonly List<RecordedFact> _facts = [];
    private Story _story = Story.Empty;

    public static readonly Guid Hazard = Guid.Parse("01890000-0000-7000-8000-000000000001");

    public History History => new(Hazard, [.. _facts]);

    public Told After(string day, HazardCommand command, string? documentNo = null) => After(Keeper.On(day, documentNo), command);

    public Told After(Entry entry, HazardCommand command)
    {
        var decided = HazardDecider.Decide(command, entry, _story, Keeper.Desk);
        decided.Refusal.ShouldBeNull($"the step {command} was refused");
        return Then(entry, decided.Events.ShouldHaveSingleItem());
    }

    public Told Then(Entry entry, HazardEvent recorded)
    {
        _story = _story.With(recorded, entry);
        var version = _story.Version;
        _facts.Add(new(10 * version, version, EventJson.TypeName(recorded.GetType()), Start.AddHours(version), recorded, entry));
        return this;
    }

    public static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value, value.GetType(), EventJson.Options);
}
