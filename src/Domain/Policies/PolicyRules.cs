using System.Collections;

namespace HazardLedger.Domain.Policies;

/// <summary>What a change of policy sets: members of <see cref="Policy"/> by their names on the wire. A null says that the jurisdiction has no rule of its own
/// any more: the area above it is asked again.</summary>
/// <param name="values">Each name is one of <see cref="PolicyMembers.All"/>, each value of that member's type or null.</param>
public sealed class PolicyRules(IReadOnlyDictionary<string, object?> values) : IEquatable<PolicyRules>
{
    private static readonly string[] Grades = ["law", "rule", "example"];

    /// <summary>The values by name.</summary>
    public IReadOnlyDictionary<string, object?> Values => values;

    /// <summary>True for the words that say how sure a source is: "law", "rule" or "example".</summary>
    public static bool IsConfidence(string? word) => Grades.Contains(word, StringComparer.Ordinal);

    /// <summary>What is wrong with the values: the member, the sentence in Chinese and in English.</summary>
    public IEnumerable<(string Member, string Chinese, string English)> Faults() =>
        values.SelectMany(pair => FaultsOf(pair.Value).Select(fault => (pair.Key, fault.Chinese, fault.English)));

    public bool Equals(PolicyRules? other) => other is not null && values.Count == other.Values.Count
        && values.All(pair => other.Values.TryGetValue(pair.Key, out var value) && PolicyMembers.Same(pair.Value, value));

    public override bool Equals(object? obj) => Equals(obj as PolicyRules);

    public override int GetHashCode() => values.Keys.Aggregate(0, (sum, name) => sum ^ StringComparer.Ordinal.GetHashCode(name));

    private static IEnumerable<(string Chinese, string English)> FaultsOf(object? value) => value switch
    {
        LimitRule rule => [.. FaultsOf(rule), .. SourceFaults(rule.Source, rule.Confidence)],
        RewardRule reward => [.. FaultsOf(reward), .. SourceFaults(reward.Source, reward.Confidence)],
        IReadOnlyList<LadderStep> steps => [.. steps.SelectMany(FaultsOf), .. Many(steps.Count)],
        int number when number is < 0 or > 10_000 => [("应在0至10000之间。", "Must be between 0 and 10,000.")],
        string text when !IsLine(text) => [("须为一行，1至100字。", "Must be one line of 1 to 100 characters.")],
        ICollection list => Many(list.Count),
        _ => [],
    };

    private static IEnumerable<(string, string)> FaultsOf(LimitRule rule)
    {
        if (!IsLine(rule.Id) || rule.Id.Any(char.IsWhiteSpace))
        {
            yield return ("编号须为一行，1至100字，不含空白。", "The id must have 1 to 100 characters and no blanks.");
        }

        if (rule.Count is < 1 or > 3650)
        {
            yield return ("天数应在1至3650之间。", "The number of days must be between 1 and 3,650.");
        }
    }

    private static IEnumerable<(string, string)> FaultsOf(LadderStep step)
    {
        if (!IsLine(step.Step) || Math.Abs(step.AfterDays) > 3650)
        {
            yield return ("步骤须有名称，天数应在-3650至3650之间。", "A step has a name, and days between -3,650 and 3,650.");
        }

        foreach (var fault in SourceFaults(step.Source, step.Confidence))
        {
            yield return fault;
        }
    }

    private static IEnumerable<(string, string)> FaultsOf(RewardRule reward)
    {
        if (reward.Percent is < 0 or > 100 || reward.WorkerBonusPercent is < 0 or > 100 || reward.Floor < 0 || reward.Cap < reward.Floor || reward.Cap > 1_000_000_000)
        {
            yield return ("百分比应在0至100之间，下限不得高于上限。", "Percentages lie between 0 and 100, the floor not above the cap.");
        }
    }

    private static IEnumerable<(string, string)> SourceFaults(string? source, string? confidence)
    {
        if (source is null || source.Length is 0 or > 300 || source.Any(char.IsControl) || !IsConfidence(confidence))
        {
            yield return ("须写明依据（1至300字）及可信程度（law、rule、example）。", "Needs a source of 1 to 300 characters and a confidence: law, rule or example.");
        }
    }

    private static IEnumerable<(string, string)> Many(int count) => count > 100 ? [("最多100项。", "At most 100 items.")] : [];

    private static bool IsLine(string? text) => text is { Length: > 0 and <= 100 } && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl);
}
