namespace HazardLedger.Domain.Hazards;

/// <summary>The responsible unit says how far it is (整改进展). Funds spent so far in whole yuan.</summary>
public sealed record ReportProgress(int? Percent, string Done, string? Remaining, long? FundsSpent, string? Problems) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(ReportProgress command) =>
        [new RectificationProgressReported(command.Percent, command.Done, command.Remaining, command.FundsSpent, command.Problems)];
}
