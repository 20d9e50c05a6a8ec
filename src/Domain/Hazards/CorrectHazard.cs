using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>A field was entered wrongly. The old event stays; without <paramref name="EffectiveOn"/> the new value counts since registration.</summary>
public sealed record CorrectHazard(CorrectableField Field, string NewValue, string Reason, DateOnly? EffectiveOn) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(CorrectHazard command, Entry entry, Hazard hazard) => hazard switch
    {
        _ when hazard.ValueOf(command.Field) == command.NewValue => [],
        _ when command.EffectiveOn > entry.OccurredOn => EffectiveAfterEntry,
        _ when !Fits(command, entry) => FieldValueInvalid,
        _ => [new HazardCorrected(command.Field, hazard.ValueOf(command.Field), command.NewValue, command.Reason, command.EffectiveOn)],
    };

    private static bool Fits(CorrectHazard command, Entry entry) => command.Field switch
    {
        CorrectableField.DiscoveredOn => command.EffectiveOn is null
            && DateOnly.TryParseExact(command.NewValue, "yyyy-MM-dd", out var day) && day <= entry.OccurredOn,
        CorrectableField.Source => Enum.TryParse<DiscoverySource>(command.NewValue, ignoreCase: true, out var source) && Enum.IsDefined(source) && !char.IsDigit(command.NewValue[0]),
        CorrectableField.Category => Enum.TryParse<Category>(command.NewValue, ignoreCase: true, out var category) && Enum.IsDefined(category) && !char.IsDigit(command.NewValue[0]),
        _ => !string.IsNullOrWhiteSpace(command.NewValue),
    };
}
