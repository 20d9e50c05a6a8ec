using System.Globalization;
using System.Text.Json.Nodes;
using HazardLedger.Dashboard.Forms;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Dashboard.Recording;
using HazardLedger.Dashboard.Words;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Reports;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Dashboard.Reports;

/// <summary>The form of one step of a report: opened and sent.</summary>
internal sealed class ReportForm
{
    // What an entry about a report says beside the step itself.
    private static readonly string[] EntryAsks = ["occurredOn", "documentNo", "note"];

    private readonly PageCall _call;
    private readonly ReportDoor _door;
    private readonly string _route;
    private readonly ShelvedReport? _report;
    private readonly IReadOnlyList<FormField> _fields;

    private ReportForm(PageCall call, ReportDoor door, RecordingDoor recording, string route, ShelvedReport? report)
    {
        (_call, _door, _route, _report) = (call, door, route, report);
        _fields =
        [
            .. door.MembersOf(route).Select(member => Offered(FormField.Of(member, "", recording.MembersOf))),
            .. recording.Entry.Where(member => EntryAsks.Contains(member.Name, StringComparer.Ordinal)).Select(member => Offered(FormField.Of(member, "", recording.MembersOf))),
        ];
    }

    /// <summary>The form of a route; null when there is no such route, or no such report that the visitor may see.</summary>
    public static async Task<ReportForm?> OfAsync(PageCall call, ReportDoor door, string? report, string route)
    {
        if (!(report is null ? ReportRoute.Beginnings : ReportRoute.Steps).Contains(route, StringComparer.Ordinal))
        {
            return null;
        }

        var services = call.Context.RequestServices;
        var found = Guid.TryParse(report, out var id) ? await services.GetRequiredService<ReportShelf>().FindAsync(call.Scope, id, call.Aborted) : null;
        return report is not null && found is null ? null : new(call, door, services.GetRequiredService<RecordingDoor>(), route, found);
    }

    /// <summary>The empty form; what the link names is filled in.</summary>
    public IResult Open()
    {
        var query = _call.Context.Request.Query;
        return Show(
            path => query.TryGetValue(path, out var named) && named.Count == 1 ? named[0] : _fields.FirstOrDefault(field => field.Path == path)?.Default,
            null, Guid.NewGuid().ToString("N"), _report?.Version);
    }

    /// <summary>Takes the filled-in form to the desk.</summary>
    public async Task<IResult> SendAsync(IFormCollection form)
    {
        var body = new FormReading(path => Said(form, path)).Body(_fields);
        if (body["sectors"] is JsonValue sector)
        {
            body["sectors"] = new JsonArray(sector.DeepClone());
        }

        var key = form["key"].ToString();
        long? version = long.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var ruling = await _door.SubmitAsync(_call.Context, new(_route, _report?.Id, body, version, key));
        return ruling switch
        {
            Ruling.Recorded recorded => Leave(_route == ReportRoute.File ? null : recorded.Stream, body),
            Ruling.AlreadySo when _report is not null => Leave(_report.Id, body),
            Ruling.Stale stale => Show(path => Said(form, path), ruling, Guid.NewGuid().ToString("N"), stale.Version),
            _ => Show(path => Said(form, path), ruling, key, version),
        };
    }

    private static string? Said(IFormCollection form, string path) => form.TryGetValue(path, out var value) ? value.ToString() : null;

    private IResult Leave(Guid? report, JsonObject body) => Results.LocalRedirect(report is { } id
        ? _call.View.Now.Link($"/reports/{id}", ("recorded", "1")) : _call.View.Now.Link("/reports", ("month", (string?)body["month"])));

    private FormField Offered(FormField field)
    {
        var today = _call.View.Today;
        return field.Member.Name switch
        {
            "area" => field with { Choices = [.. FormFields.Areas(_call).Prepend(Whole()).OfType<NamedCode>()], Default = ReportsQuery.AreaOf(_call) },
            "sectors" => field with { Kind = FieldKind.Choice, Choices = NameBook.Sectors },
            "asOf" => field with { Default = Phrasing.Day(_call.View.AsOf < today ? _call.View.AsOf : today) },
            "from" => field with { Default = Phrasing.Day(_call.View.From) },
            "month" => field with { Default = FormQuery.MonthText(new DateOnly(today.Year, today.Month, 1).AddMonths(-1)) },
            "occurredOn" => field with { Default = Phrasing.Day(today) },
            _ => field,
        };
    }

    private NamedCode? Whole() => _call.Options.DefaultArea is { } code ? new(code, new($"{code} · {NameBook.Area(code).Zh}", $"{code} · {NameBook.Area(code).En}")) : null;

    private IResult Show(Func<string, string?> said, Ruling? ruling, string key, long? version)
    {
        _call.Context.Response.Headers.CacheControl = "no-cache, no-store"; // a token is of use once
        var guard = _call.Context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(_call.Context);
        var model = new ReportFormModel
        {
            Route = _route, Report = _report, Fields = _fields, Said = said, Ruling = ruling, Key = key, Version = version, Guard = (guard.FormFieldName, guard.RequestToken!),
        };
        var sheet = _call.SheetOf(_call.Words[$"reports.{_route}"], PathOf(_route, _report?.Id), "reports") with { Shown = null, Compared = null };
        return _call.Show<ReportFormPage, ReportFormModel>(sheet, model, CommandForm.StatusOf(ruling));
    }

    /// <summary>Where a form lies, after the language.</summary>
    public static string PathOf(string route, Guid? report) => report is { } id ? $"/reports/{id}/record/{route}" : $"/reports/record/{route}";
}
