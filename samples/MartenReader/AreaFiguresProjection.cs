using HazardLedger.Domain.Hazards;
using JasperFx.Events;
using JasperFx.Events.Grouping;
using Marten;
using Marten.Events.Projections;

namespace HazardLedger.MartenReader;

/// <summary>Asynchronous multi-stream projection: streams of hazards in, one document for each area out.</summary>
public sealed class AreaFiguresProjection : MultiStreamProjection<AreaFigures, string>
{
    public AreaFiguresProjection()
    {
        IncludeType<HazardRegistered>();
        IncludeType<HazardGraded>();
        IncludeType<HazardUpgraded>();
        IncludeType<HazardDowngraded>();
        IncludeType<HazardRectifiedOnTheSpot>();
        IncludeType<AcceptancePassed>();
        IncludeType<HazardClosed>();
        IncludeType<HazardReopened>();
        IncludeType<HazardMerged>();
        IncludeType<HazardVoided>();
        CustomGrouping(GroupByAreaAsync);
    }

    /// <summary>One event after the other, in the order of recording.</summary>
    public override AreaFigures? Evolve(AreaFigures? snapshot, string id, IEvent e)
    {
        var figures = snapshot ?? new AreaFigures { Id = id };
        var hazard = e.StreamId;
        var line = figures.Hazards.GetValueOrDefault(hazard, new(Grade.Ungraded, Accepted: false, Closed: false));
        switch (e.Data)
        {
            case HazardMerged or HazardVoided:
                figures.Hazards.Remove(hazard);
                break;
            default:
                figures.Hazards[hazard] = e.Data switch
                {
                    HazardGraded graded => line with { Grade = graded.Grade },
                    HazardUpgraded => line with { Grade = Grade.Major },
                    HazardDowngraded => line with { Grade = Grade.General },
                    HazardRectifiedOnTheSpot or AcceptancePassed => line with { Accepted = true },
                    HazardClosed => line with { Closed = true },
                    HazardReopened => line with { Accepted = false, Closed = false },
                    _ => line,
                };
                break;
        }

        return figures;
    }

    /// <summary>Hands what an area has come to, once a batch, to whoever handles it.</summary>
    public override ValueTask RaiseSideEffects(IDocumentOperations operations, IEventSlice<AreaFigures> slice)
    {
        if (slice.Snapshot is { } now)
        {
            slice.PublishMessage(new AreaFiguresMoved(now.Id, slice.Events()[^1].Sequence, now.Found, now.Rectified, now.MajorFound, now.MajorClosed));
        }

        return ValueTask.CompletedTask;
    }

    // Only the registration says where; of the other events' streams it is read again.
    private static async Task GroupByAreaAsync(IQuerySession session, IReadOnlyList<IEvent> events, IEventGrouping<string> grouping)
    {
        var areas = events.Where(e => e.Data is HazardRegistered).ToDictionary(e => e.StreamId, e => ((HazardRegistered)e.Data).Area);
        var elsewhere = events.Select(e => e.StreamId).Distinct().Where(stream => !areas.ContainsKey(stream)).ToArray();
        if (elsewhere.Length > 0)
        {
            var registered = await session.Events.QueryAllRawEvents()
                .Where(e => e.EventTypeName == "hazard_registered" && elsewhere.Contains(e.StreamId)).ToListAsync();
            foreach (var e in registered)
            {
                areas[e.StreamId] = ((HazardRegistered)e.Data).Area;
            }
        }

        foreach (var e in events)
        {
            if (areas.TryGetValue(e.StreamId, out var area))
            {
                grouping.AddEvent(area, e);
            }
        }
    }
}
