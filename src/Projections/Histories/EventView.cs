using System.Text.Json;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Histories;

/// <summary>An event on the wire. Absent means: nothing was said.</summary>
public sealed record EventView
{
    public required long Position { get; init; }
    public required Guid Hazard { get; init; }
    public required long Version { get; init; }

    /// <summary>Stored alias, such as <c>hazard_registered</c>.</summary>
    public required string Type { get; init; }
    public required DateOnly OccurredOn { get; init; }
    public DateTimeOffset? OccurredAt { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required Actor Actor { get; init; }

    /// <summary>The event's own members.</summary>
    public required JsonElement Data { get; init; }
    public string? Channel { get; init; }
    public string? DocumentNo { get; init; }
    public IReadOnlyList<string>? Basis { get; init; }
    public IReadOnlyList<EvidenceCitation>? Evidence { get; init; }
    public string? Note { get; init; }
    public string? LateReason { get; init; }
    public string? Profile { get; init; }

    /// <summary>Papers that an imported history lacks.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>The second person of a two-person entry.</summary>
    public Actor? ApprovedBy { get; init; }

    /// <summary>Number of the proposal that the entry carries out.</summary>
    public int? Proposal { get; init; }

    /// <summary>With <c>expand=state</c>: the hazard as it was known after this event.</summary>
    public HazardView? State { get; init; }

    /// <summary>A recorded event as it is sent.</summary>
    public static EventView Of(Guid hazard, RecordedFact fact)
    {
        var entry = fact.Entry;
        return new()
        {
            Position = fact.Position,
            Hazard = hazard,
            Version = fact.Version,
            Type = fact.Type,
            OccurredOn = entry.OccurredOn,
            OccurredAt = entry.OccurredAt,
            RecordedAt = fact.RecordedAt,
            Actor = entry.Actor,
            Data = JsonSerializer.SerializeToElement(fact.Event, fact.Event.GetType(), EventJson.Options),
            Channel = entry.Channel,
            DocumentNo = entry.DocumentNo,
            Basis = Said(entry.Basis),
            Evidence = Said(entry.Evidence),
            Note = entry.Note,
            LateReason = entry.LateReason,
            Profile = entry.Profile,
            Missing = Said(entry.Missing),
            ApprovedBy = entry.ApprovedBy,
            Proposal = entry.Proposal,
        };
    }

    /// <summary>The events of a history in the order of recording.</summary>
    /// <param name="history">What is known.</param>
    /// <param name="stateOn">Null: events only. Else each carries the state after it, its deadline judged on this day.</param>
    public static IReadOnlyList<EventView> AllOf(History history, DateOnly? stateOn = null) =>
    [
        .. history.Facts.Select(fact => Of(history.Hazard, fact) with
        {
            State = stateOn is { } day ? HazardView.Of(history.At(new HistoryPoint.AtVersion(fact.Version)), day) : null,
        }),
    ];

    private static IReadOnlyList<T>? Said<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;
}
