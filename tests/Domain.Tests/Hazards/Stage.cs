using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>Hazards in each state, with the days that the specs speak of. Versions are in the order of the steps.</summary>
internal static class Stage
{
    public static readonly Guid Survivor = new("0197aaaa-0000-7000-8000-000000000001");
    public static readonly Actor Government = new("P-5", "350304-GOV", "listingBody");
    public static readonly Actor Chief = new("P-7", "350304-EMB", "approver");

    public static Given Registered => Given.Registered;

    public static Given Rectifying => Registered.After("2026-03-03", Given.Order("2026-03-25"));

    public static Given Pending => Rectifying.After("2026-03-10", Given.Report(), Given.Enterprise);

    public static Given Accepted => Pending.After("2026-03-12", Given.Pass());

    public static Given Closed => Accepted.After("2026-03-13", Given.Close());

    public static Given Reopened => Closed.After("2026-03-20", new ReopenHazard("found again", Given.Day("2026-04-20"), null));

    public static Given Voided => Registered.After("2026-03-04", new VoidHazard(VoidReason.NotFound));

    public static Given Merged => Registered.After("2026-03-04", new MergeHazard(Survivor, "same exit"));

    public static Given Major => Registered.After("2026-03-02", Given.Grade(Grade.Major));

    public static Given MajorRectifying => Major.After("2026-03-03", Given.Order("2026-03-25"));

    /// <summary>Registered 1, graded 2, ordered 3, listed 4.</summary>
    public static Given Listed => MajorRectifying.After("2026-03-05", Given.List(), Government);

    /// <summary>… reported 5, accepted 6.</summary>
    public static Given ListedAccepted => Listed
        .After("2026-04-01", Given.Report() with { Report = "own acceptance of 04-01" }, Given.Enterprise)
        .After("2026-04-03", Given.Pass());

    /// <summary>… delisted 7.</summary>
    public static Given Delisted => ListedAccepted.After("2026-04-07", new DelistHazard("L-1", DelistingGround.Rectified), Government);

    /// <summary>… with a plan dated 03-06, before it was delisted: 8.</summary>
    public static Given DelistedWithPlan => Delisted.After("2026-03-06", Given.Plan(), Given.Enterprise);
}
