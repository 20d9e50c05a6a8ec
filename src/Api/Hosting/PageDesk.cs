using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HazardLedger.Api.Access;
using HazardLedger.Api.Evidence;
using HazardLedger.Api.Http;
using HazardLedger.Api.Recording;
using HazardLedger.Dashboard.Recording;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Hosting;

/// <summary>What stands behind the pages' door: their forms go over the same desk as every other client's bodies, under the visitor's own key.</summary>
public sealed class PageDesk(CommandDesk desk, EvidenceStore evidence)
{
    private static readonly FormFault NotAllowed = new("", "只接受 JPEG、PNG、WebP、GIF、HEIC 或 PDF 文件。", "Only JPEG, PNG, WebP, GIF, HEIC and PDF are taken, by content.");
    private static readonly FormFault TooLarge = new("", "文件超过 20 MiB。", "A file is larger than 20 MiB.");
    private static readonly FormFault QuotaUsedUp = new("", "该密钥今日的上传额度已用完。", "This key has used up its bytes of today.");
    private static readonly FormFault Busy = new("", "上传繁忙，请稍后再试。", "Too many uploads at once; come again.");

    /// <summary>The door that the pages are given.</summary>
    public RecordingDoor Door() => new()
    {
        VisitorOf = http => http.TryCaller() is { } caller ? new(caller.Person, caller.Organisation, MayRecord(caller)) : null,
        MembersOf = MembersOf,
        Entry = MembersOf(typeof(EntryBody)),
        SubmitAsync = SubmitAsync,
        KeepAsync = KeepAsync,
    };

    internal static List<FormMember> MembersOf(Type record) => [.. Shape.Of(record).Members.Select(member => new FormMember(member.Name, member.Type, member.Required))];

    // A key that must name somebody else as actor is a program's.
    internal static bool MayRecord(Caller caller) =>
        (caller.Has(Roles.Recorder) || caller.Has(Roles.Importer) || caller.Has(Roles.Administrator)) && !caller.MustNameActor();

    private async Task<Ruling> SubmitAsync(HttpContext http, Submission form)
    {
        if (http.TryCaller() is not { } caller || !MayRecord(caller))
        {
            return new Ruling.Closed(StatusCodes.Status403Forbidden, ProblemKind.Forbidden.Code);
        }

        if (form.Key.Length is 0 or > 128)
        {
            return new Ruling.Faulty([new("", "表单已过期，请重新打开。", "The form is out of date; open it again.")]);
        }

        var (address, missing) = AddressOf(form);
        if (missing is not null)
        {
            return new Ruling.Faulty([missing]);
        }

        var bytes = Encoding.UTF8.GetBytes(form.Body.ToJsonString());
        if (JsonBody.Parse(bytes, out var broken) is not { } body)
        {
            return new Ruling.Faulty([Told(broken!)]);
        }

        var hash = SHA256.HashData([.. Encoding.UTF8.GetBytes($"{form.Row.Route} {form.Hazard} {string.Join(' ', address.Values)} {form.Proposes}\n"), .. body.Hash]);
        var terms = new DeskTerms(form.Version, form.ChecksOnly ? null : form.Key, form.ChecksOnly, form.Proposes && form.Row.CanBeProposed);
        return RulingOf(await desk.DecideAsync(caller, new(form.Row, address, body.Root, hash, terms), http.RequestAborted), form);
    }

    // What other clients say in the path stands in the form's body.
    private static (RouteValueDictionary Address, FormFault? Missing) AddressOf(Submission form)
    {
        var address = new RouteValueDictionary { ["id"] = form.Hazard?.ToString("D") };
        foreach (var name in CommandPath.Members(form.Row).Where(name => name != "version"))
        {
            if (form.Body[name]?.ToString() is not { Length: > 0 } said)
            {
                return (address, Told(Fault.Missing(name)));
            }

            address[name] = said;
            form.Body.Remove(name);
        }

        return (address, null);
    }

    private static Ruling RulingOf(DeskAnswer answer, Submission form) => answer switch
    {
        DeskAnswer.Decided decided => decided.Outcome switch
        {
            Recorded recorded => new Ruling.Recorded(recorded.Hazard, recorded.Version),
            AlreadySo => new Ruling.AlreadySo(),
            WouldRecord would => new Ruling.WouldRecord(would.Events),
            RefusedByRule refused => new Ruling.Refused(
                refused.Refusal, [.. HazardCommands.All.Where(row => row.Command != typeof(RegisterHazard) && HazardOrder.Allows(row, refused.State)).Select(row => row.Route)],
                refused.Refusal == HazardRefusals.SecondPersonRequired && form.Row.CanBeProposed),
            StaleVersion stale => new Ruling.Stale(stale.Version),
            OutsideScope => Closed(ProblemKind.OutsideScope),
            KeyReused => Closed(ProblemKind.KeyReused),
            TooBusy => Closed(ProblemKind.Unavailable),
            _ => Closed(ProblemKind.NotFound),
        },
        DeskAnswer.Faulty faulty => new Ruling.Faulty([.. faulty.Faults.Select(Told)]),
        DeskAnswer.Forbidden => Closed(ProblemKind.Forbidden),
        _ => Closed(ProblemKind.NotFound),
    };

    internal static Ruling.Closed Closed(ProblemKind kind) => new(kind.Status, kind.Code);

    internal static FormFault Told(Fault fault) => new(fault.Field, fault.Chinese, fault.English);

    private async Task<(string, string, FormFault?)> KeepAsync(HttpContext http, IFormFile file)
    {
        if (http.TryCaller() is not { } caller || !MayRecord(caller) || file.Length > EvidenceStore.LargestFile)
        {
            return ("", "", TooLarge);
        }

        string sha256;
        await using (var once = file.OpenReadStream())
        {
            sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(once, http.RequestAborted));
        }

        await using var content = file.OpenReadStream();
        return await evidence.KeepAsync(sha256, content, caller, http.RequestAborted) switch
        {
            EvidenceOutcome.Kept or EvidenceOutcome.KnownAlready => (sha256, (await evidence.FindAsync(sha256, http.RequestAborted))!.MediaType, null),
            EvidenceOutcome.TooLarge => ("", "", TooLarge),
            EvidenceOutcome.QuotaUsedUp => ("", "", QuotaUsedUp),
            EvidenceOutcome.Busy => ("", "", Busy),
            _ => ("", "", NotAllowed),
        };
    }
}
