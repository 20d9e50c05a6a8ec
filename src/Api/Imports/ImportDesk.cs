using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.Api.Recording;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Api.Imports;

/// <summary>What became of a case: so many events at these positions, nothing because it stood there, or the lines that refuse it.</summary>
/// <param name="Events">Events of the case; of a dry run, those that it would record.</param>
/// <param name="LastPosition">Position of its last event; 0 in a dry run and when nothing was to be recorded.</param>
internal sealed record CaseOutcome(int Events, long LastPosition, IReadOnlyList<RefusedLine> Refusals);

/// <summary>Takes one case from its lines to the recorder: read, address, decide, append as one group.</summary>
internal sealed class ImportDesk(Recorder recorder, HazardAddress addresses, FigureColumns figures)
{
    private static readonly Refusal ActorRequired = new("invalid", "导入须写明办理人 actor。", "An import says who acted: body.actor is required.");
    private static readonly Refusal CaseTooLong = new("caseTooLong", $"一案不得超过 {ImportCase.MostLines} 行。", $"A case may have {ImportCase.MostLines} lines at most.");
    private static readonly Refusal UnreadableNeighbour = new("unreadableNeighbour", "紧邻的前一行无法读取，本案可能不完整。", "The line just before cannot be read, so this case may not be whole.");

    /// <summary>Decides a case and, unless it is a dry run, records it.</summary>
    public async Task<CaseOutcome> DecideAsync(ImportCase one, ImportTerms terms, Caller caller, CancellationToken ct)
    {
        var refusals = new List<RefusedLine>();
        var lines = Read(one, terms, caller, refusals);
        if (refusals.Count > 0)
        {
            return new(0, 0, [.. refusals.GroupBy(refusal => refusal.Line).Select(Joined)]);
        }

        if (await AddressAsync(one, lines, ct) is not { } hazard)
        {
            return Refuse(one, 0, "notFound", ProblemKind.NotFound.Chinese, ProblemKind.NotFound.English);
        }

        var request = new RecordRequest([.. lines.Select(line => line with { Hazard = hazard })], caller.Scope) { ActsAlone = caller.ActsAlone(), Key = KeyOf(one, caller), ValidateOnly = terms.DryRun };
        try
        {
            var outcome = await recorder.RecordAsync(request, ct);
            Outcomes.Count("imports", outcome, figures);
            return Settle(one, outcome);
        }
        catch (UnstorableEventException)
        {
            return Refuse(one, 0, "malformed", ProblemKind.Malformed.Chinese, ProblemKind.Malformed.English);
        }
    }

    private static CaseOutcome Settle(ImportCase one, RecordOutcome outcome) => outcome switch
    {
        Recorded recorded => new(recorded.Count, recorded.LastPosition, []),
        AlreadySo => new(0, 0, []),
        WouldRecord would => new(would.Events.Count, 0, []),
        RefusedByRule refused => Refuse(one, refused.Line, refused.Refusal),
        HazardNotFound missing => Refuse(one, missing.Line, ProblemKind.NotFound),
        OutsideScope outside => Refuse(one, outside.Line, ProblemKind.OutsideScope),
        KeyReused => Refuse(one, 0, ProblemKind.KeyReused),
        TooBusy => Refuse(one, 0, ProblemKind.Unavailable),
        _ => throw new InvalidOperationException($"An import has no answer for {outcome.GetType().Name}."),
    };

