using System.Globalization;
using System.Text.Json.Nodes;
using HazardLedger.Dashboard.Edge;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Register;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Dashboard.Recording;

/// <summary>The form of one command: opened, checked, recorded or proposed. Every command of the table has one, made from its own members.</summary>
internal sealed class CommandForm
{
    private const int MostFiles = 10;
    private readonly PageCall _call;
    private readonly RecordingDoor _door;
    private readonly CommandRow _row;
    private readonly RegisterItem? _hazard;
    private readonly History? _history;
    private readonly IReadOnlyList<FormField> _fields;
    private readonly IReadOnlyList<FormField> _entry;

    private CommandForm(PageCall call, RecordingDoor door, CommandRow row, RegisterItem? hazard, History? history)
    {
        (_call, _door, _row, _hazard, _history) = (call, door, row, hazard, history);
        _fields = FormFields.Of(door, row, history, call);
        _entry = FormFields.Entry(door, row, call.View.Today);
    }

    /// <summary>The form of a route's command on a hazard; null when there is no such command, or no such hazard that the visitor may see.</summary>
    public static async Task<CommandForm?> OfAsync(PageCall call, RecordingDoor door, string? hazard, string route)
    {
        var row = HazardCommands.All.FirstOrDefault(row => row.Route == route);
        if (row is null || (hazard is null) != (row.Command == typeof(RegisterHazard)))
        {
            return null;
        }

        var found = hazard is { Length: <= 64 } ? await call.Register.FindAsync(call.Scope, hazard, call.View.Today, call.Aborted) : null;
        var history = found is null ? null : await call.Histories.LoadAsync(call.Scope, found.Id, call.Aborted);
        return hazard is not null && history is null ? null : new(call, door, row, found, history);
    }

    /// <summary>The empty form; what the link names is filled in.</summary>
    public IResult Open()
    {
        var query = _call.Context.Request.Query;
        var defaults = _fields.Concat(_entry).Where(field => field.Default is not null).ToDictionary(field => field.Path, field => field.Default, StringComparer.Ordinal);
        return Show(
            path => query.TryGetValue(path, out var named) && named.Count == 1 ? named[0] : defaults.GetValueOrDefault(path),
            [], null, Guid.NewGuid().ToString("N"), _history?.Version);
    }

    /// <summary>Takes the filled-in form to the desk.</summary>
    public async Task<IResult> SendAsync(IFormCollection form)
    {
        var kept = await FilesAsync(form);
        var faults = new List<FormFault>(kept.Faults);
        var body = new FormReading(path => form.TryGetValue(path, out var value) ? value.ToString() : null).Body(_fields.Concat(_entry));
        if (kept.Files.Count > 0)
        {
            body["evidence"] = new JsonArray([.. kept.Files.Select(file => (JsonNode?)new JsonObject { ["sha256"] = file.Sha256, ["mediaType"] = file.MediaType, ["kind"] = file.Kind })]);
        }

        await NameSurvivorAsync(body, faults);
        var (key, doing) = (form["key"].ToString(), form["do"].ToString());
        long? version = long.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var ruling = faults.Count > 0 ? new Ruling.Faulty(faults)
            : await _door.SubmitAsync(_call.Context, new(_row, _hazard?.Id, body, version, key) { ChecksOnly = doing == "check", Proposes = doing == "propose" });
        return ruling switch
        {
            Ruling.Recorded recorded => await LeaveAsync(recorded.Stream, ("recorded", recorded.Version.ToString(CultureInfo.InvariantCulture))),
            Ruling.AlreadySo when doing != "check" => await LeaveAsync(_hazard!.Id, ("recorded", "0")),
            // Whoever sends again has seen that something came between.
            Ruling.Stale stale => Show(path => Said(form, path), kept.Files, ruling, Guid.NewGuid().ToString("N"), stale.Version),
            _ => Show(path => Said(form, path), kept.Files, ruling, key, version),
        };
    }

    private static string? Said(IFormCollection form, string path) => form.TryGetValue(path, out var value) ? value.ToString() : null;

    private async Task<IResult> LeaveAsync(Guid hazard, (string, string?) said)
    {
        var number = _hazard?.Number ?? (await _call.Register.FindAsync(_call.Scope, hazard.ToString(), _call.View.Today, _call.Aborted))?.Number;
        return Results.LocalRedirect(_call.View.Now.Link(number is null ? "/hazards" : $"/hazards/{number}", said));
    }

    // People know numbers; the wire knows ids.
    private async Task NameSurvivorAsync(JsonObject body, List<FormFault> faults)
    {
        if (_row.Command != typeof(MergeHazard) || (string?)body["survivor"] is not { } named || Guid.TryParse(named, out _))
        {
            return;
        }

        if (named.Length <= 64 && await _call.Register.FindAsync(_call.Scope, named, _call.View.Today, _call.Aborted) is { } survivor)
        {
            body["survivor"] = survivor.Id.ToString();
        }
        else
        {
            faults.Add(new("survivor", "没有这条隐患。", "There is no such hazard."));
        }
    }

    private async Task<(List<EvidenceCitation> Files, List<FormFault> Faults)> FilesAsync(IFormCollection form)
    {
        var faults = new List<FormFault>();
        var files = form["kept"].Select(line => line?.Split('|')).Where(parts => parts is { Length: 3 }).Take(MostFiles).Select(parts => new EvidenceCitation(parts![0], parts[1], parts[2])).ToList();
        foreach (var file in form.Files.GetFiles("files").Where(file => file.Length > 0).Take(MostFiles - files.Count))
        {
            var (sha256, mediaType, fault) = await _door.KeepAsync(_call.Context, file);
            if (fault is not null)
            {
                faults.Add(fault);
            }
            else if (files.TrueForAll(one => one.Sha256 != sha256))
            {
                files.Add(new(sha256, mediaType, form["shows"] is [{ Length: > 0 and <= 50 } shows] ? shows : "other"));
            }
        }

        return (files, faults);
    }

    private IResult Show(Func<string, string?> said, IReadOnlyList<EvidenceCitation> kept, Ruling? ruling, string key, long? version)
    {
        _call.Context.Response.Headers.CacheControl = "no-cache, no-store"; // a token is of use once
        var guard = _call.Context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(_call.Context);
        var model = new CommandFormModel
        {
            Row = _row, Hazard = _hazard, Fields = _fields, Entry = _entry, Said = said, Kept = kept, Ruling = ruling, Key = key, Version = version,
            Guard = (guard.FormFieldName, guard.RequestToken!),
            Proposal = _row.AnswersProposal ? _history!.Story.Now.Proposals.FirstOrDefault(one => one.N.ToString(CultureInfo.InvariantCulture) == said("n")) : null,
        };
        var title = _call.Words.Of(NameBook.Command(_row.Route));
        var sheet = _call.SheetOf(title, PathOf(_row, _hazard?.Number), "register") with { Shown = null, Compared = null };
        return _call.Show<CommandFormPage, CommandFormModel>(sheet, model, StatusOf(ruling));
    }

    /// <summary>Where a command's form lies, after the language.</summary>
    public static string PathOf(CommandRow row, string? number) => number is null ? "/record" : $"/hazards/{number}/record/{row.Route}";

    /// <summary>The status of a page that shows what the desk said.</summary>
    public static int StatusOf(Ruling? ruling) => ruling switch
    {
        Ruling.Faulty => StatusCodes.Status400BadRequest,
        Ruling.Refused => StatusCodes.Status409Conflict,
        Ruling.Stale => StatusCodes.Status412PreconditionFailed,
        Ruling.Closed closed => closed.Status,
        _ => StatusCodes.Status200OK,
    };
}
