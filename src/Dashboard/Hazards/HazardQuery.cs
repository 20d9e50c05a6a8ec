using System.Globalization;
using HazardLedger.Dashboard.Frame;
using HazardLedger.Dashboard.Recording;
using HazardLedger.Dashboard.Words;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Histories;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Dashboard.Hazards;

/// <summary>Reads a hazard's history up to the viewpoint, and up to a version where one is replayed.</summary>
internal static class HazardQuery
{
    private const int MostRows = 40;

    public static async Task<IResult> ShowAsync(PageCall call, string idOrNumber)
    {
        var version = call.Query.Number("version");
        if (call.Query.Faults.Count > 0)
        {
            return call.NotUnderstood();
        }

        var found = idOrNumber.Length <= 64 ? await call.Register.FindAsync(call.Scope, idOrNumber, call.View.Today, call.Aborted) : null;
        var whole = found is null ? null : await call.Histories.LoadAsync(call.Scope, found.Id, call.Aborted);
        if (found is null || whole is null)
        {
            return call.NotFound();
        }

        var known = Seen(whole, call.View);
        if (version > known.Version || (version is not null && known.Facts.All(fact => fact.Version != version)))
        {
            return call.NotFound();
        }

        var rules = await call.Options.Rules(call.Aborted);
        var door = call.Context.RequestServices.GetService<RecordingDoor>();
        var model = ModelOf(call, whole, known, version ?? known.Version, rules) with
        {
            Number = found.Number,
            MayRecord = door?.PersonOf(call.Context) is not null,
            MaySignIn = door is not null && door.PersonOf(call.Context) is null,
            JustRecorded = call.Context.Request.Query["recorded"] is [{ } said] && long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var done) && done <= known.Version ? done : null,
        };
        var sheet = call.SheetOf(found.Number, $"/hazards/{found.Number}", "register") with { Replays = model.Replays };
        return call.Show<HazardPage, HazardModel>(sheet, model);
    }

    // Known by the position, and so by the end of asOf: the past shows no future on either calendar. What acts since registration is
    // seen on every day, as in every figure.
    internal static History Seen(History whole, Viewpoint view)
    {
        var known = view.Position is { } position ? whole.At(new HistoryPoint.AtPosition(position)) : whole;
        return view.AsOf >= view.Today ? known : new(whole.Hazard, [.. known.Facts.Where(fact => IsSeen(fact, view.AsOf))], whole.Synthetic);
    }

    private static bool IsSeen(RecordedFact fact, DateOnly asOf) =>
        fact.Event is EntryCancelled or ListingRevoked or HazardVoided or HazardMerged
        || Story.DayOf(new(fact.Version, fact.Event, fact.Entry)) <= asOf;

    private static HazardModel ModelOf(PageCall call, History whole, History known, long version, PolicyBook rules)
    {
        var at = known.At(new HistoryPoint.AtVersion(version));
        var replays = version < known.Version;
        var on = replays ? DayAfter(at, call.View.AsOf) : call.View.AsOf;
        var rows = at.Facts.Reverse().Take(MostRows).Select(fact => RowOf(at, fact, call.View.AsOf)).ToList();
        var isNow = !replays && !call.View.IsPast && !call.View.IsProjected;
        return new(
            HazardView.Of(at, on), "", on, rows, at.Facts.Count - rows.Count, whole.Facts.Count - at.Facts.Count, known.Version,
            DeadlineExplanation.Of(at, on, rules), isNow ? NextCommand.After(at.Story.Now, rules.On(at.Story.Now.Area, call.View.Today)) : null, replays)
        {
            Pending = isNow ? [.. at.Story.Now.Proposals.Where(proposal => proposal.State == ProposalState.Pending)] : [],
        };
    }

    private static HistoryRow RowOf(History history, RecordedFact fact, DateOnly asOf)
    {
        var before = history.Facts.TakeWhile(one => one.Version < fact.Version).LastOrDefault()?.Version ?? 0;
        var changes = before == 0
            ? []
            : HistoryDiff.Between(history, new HistoryPoint.AtVersion(before), new HistoryPoint.AtVersion(fact.Version), DayAfter(history.At(new HistoryPoint.AtVersion(fact.Version)), asOf)).Changes;
        return new(EventView.Of(history.Hazard, fact), [.. changes.Where(change => Labels.Has(ChangeLabel(change.Path)))]);
    }

    /// <summary>The label of a changed member.</summary>
    public static string ChangeLabel(string path) => $"change.{path}";

    // The state after an event is the one of the latest day that anybody had spoken of by then.
    private static DateOnly DayAfter(History history, DateOnly asOf)
    {
        var last = history.Facts.Max(fact => fact.Entry.OccurredOn);
        return last < asOf ? last : asOf;
    }
}
