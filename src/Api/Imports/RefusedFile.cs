using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HazardLedger.Api.Imports;

/// <summary>Refused lines back as a file: each as it was sent, with a member <c>refused</c> that says why. Imports overlook that member,
/// so the file can be mended in place and sent again.</summary>
internal static class RefusedFile
{
    /// <summary>Name of the member.</summary>
    public const string Member = "refused";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes every line of every refused case.</summary>
    /// <param name="file">Made, or written anew.</param>
    /// <param name="lines">All lines that were sent, in order.</param>
    /// <param name="refusals">From the API, in order of lines.</param>
    public static void Write(string file, IEnumerable<string> lines, IReadOnlyList<JsonElement> refusals)
    {
        using var writer = new StreamWriter(file);
        var (at, number) = (0, 0L);
        foreach (var line in lines)
        {
            number++;
            while (at < refusals.Count && (refusals[at].GetProperty("lastLine").GetInt64() < number || (at + 1 < refusals.Count && refusals[at + 1].GetProperty("line").GetInt64() == number)))
            {
                at++;
            }

            if (at < refusals.Count && refusals[at].GetProperty("firstLine").GetInt64() <= number && line.AsSpan().Trim().Length > 0)
            {
                writer.WriteLine(Marked(line, number, refusals[at]).ToJsonString(Json));
            }
        }
    }

    private static JsonObject Marked(string line, long number, JsonElement refusal)
    {
        var marked = Parse(line) ?? new JsonObject { ["text"] = line };
        var cause = refusal.GetProperty("line").GetInt64();
        marked[Member] = cause == number
            ? new JsonObject { ["line"] = number, ["code"] = refusal.GetProperty("code").GetString(), ["reason"] = refusal.GetProperty("reason").GetString() }
            : new JsonObject { ["line"] = number, ["code"] = "caseRefused", ["reason"] = $"Its case is refused because of line {cause}." };
        return marked;
    }

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // it comes back as the text that it was
        }
    }
}
