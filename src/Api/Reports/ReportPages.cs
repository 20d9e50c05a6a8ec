using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HazardLedger.Api.Access;
using HazardLedger.Api.Hosting;
using HazardLedger.Api.Http;
using HazardLedger.Api.Policies;
using HazardLedger.Api.Recording;
using HazardLedger.Dashboard.Recording;
using HazardLedger.Dashboard.Reports;
using HazardLedger.Domain;
using HazardLedger.Domain.Reports;
using HazardLedger.Projections;

namespace HazardLedger.Api.Reports;

/// <summary>What stands behind the pages' door for reports: their forms go over the same desk as every other client's bodies, under the visitor's own key.</summary>
public sealed class ReportPages(ReportDesk desk, ReportSteps steps, TimeProvider clock)
{
    private static readonly Dictionary<string, Type> Bodies = new(StringComparer.Ordinal)
    {
        [ReportRoute.Compile] = typeof(CompileReport), [ReportRoute.File] = typeof(FilePeriodReport),
        [ReportRoute.Sign] = typeof(SignReport), [ReportRoute.Publish] = typeof(PublishReport), [ReportRoute.Restate] = typeof(RestateReport),
    };

    /// <summary>The door that the pages are given.</summary>
    public ReportDoor Door() => new() { MembersOf = route => PageDesk.MembersOf(Bodies[route]), SubmitAsync = SubmitAsync };

    private async Task<Ruling> SubmitAsync(HttpContext http, ReportSubmission form)
    {
        if (http.TryCaller() is not { } caller || !PageDesk.MayRecord(caller))
        {
            return PageDesk.Closed(ProblemKind.Forbidden);
        }

        var bytes = Encoding.UTF8.GetBytes(form.Body.ToJsonString());
        if (form.Key.Length is 0 or > 128 || JsonBody.Parse(bytes, out _) is not { } body)
        {
            return new Ruling.Faulty([new("", "表单已过期，请重新打开。", "The form is out of date; open it again.")]);
        }

        var hash = SHA256.HashData([.. Encoding.UTF8.GetBytes($"{form.Route} {form.Report}\n"), .. body.Hash]);
        var sent = new Sent(caller, body.Root, new(form.Version, new(caller.Id, form.Key, hash), ValidateOnly: false));
        var (scope, ct) = (caller.Scope, http.RequestAborted);
        return form.Route switch
        {
            ReportRoute.Compile => await TakeAsync<CompileReport>(sent, ReportForms.Check, (command, _) => steps.CompileAsync(scope, command, ct), ct),
            ReportRoute.File => await TakeAsync<FilePeriodReport>(sent, ReportForms.Check, (command, entry) => steps.FileAsync(scope, command, entry, ct), ct),
            ReportRoute.Sign => await TakeAsync<SignReport>(sent, ReportForms.Check, Step, ct),
            ReportRoute.Publish => await TakeAsync<PublishReport>(sent, ReportForms.Check, Step, ct),
            ReportRoute.Restate => await TakeAsync<RestateReport>(sent, ReportForms.Check, Step, ct),
            _ => PageDesk.Closed(ProblemKind.NotFound),
        };

        Task<ReportAttempt> Step(ReportCommand command, Entry entry) => steps.StepAsync(scope, form.Report ?? Guid.Empty, command, entry, ct);
    }

    private async Task<Ruling> TakeAsync<T>(Sent sent, Action<T, List<Fault>> check, Func<T, Entry, Task<ReportAttempt>> decide, CancellationToken ct) where T : notnull
    {
        var faults = new List<Fault>();
        if (RuleDesk.Read(sent.Body, check, faults) is not var (command, entry) || faults.Count > 0)
        {
            return new Ruling.Faulty([.. faults.Select(PageDesk.Told)]);
        }

        var told = entry.ToEntry(sent.Caller.ToActor(), clock.Today(), profile: null);
        return await desk.RecordAsync(sent.Terms, told, said => decide(command, said), ct) switch
        {
            ReportOutcome.Stands stands => new Ruling.Recorded(stands.Recorded.Stream, stands.Recorded.Version),
            ReportOutcome.Nothing => new Ruling.AlreadySo(),
            ReportOutcome.Refused refused => new Ruling.Refused(refused.Refusal, [], TakesTwo: false),
            ReportOutcome.Stale stale => new Ruling.Stale(stale.Version),
            ReportOutcome.No no => PageDesk.Closed(no.Problem),
            var other => throw new InvalidOperationException($"A step of a report ended with {other}."),
        };
    }

    private sealed record Sent(Caller Caller, JsonElement Body, ReportTerms Terms);
}
