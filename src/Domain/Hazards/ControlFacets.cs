namespace HazardLedger.Domain.Hazards;

/// <summary>One interim control with its course.</summary>
/// <param name="ImposedBy">Organisation that imposed it: only it extends or lifts it.</param>
/// <param name="Until">Its own end, where it has one; it is over when it is lifted.</param>
/// <param name="Extensions">How often it was extended.</param>
/// <param name="MayResume">True when a resumption that covers it is approved.</param>
public sealed record InterimControl(
    string ControlId, ControlKind Kind, string Scope, DateOnly ImposedOn, string ImposedBy, DateOnly? Until,
    int Extensions = 0, bool MayResume = false, DateOnly? LiftedOn = null, Disposal? Disposal = null)
{
    /// <summary>Not lifted yet.</summary>
    public bool IsActive => LiftedOn is null;

    /// <summary>True for the kinds that stop work or use: on a major hazard they end only after a review (WSL Art. 65).</summary>
    public bool Stops => Kind is ControlKind.StopOperationsFull or ControlKind.StopOperationsPartial or ControlKind.StopUseEquipment
        or ControlKind.StopConstruction or ControlKind.ShutDown;

    /// <summary>True for what a unit may ask to take up again: the kinds that stop, and supplies that are cut off.</summary>
    internal bool MayBeResumed => Stops || Kind is ControlKind.PowerCut or ControlKind.ExplosivesSupplyCut;
}

/// <summary>The latest request to take up again what was stopped.</summary>
/// <param name="AskedBy">Person who asked: never the one who decides.</param>
/// <param name="ReviewBy">Last day of the authority's limit, as frozen in the request.</param>
public sealed record Resumption(DateOnly AskedOn, string AskedBy, IReadOnlyList<string> Controls, DateOnly ReviewBy, RequestStatus Status);
