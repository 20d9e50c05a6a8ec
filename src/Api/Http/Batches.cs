using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using HazardLedger.Api.Access;
using HazardLedger.Api.Recording;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Wire;
using HazardLedger.Projections;

namespace HazardLedger.Api.Http;

/// <summary>`POST /v1/batches`: up to 1,000 commands, as a JSON array or as NDJSON. `mode=each`: every item is answered by itself, in
/// order. `mode=atomic`: all of them are recorded as one group or none is.</summary>
public sealed class Batches(Recorder recorder, HazardAddress addresses, CommandAnswers answers, FigureColumns figures)
{
    private const int MostItems = 1000;
    private static readonly Shape ItemShape = Shape.Of(typeof(BatchItem));

    /// <summary>One item. A registration names no hazard; any other names it by id or by another system's id.</summary>
    public sealed record BatchItem(Guid? Hazard, ExternalId? External, string Command, JsonElement Body, string? IdempotencyKey);

    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder app) => app
        .MapPost("/v1/batches", (HttpContext http, Batches batches) => batches.AnswerAsync(http))
        .RequireAuthorization(AccessPolicy.Write).WithName("RecordBatch").WithTags("commands");

    private async Task<IResult> AnswerAsync(HttpContext http)
    {
        var query = new Query(http);
        var atomic = query.OneOf("mode", "each", "atomic") == "atomic";
        if (query.Problem() is { } badQuery)
        {
            return badQuery;
        }

        if (!Versions.TryIdempotencyKey(http, out var key))
        {
            return Problem.Faults([Fault.Form("Idempotency-Key", "1–128")], ProblemKind.BadParameter);
        }

        var (bytes, unread) = await JsonBody.ReadAsync(http.Request, JsonBody.BatchLimit, "application/json", "application/x-ndjson");
        if (unread is not null)
        {
            return unread;
        }

        if (ItemsOf(http, bytes, out var problem) is not { } elements)
        {
            return problem!;
        }

        return atomic ? await AtomicAsync(http, elements, key) : await EachAsync(http, elements, key);
    }

    private static List<(JsonElement Root, byte[] Hash)>? ItemsOf(HttpContext http, byte[] bytes, out IResult? problem)
    {
        var items = new List<(JsonElement, byte[])>();
        problem = null;
        var lines = http.Request.ContentType!.StartsWith("application/x-ndjson", StringComparison.OrdinalIgnoreCase);
        foreach (var part in lines ? NdjsonLines(bytes) : [bytes])
        {
            if (JsonBody.Parse(part, out var fault) is not { } parsed)
            {
                problem = Problem.Faults([fault! with { Field = lines ? $"[{items.Count}]" : "" }], ProblemKind.Malformed);
                return null;
            }

            items.Add(parsed);
        }

        if (!lines)
        {
            if (items[0].Item1.ValueKind != JsonValueKind.Array)
            {
                problem = Problem.Faults([Fault.Form("", "array")]);
                return null;
            }

            items = [.. items[0].Item1.EnumerateArray().Select(item => (item, SHA256.HashData(Proofs.Jcs.Canonicalize(Encoding.UTF8.GetBytes(item.GetRawText())))))];
        }

        if (items.Count is 0 or > MostItems)
        {
            problem = Problem.Faults([Fault.Form("", $"1–{MostItems}")]);
            return null;
        }

        return items;
    }

    private async Task<IResult> EachAsync(HttpContext http, List<(JsonElement Root, byte[] Hash)> elements, string? key)
    {
        var results = new List<object>(elements.Count);
        var caller = http.Caller();
        for (var i = 0; i < elements.Count; i++)
        {
            var (line, itemKey, row, problem) = await ReadAsync(elements[i].Root, caller, new Dictionary<string, Guid>(StringComparer.Ordinal), http.RequestAborted);
            if (problem is null)
            {
                var unique = itemKey ?? (key is null ? null : $"{key}#{i}");
                var outcome = await recorder.RecordAsync(
                    new([line!], caller.Scope) { ActsAlone = caller.ActsAlone(), Key = unique is null ? null : new RequestKey(caller.Id, unique, elements[i].Hash) }, http.RequestAborted);
                Outcomes.Count(row!.Route, outcome, figures);
                problem = CommandAnswers.ProblemOf(outcome);
                if (problem is null)
                {
                    results.Add(await ItemAsync(outcome, line!.Command, http));
                    continue;
                }
            }

            results.Add(((Problem.ProblemResult)problem).Body(http));
        }

        return Results.Json(new { items = results }, EventJson.Options);
    }

    private async Task<IResult> AtomicAsync(HttpContext http, List<(JsonElement Root, byte[] Hash)> elements, string? key)
    {
        var caller = http.Caller();
        var lines = new List<CommandLine>(elements.Count);
        var registered = new Dictionary<string, Guid>(StringComparer.Ordinal);
        var keys = new StringBuilder(key);
        for (var i = 0; i < elements.Count; i++)
        {
            var (line, itemKey, _, problem) = await ReadAsync(elements[i].Root, caller, registered, http.RequestAborted);
            if (problem is not null)
            {
                return ((Problem.ProblemResult)problem).AtLine(i);
            }

            lines.Add(line!);
            keys.Append('\n').Append(itemKey);
        }

        var named = key ?? (keys.ToString().Trim('\n').Length == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(keys.ToString()))));
        var outcome = await recorder.RecordAsync(
            new(lines, caller.Scope) { ActsAlone = caller.ActsAlone(), Key = named is null ? null : new RequestKey(caller.Id, named, SHA256.HashData([.. elements.SelectMany(e => e.Hash)])) },
            http.RequestAborted);
        Outcomes.Count("batches", outcome, figures);
        return CommandAnswers.ProblemOf(outcome, inBatch: true) ?? (outcome is Recorded recorded
            ? Results.Json(await answers.BodyAsync(recorded, lines[^1].Command, caller.Scope, http.RequestAborted), EventJson.Options, statusCode: 201)
            : Results.Json(new { recorded = Array.Empty<object>() }, EventJson.Options));
    }

    private async Task<object> ItemAsync(RecordOutcome outcome, HazardCommand command, HttpContext http) => outcome switch
    {
        Recorded recorded => new { status = 201, answer = await answers.BodyAsync(recorded, command, http.Caller().Scope, http.RequestAborted) },
        AlreadySo so => new { status = 200, answer = new { id = so.Hazard, version = so.Version, recorded = Array.Empty<object>() } },
        _ => throw new InvalidOperationException($"A batch has no answer for {outcome.GetType().Name}."),
    };

    private async Task<(CommandLine? Line, string? Key, CommandRow? Row, IResult? Problem)> ReadAsync(
        JsonElement element, Caller caller, Dictionary<string, Guid> registered, CancellationToken ct)
    {
        var faults = new List<Fault>();
        if (ReadItem(element, faults) is not var (item, row) || faults.Count > 0)
        {
            return (null, null, null, Problem.Faults(faults));
        }

        if (await AddressAsync(item, row, registered, caller.Scope, ct) is not { } hazard)
        {
            return (null, null, row, Problem.Of(ProblemKind.NotFound));
        }

        var (command, entry) = CommandReading.Read(row, item.Body, caller, [], faults);
        if (faults.Count > 0)
        {
            return (null, null, null, Problem.Faults([.. faults.Select(fault => fault with { Field = $"body.{fault.Field}".TrimEnd('.') })]));
        }

        if (command is RegisterHazard registration && (registration.External ?? item.External) is { } external)
        {
            command = registration with { External = external };
            registered[$"{external.System}:{external.Id}"] = hazard;
        }

        return (new CommandLine(hazard, command, entry.ToEntry(caller.ToActor(), recorder.Today, profile: null)), item.IdempotencyKey, row, null);
    }

    private static (BatchItem Item, CommandRow Row)? ReadItem(JsonElement element, List<Fault> faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(Fault.Form("", "object"));
            return null;
        }

        Shape.RefuseUnknown(element, faults, ItemShape);
        var item = (BatchItem)ItemShape.Read(element, faults);
        if (item.IdempotencyKey is { } key && !Versions.IsIdempotencyKey(key))
        {
            faults.Add(Fault.Form("idempotencyKey", "1–128"));
        }

        if (HazardCommands.All.FirstOrDefault(row => row.Route == item.Command && row.Command != typeof(CancelEntry) && !row.AnswersProposal) is not { } row)
        {
            faults.Add(Fault.Form("command", "registrations | gradings | …"));
            return null;
        }

        // A name that would be passed over in silence is a mistake of the caller's that nobody would ever see.
        var registers = row.Command == typeof(RegisterHazard);
        if (registers ? item.Hazard is not null : item.Hazard is null == item.External is null)
        {
            faults.Add(registers
                ? new("hazard", "登记时不得指定 hazard。", "A registration names no hazard.")
                : new("hazard", "hazard 与 external 须填且只填一个。", "Exactly one of hazard and external is required."));
        }

        return (item, row);
    }

    private async Task<Guid?> AddressAsync(BatchItem item, CommandRow row, Dictionary<string, Guid> registered, Scope scope, CancellationToken ct)
    {
        if (row.Command == typeof(RegisterHazard))
        {
            return Guid.CreateVersion7();
        }

        if (item.External is { } external && registered.TryGetValue($"{external.System}:{external.Id}", out var id))
        {
            return id;
        }

        var hazard = item.Hazard ?? await addresses.FindExternalAsync(item.External!.System, item.External.Id, ct);
        return hazard is { } known && await recorder.ShowsAsync(known, scope, ct) ? known : null;
    }

    private static IEnumerable<byte[]> NdjsonLines(byte[] bytes)
    {
        for (var start = 0; start < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start);
            end = end < 0 ? bytes.Length : end;
            var line = bytes[start..end];
            if (line.AsSpan().Trim(" \t\r"u8).Length > 0)
            {
                yield return line;
            }

            start = end + 1;
        }
    }
}
