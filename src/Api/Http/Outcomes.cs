using HazardLedger.Api.Recording;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Api.Http;

/// <summary>Counts what was answered, for the meters.</summary>
internal static class Outcomes
{
    /// <summary>Counts one answer by route and outcome, a refusal also by its code.</summary>
    public static void Count(string route, RecordOutcome outcome, FigureColumns figures)
    {
        Telemetry.Answered(route, outcome.GetType().Name);
        switch (outcome)
        {
            case RefusedByRule refused:
                Telemetry.Refused(refused.Refusal.Code);
                break;
            case Recorded recorded:
                Telemetry.Reached(recorded.LastPosition, figures.Position);
                break;
            default:
                break;
        }
    }
}
