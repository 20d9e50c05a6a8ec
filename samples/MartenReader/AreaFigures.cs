using HazardLedger.Domain.Hazards;

namespace HazardLedger.MartenReader;

/// <summary>What a figure needs to know of one hazard.</summary>
public sealed record HazardLine(Grade Grade, bool Accepted, bool Closed);

/// <summary>Hazards found in one area and how many of them are rectified: general ones accepted, major ones closed. The document of an
/// asynchronous multi-stream projection; one for each area in which hazards were registered.</summary>
public sealed class AreaFigures
{
    /// <summary>Code of the area in which the hazards were registered.</summary>
    public string Id { get; set; } = "";

    public Dictionary<Guid, HazardLine> Hazards { get; set; } = [];

    public int Found => Hazards.Count;

    public int Rectified => Hazards.Values.Count(line => line.Grade == Grade.Major ? line.Closed : line.Accepted || line.Closed);

    public int MajorFound => Hazards.Values.Count(line => line.Grade == Grade.Major);

    public int MajorClosed => Hazards.Values.Count(line => line is { Grade: Grade.Major, Closed: true });
}

/// <summary>The figures of an area have moved: what the projection hands to Wolverine with each batch of events.</summary>
/// <param name="Position">Position in the ledger up to which the figures know.</param>
public sealed record AreaFiguresMoved(string Area, long Position, int Found, int Rectified, int MajorFound, int MajorClosed);