    // Every fault of every line at once, so that a file is mended in one go.
    private List<CommandLine> Read(ImportCase one, ImportTerms terms, Caller caller, List<RefusedLine> refusals)
    {
        var lines = new List<CommandLine>(one.Lines.Count);
        for (var i = 0; i < one.Lines.Count; i++)
        {
            var (item, faults) = (one.Lines[i], new List<Fault>(one.Lines[i].Faults));
            if (item is { Item: { } read, Row: { } row })
            {
                var (command, entry) = CommandReading.Read(row, read.Body, caller, [], faults);
                if (entry.Actor is null && !faults.Exists(fault => fault.Field == "actor"))
                {
                    faults.Add(new("actor", ActorRequired.Chinese, ActorRequired.English));
                }

                command = command is RegisterHazard { External: null } registration ? registration with { External = read.External } : command;
                lines.Add(new(Guid.Empty, command, entry.ToEntry(caller.ToActor(), recorder.Today, terms.Profile == "historical" ? "historical" : null)));
            }

            if (faults.Count > 0)
            {
                refusals.Add(RefusalOf(one, i, item.IsReadable ? "invalid" : "malformed", Sentence(faults, static f => f.Chinese), Sentence(faults, static f => f.English)));
            }
        }

        var whole = one.Dropped > 0 ? CaseTooLong : one.UnreadableBefore is not null ? UnreadableNeighbour : null;
        if (refusals.Count == 0 && whole is not null)
        {
            refusals.Add(RefusalOf(one, 0, whole.Code, whole.Chinese, whole.English));
        }

        if (refusals.Count == 0 && BeforeFound(lines) is { } early)
        {
            refusals.Add(RefusalOf(one, early, HazardRefusals.BeforeDiscovery.Code, HazardRefusals.BeforeDiscovery.Chinese, HazardRefusals.BeforeDiscovery.English));
        }

        return lines;
    }

    // The rules order by legal days. Where a case tells instants, a step before the instant of the finding contradicts it as well.
    private static int? BeforeFound(List<CommandLine> lines)
    {
        if (lines.Find(line => line.Command is RegisterHazard) is not { Command: RegisterHazard registration } found)
        {
            return null;
        }

        var day = registration.DiscoveredOn ?? found.Entry.OccurredOn;
        var instant = registration.DiscoveredOn is null ? found.Entry.OccurredAt : null;
        var early = lines.FindIndex(line => line.Command is not (RegisterHazard or CorrectHazard or AddNote or AddEvidence)
            && (line.Entry.OccurredOn < day || line.Entry.OccurredAt < instant));
        return early < 0 ? null : early;
    }

    private async Task<Guid?> AddressAsync(ImportCase one, List<CommandLine> lines, CancellationToken ct) =>
        lines.Exists(line => line.Command is RegisterHazard) ? Guid.CreateVersion7()
        : one.Lines[0].Item switch
        {
            { Hazard: { } hazard } => hazard,
            { External: { } external } => await addresses.FindExternalAsync(external.System, external.Id, ct),
            _ => null,
        };

    // The same lines sent again are the same request; a case that has grown since is another one.
    private static RequestKey? KeyOf(ImportCase one, Caller caller)
    {
        if (one.Lines.TrueForAll(line => line.Item?.IdempotencyKey is null))
        {
            return null;
        }

        var keys = string.Join('\n', one.Lines.Select(line => line.Item?.IdempotencyKey));
        return new(caller.Id, $"import/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(keys)))}", SHA256.HashData([.. one.Lines.SelectMany(line => line.Hash)]));
    }

    // Several commands of one row of a table are refused as one line.
    private static RefusedLine Joined(IGrouping<long, RefusedLine> same) => same.First() with
    {
        Chinese = string.Join(' ', same.Select(refusal => refusal.Chinese).Distinct(StringComparer.Ordinal)),
        English = string.Join(' ', same.Select(refusal => refusal.English).Distinct(StringComparer.Ordinal)),
    };

    private static CaseOutcome Refuse(ImportCase one, int line, ProblemKind kind) => Refuse(one, line, kind.Code, kind.Chinese, kind.English);

    private static CaseOutcome Refuse(ImportCase one, int line, Refusal refusal) => Refuse(one, line, refusal.Code, refusal.Chinese, refusal.English);

    private static CaseOutcome Refuse(ImportCase one, int line, string code, string chinese, string english) => new(0, 0, [RefusalOf(one, line, code, chinese, english)]);

    private static RefusedLine RefusalOf(ImportCase one, int line, string code, string chinese, string english) =>
        new(one.Lines[line].Number, one.Lines[0].Number, one.LastLine, one.Lines[line].External ?? one.Lines[0].External, code, chinese, english);

    private static string Sentence(List<Fault> faults, Func<Fault, string> language) =>
        string.Join(' ', faults.Take(20).Select(fault => fault.Field.Length == 0 ? language(fault) : string.Create(CultureInfo.InvariantCulture, $"{fault.Field}: {language(fault)}")));
}
