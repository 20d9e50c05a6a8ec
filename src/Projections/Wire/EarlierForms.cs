using System.Text.Json;
using System.Text.Json.Nodes;

namespace HazardLedger.Projections.Wire;

/// <summary>Stored forms of before, raised to what today's records read. What is stored and hashed stays as it is for ever: only its
/// reading changes, here and nowhere else. A form is known by a member that only it has; a member's name is never used again for something else.</summary>
internal static class EarlierForms
{
    private static readonly Dictionary<string, Form> ByType = new(StringComparer.Ordinal)
    {
        // WSL Art. 112 fines each day the amount of the first fine anew: the record now calls it what it is, the base.
        ["daily_fine_started"] = new("amount", data => Rename(data, "amount", "baseAmount")),
    };

    /// <summary>An event's data in today's form; null when it is stored in it.</summary>
    /// <param name="type">The stored alias.</param>
    /// <param name="data">The stored data, UTF-8.</param>
    public static JsonObject? Raised(string type, ReadOnlySpan<byte> data)
    {
        if (!ByType.TryGetValue(type, out var form) || JsonNode.Parse(data) is not JsonObject stored || !stored.ContainsKey(form.Mark))
        {
            return null;
        }

        form.Raise(stored);
        return stored;
    }

    private static void Rename(JsonObject data, string before, string now)
    {
        if (data.ContainsKey(now))
        {
            throw new JsonException($"'{before}' and '{now}' are the same member in two forms.");
        }

        var value = data[before];
        data.Remove(before);
        data.Add(now, value);
    }

    /// <summary>One earlier form.</summary>
    /// <param name="Mark">The member that only this form has.</param>
    /// <param name="Raise">Turns it into today's.</param>
    private sealed record Form(string Mark, Action<JsonObject> Raise);
}
