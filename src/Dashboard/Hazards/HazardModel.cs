using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Histories;

namespace HazardLedger.Dashboard.Hazards;

/// <summary>One entry of the history, with what it changed.</summary>
/// <param name="Event">The event.</param>
/// <param name="Changes">Members of the state that it changed and that people have a name for.</param>
public sealed record HistoryRow(EventView Event, IReadOnlyList<Change> Changes);

/// <summary>What a hazard's page shows: nothing of it lies after the version, position or day that is looked at.</summary>
/// <param name="State">The state; null when it was not known or found yet.</param>
/// <param name="Number">The hazard's number.</param>
/// <param name="On">The legal day on which the state is judged.</param>
/// <param name="Rows">Its events, newest first; at most a page of them.</param>
/// <param name="Older">Events before those.</param>
/// <param name="Later">Events that are left out because they came later.</param>
/// <param name="Latest">Version of the last event that the viewpoint knows.</param>
/// <param name="Deadline">Why the deadline is what it is.</param>
/// <param name="Next">What may be recorded next; null unless the page stands at now.</param>
/// <param name="Replays">An earlier version is looked at.</param>
public sealed record HazardModel(
    HazardView? State, string Number, DateOnly On, IReadOnlyList<HistoryRow> Rows, int Older, int Later, long Latest,
    DeadlineExplanation? Deadline, IReadOnlyList<NextCommand>? Next, bool Replays)
{
    /// <summary>The visitor may record: what may follow leads to its form.</summary>
    public bool MayRecord { get; init; }

    /// <summary>Recording is offered, and nobody who may record is signed in.</summary>
    public bool MaySignIn { get; init; }

    /// <summary>What waits for a second person.</summary>
    public IReadOnlyList<Proposal> Pending { get; init; } = [];

    /// <summary>Version that a form has just recorded, 0 when it was so already; null when the visitor comes from elsewhere.</summary>
    public long? JustRecorded { get; init; }

    /// <summary>Version looked at.</summary>
    public long Version => Rows.Count == 0 ? 0 : Rows[0].Event.Version;

    /// <summary>True when the last event changed a member whose path begins so.</summary>
    public bool Changed(string path) => Replays && Rows.Count > 0 && Rows[0].Changes.Any(change => change.Path.StartsWith(path, StringComparison.Ordinal));
}
