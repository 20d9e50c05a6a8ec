using HazardLedger.Domain.Policies;
using HazardLedger.EventStore;
using HazardLedger.Projections.Histories;

namespace HazardLedger.Api.Http;

/// <summary>The two calendars of a read: `asOf` (business), `knownAt` or `position` (ledger).</summary>
/// <param name="AsOf">Legal day at whose end things are so; null: today.</param>
/// <param name="KnownAt">As known at this instant; null: as known now, or at <paramref name="Position"/>.</param>
public sealed record AsKnown(DateOnly? AsOf, DateTimeOffset? KnownAt, long? Position)
{
    /// <summary>True when the present is asked for.</summary>
    public bool IsNow => AsOf is null && KnownAt is null && Position is null;

    /// <summary>Reads the three parameters; naming both knownAt and position is a fault.</summary>
    public static AsKnown From(Query query) => KnownFrom(query) with { AsOf = query.Day("asOf") };

    /// <summary>Reads knownAt and position alone: for what has a day of its own.</summary>
    public static AsKnown KnownFrom(Query query)
    {
        var known = new AsKnown(null, query.Instant("knownAt"), query.Number("position", 0, long.MaxValue));
        if (known is { KnownAt: not null, Position: not null })
        {
            query.Refuse(new("position", "knownAt 与 position 只能填一个。", "Name knownAt or position, not both."));
        }

        return known;
    }

    /// <summary>What is known of a history at that point.</summary>
    public History Of(History history) => this switch
    {
        { Position: { } position } => history.At(new HistoryPoint.AtPosition(position)),
        { KnownAt: { } instant } => history.At(new HistoryPoint.AtInstant(instant)),
        _ => history,
    };

    /// <summary>What was known of the rules at that point.</summary>
    public PolicyBook Of(PolicyBook book) => this switch
    {
        { Position: { } position } => book.UpTo(position),
        { KnownAt: { } instant } => book.UpTo(instant),
        _ => book,
    };

    /// <summary>The ledger position meant; null: all that is known.</summary>
    public async Task<long?> PositionAsync(Ledger ledger, CancellationToken ct) =>
        Position ?? (KnownAt is { } instant ? await ledger.PositionAtAsync(instant, ct) : null);
}
