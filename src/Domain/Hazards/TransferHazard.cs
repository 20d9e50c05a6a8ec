namespace HazardLedger.Domain.Hazards;

/// <summary>An authority without jurisdiction hands the hazard to the one that has it (移送; WSL Art. 69). Who found it stays.</summary>
public sealed record TransferHazard(string To, string Reason) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(TransferHazard command, Hazard hazard) =>
        hazard.Regulator == command.To ? [] : [new HazardTransferred(hazard.Regulator, command.To, command.Reason)];
}
