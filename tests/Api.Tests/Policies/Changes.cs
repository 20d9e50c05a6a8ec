using System.Net;
using System.Text.Json;

namespace HazardLedger.Api.Tests.Policies;

/// <summary>Changes of the rules as administrators write them, and the shortest way to a frozen limit.</summary>
internal static class Changes
{
    public static object Policy(object rules, string jurisdiction = "", DateOnly? validFrom = null) => new
    {
        jurisdiction, validFrom = (validFrom ?? Bodies.Today).ToString("yyyy-MM-dd"), rules, source = "莆应急〔2026〕9号", confidence = "rule", reason = "新规定施行",
    };

    public static object Limit(string id, int count, string unit = "calendarDays") => new { id, count, unit, source = "莆应急〔2026〕9号", confidence = "rule", rolls = false };

    public static object Year(int year, string[] holidays, string[] weekends) => new { year, holidays, workingWeekends = weekends, source = "国办发明电" };

    /// <summary>Registers and orders a hazard; returns its path.</summary>
    public static async Task<string> OrderedAsync(RunningApi api, string area = "350304103", int days = 40)
    {
        var made = await api.PostAsync("/v1/hazards", Bodies.Register(area));
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        var ordered = await api.PostAsync(made.Location + "/rectification-orders", Bodies.Order(days));
        ordered.Status.ShouldBe(HttpStatusCode.Created, ordered.Text);
        return made.Location!;
    }

    /// <summary>Opens a penalty case and returns the event's data: its limit is frozen there.</summary>
    public static async Task<JsonElement> CaseAsync(RunningApi api, string hazard, string caseNo = "C-1")
    {
        var opened = await api.PostAsync(hazard + "/penalty-cases", new { caseNo, cause = "WSL-102" });
        opened.Status.ShouldBe(HttpStatusCode.Created, opened.Text);
        return opened["recorded.0.data"];
    }
}
