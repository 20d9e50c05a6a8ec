using System.Reflection;

namespace HazardLedger.Domain.Policies;

/// <summary>The members of a <see cref="Policy"/> by their names on the wire (camelCase): what a change of policy can set. A member that is added
/// to the policy is settable at once.</summary>
public static class PolicyMembers
{
    /// <summary>All of them, in the order in which the policy declares them.</summary>
    public static IReadOnlyDictionary<string, PropertyInfo> All { get; } = typeof(Policy).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is not null).OrderBy(property => property.MetadataToken)
        .ToDictionary(property => WireName(property.Name), StringComparer.Ordinal);

    /// <summary>Members that are about recording and not about what happened: the present day's rule decides, or a date in the past would be a way around it.</summary>
    public static IReadOnlyList<string> OfRecording { get; } = [.. new[] { "lateAfterDays", "secondPersonFor", "administratorActsAlone", "separates" }.Where(All.ContainsKey)];

    /// <summary>The value of a member.</summary>
    public static object ValueOf(Policy policy, string member) => All[member].GetValue(policy)!;

    /// <summary>The policy with some members set.</summary>
    public static Policy With(Policy policy, IEnumerable<KeyValuePair<string, object>> values)
    {
        var changed = policy with { };
        foreach (var (member, value) in values)
        {
            All[member].SetValue(changed, value);
        }

        return changed;
    }

    /// <summary>True when two values of a member say the same; lists are compared item by item.</summary>
    public static bool Same(object? one, object? other) => (one, other) switch
    {
        (string, _) or (_, string) => Equals(one, other),
        (System.Collections.IEnumerable left, System.Collections.IEnumerable right) => left.Cast<object?>().SequenceEqual(right.Cast<object?>()),
        _ => Equals(one, other),
    };

    private static string WireName(string property) => char.ToLowerInvariant(property[0]) + property[1..];
}
