using System.Globalization;
using System.Text.Json.Nodes;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Http;

/// <summary>Where each command is posted. Some say a part of themselves in the path: the control, the item, the entry that they are about.</summary>
internal static class CommandPath
{
    /// <summary>The route of a command.</summary>
    public static string Of(CommandRow row) => row.Route switch
    {
        "registrations" => "/v1/hazards",
        "cancellations" => "/v1/hazards/{id}/entries/{position}/cancellations",
        "completions" => "/v1/hazards/{id}/items/{no}/completions",
        "extensions" or "liftings" => $"/v1/hazards/{{id}}/interim-controls/{{controlId}}/{row.Route}",
        "approvals" or "refusals" => $"/v1/hazards/{{id}}/proposals/{{n}}/{row.Route}",
        _ => $"/v1/hazards/{{id}}/{row.Route}",
    };

    /// <summary>Members of the command that its body does not say.</summary>
    public static IReadOnlyList<string> Members(CommandRow row) => row.Route switch
    {
        "cancellations" => ["position", "version"],
        "completions" => ["no"],
        "approvals" or "refusals" => ["n"],
        "extensions" or "liftings" => ["controlId"],
        _ => [],
    };

    /// <summary>What the path says; null when it says it in the wrong form, and so leads nowhere.</summary>
    public static JsonObject? Read(CommandRow row, RouteValueDictionary values)
    {
        var path = new JsonObject();
        foreach (var (name, value) in values.Where(value => Members(row).Contains(value.Key)))
        {
            var text = (string?)value ?? "";
            if (name == "controlId")
            {
                path[name] = text;
            }
            else if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && name is not "position")
            {
                path[name] = number;
            }
            else if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position > 0)
            {
                path[name] = position;
            }
            else
            {
                return null;
            }
        }

        return path;
    }
}
