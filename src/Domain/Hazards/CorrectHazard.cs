using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>A field was entered wrongly. The old event stays; without <paramref name="EffectiveOn"/> the new value counts since registration.</summary>
public sealed record CorrectHazard(CorrectableField Field, string NewValue, string Reason, DateOnly? EffectiveOn) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(CorrectHazard command, Entry entry, Hazard hazard, Story story)
    {
        var old = story.On(command.EffectiveOn ?? DateOnly.MinValue).ValueOf(command.Field);
        return command switch
        {
            _ when old == command.NewValue && hazard.ValueOf(command.Field) == command.NewValue => [],
            _ when command.EffectiveOn > entry.OccurredOn => EffectiveAfterEntry,
            _ when !Fits(command, entry) => FieldValueInvalid,
            _ => [new HazardCorrected(command.Field, old, command.NewValue, command.Reason, command.EffectiveOn)],
        };
    }

    private static bool Fits(CorrectHazard command, Entry entry) => command.Field switch
    {
        CorrectableField.DiscoveredOn => command.EffectiveOn is null
            && DateOnly.TryParseExact(command.NewValue, "yyyy-MM-dd", out var day) && day <= entry.OccurredOn,
        CorrectableField.Source => IsWord<DiscoverySource>(command.NewValue),
        CorrectableField.Category => IsWord<Category>(command.NewValue),
        _ => !string.IsNullOrWhiteSpace(command.NewValue),
    };

    // Only the words of the wire: Enum.TryParse would also take "+3" and "thing, act", and they would be stored for ever.
    private static bool IsWord<T>(string value) where T : struct, Enum =>
        Array.Exists(Enum.GetValues<T>(), word => HazardEvolution.Camel(word) == value);
}
