using System.Globalization;
using HazardLedger.Dashboard.Words;
using HazardLedger.Projections;

namespace HazardLedger.Dashboard.Frame;

/// <summary>Reads asOf, knownAt or position, from and area from a page's query.</summary>
/// <param name="query">The query.</param>
/// <param name="positionAt">The last position recorded at or before an instant.</param>
internal sealed class ViewpointReading(QueryReading query, Func<DateTimeOffset, CancellationToken, Task<long>> positionAt)
{
    /// <summary>The viewpoint of a request. Faults are left in the query's reading; the viewpoint is then the default one.</summary>
    public async Task<Viewpoint> ReadAsync(Language language, Scope scope, DateTimeOffset now, string? defaultArea, CancellationToken ct)
    {
        var today = Phrasing.DayOf(now);
        var asOf = query.Day("asOf") ?? today;
        var from = query.Day("from") ?? new DateOnly(asOf.Year, 1, 1);
        if (from > asOf && from is { Month: 1, Day: 1 })
        {
            from = new(asOf.Year, 1, 1); // the form sends the year's first day along when only asOf was moved back
        }

        if (from > asOf)
        {
            query.Fault("from");
            from = asOf;
        }

        var area = query.Text("area") is { } named ? named == "all" ? null : named : defaultArea;
        var view = new Viewpoint { Language = language, Scope = scope, Today = today, AsOf = asOf, From = from, Area = area, DefaultArea = defaultArea };
        return await KnownAsync(view, now, ct);
    }

    // The form's list sends a word; links send an instant or a position.
    private async Task<Viewpoint> KnownAsync(Viewpoint view, DateTimeOffset now, CancellationToken ct)
    {
        var position = query.Number("position");
        switch (query.Text("knownAt"))
        {
            case null:
            case "position":
                return view with { Position = position };
            case "now":
                return view;
            case "asOf":
                return await AtAsync(view, Phrasing.InstantOf(view.AsOf.AddDays(1).ToDateTime(TimeOnly.MinValue)).AddMicroseconds(-1), now, ct);
            case ['p', .. var mark] when long.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out var known) && known > 0: // a signed report
                return view with { Position = known };
            case "other":
                return query.Clock("at") is { } clock
                    ? await AtAsync(view, Phrasing.InstantOf(clock), now, ct)
                    : view with { AsksForMoment = true };
            default:
                return query.Instant("knownAt") is { } instant ? await AtAsync(view, instant, now, ct) : view;
        }
    }

    private async Task<Viewpoint> AtAsync(Viewpoint view, DateTimeOffset at, DateTimeOffset now, CancellationToken ct) =>
        at >= now ? view : view with { KnownAt = at, Position = await positionAt(at, ct) };
}
