using System.Text.Json;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Histories;

/// <summary>One member that is not as it was.</summary>
/// <param name="Path">Where in the hazard's state: <c>deadline.on</c>, <c>listings[0].status</c>.</param>
/// <param name="Before">Absent when it was not there.</param>
/// <param name="After">Absent when it is not there any more.</param>
public sealed record Change(string Path, JsonElement? Before, JsonElement? After);

/// <summary>What the ledger learned of a hazard between two places: the members of its state that changed, and the events in between.</summary>
/// <param name="FromVersion">Version known at the first place; 0 when the hazard was not known.</param>
/// <param name="ToVersion">Version known at the second.</param>
/// <param name="Changes">By path, in the order of the state's members.</param>
/// <param name="Events">The events after the first place up to the second; none when the second lies before the first.</param>
public sealed record HistoryDiff(long FromVersion, long ToVersion, IReadOnlyList<Change> Changes, IReadOnlyList<EventView> Events)
{
    // They differ whenever an event lies in between; the header says so.
    private static readonly string[] Header = ["version", "position"];

    /// <summary>The difference between what was known at two places, both judged on the same legal day.</summary>
    public static HistoryDiff Between(History history, HistoryPoint from, HistoryPoint to, DateOnly asOf)
    {
        var (before, after) = (history.At(from), history.At(to));
        var changes = new List<Change>();
        Compare(changes, "", StateOf(before, asOf), StateOf(after, asOf));
        var events = history.Facts.Where(fact => fact.Version > before.Version && fact.Version <= after.Version);
        return new(before.Version, after.Version, changes, [.. events.Select(fact => EventView.Of(history.Hazard, fact))]);
    }

    private static JsonElement? StateOf(History history, DateOnly asOf) => HazardView.Of(history, asOf) is { } view
        ? JsonSerializer.SerializeToElement(view, EventJson.Options)
        : null;

    private static void Compare(List<Change> changes, string path, JsonElement? before, JsonElement? after)
    {
        if (Same(before, after))
        {
            return;
        }

        var (left, right) = (PartsOf(before), PartsOf(after));
        if (left is null || right is null)
        {
            changes.Add(new(path, before, after));
            return;
        }

        foreach (var name in left.Keys.Union(right.Keys, StringComparer.Ordinal).Where(name => path.Length > 0 || !Header.Contains(name)))
        {
            var inner = path.Length == 0 || name[0] == '[' ? path + name : $"{path}.{name}";
            Compare(changes, inner, Part(left, name), Part(right, name));
        }
    }

    // A hazard that was not known yet is a state without members; so each member shows by itself.
    private static Dictionary<string, JsonElement>? PartsOf(JsonElement? element) => element?.ValueKind switch
    {
        null => [],
        JsonValueKind.Object => element.Value.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal),
        JsonValueKind.Array => element.Value.EnumerateArray().Select((item, i) => (item, i))
            .ToDictionary(pair => $"[{pair.i}]", pair => pair.item, StringComparer.Ordinal),
        _ => null,
    };

    private static JsonElement? Part(Dictionary<string, JsonElement> parts, string name) => parts.TryGetValue(name, out var part) ? part : null;

    private static bool Same(JsonElement? before, JsonElement? after) =>
        before is null ? after is null : after is { } other && JsonElement.DeepEquals(before.Value, other);
}
