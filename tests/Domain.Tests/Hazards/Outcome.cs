using System.Text.Json;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>The last third of given, when, then. Events are compared by kind and content, because records compare their lists by reference.</summary>
internal static class Outcome
{
    public static void Then(this Decision decision, params HazardEvent[] expected)
    {
        decision.Refusal.ShouldBeNull();
        decision.Events.Select(Text).ShouldBe(expected.Select(Text));
    }

    public static T ThenOne<T>(this Decision decision) where T : HazardEvent
    {
        decision.Refusal.ShouldBeNull();
        return decision.Events.ShouldHaveSingleItem().ShouldBeOfType<T>();
    }

    public static void ThenAlreadySo(this Decision decision)
    {
        decision.Refusal.ShouldBeNull();
        decision.IsAlreadySo.ShouldBeTrue(string.Join("; ", decision.Events.Select(Text)));
    }

    public static void ThenRefused(this Decision decision, Refusal refusal)
    {
        decision.Events.ShouldBeEmpty();
        decision.Refusal.ShouldBe(refusal);
    }

    /// <summary>Refused because the step recorded at <paramref name="version"/> could then no longer stand, for <paramref name="because"/>.</summary>
    public static void ThenContradicts(this Decision decision, long version, Refusal because)
    {
        decision.Events.ShouldBeEmpty();
        var refusal = decision.Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("contradictsLaterSteps");
        refusal.English.ShouldContain($"version {version}: {because.English}");
        refusal.Chinese.ShouldContain($"第{version}版：{because.Chinese}");
    }

    private static string Text(HazardEvent recorded) => $"{recorded.GetType().Name} {JsonSerializer.Serialize(recorded, recorded.GetType())}";
}
