using System.Text.Json;
using System.Text.Json.Nodes;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Tests;

/// <summary>Random commands of the right form, most of them legal, many of them late; all choices come from the seed.</summary>
internal sealed class FuzzCommands(Random random, FuzzTwin twin)
{
    private static readonly string[] Areas = ["350304001", "350304103", "350302001"];
    private static readonly string[] Sectors = ["fire", "industryTrade", "construction"];
    private int _listings;

    /// <summary>The body of a command's request: its own members and the entry's.</summary>
    public static JsonObject Body(HazardCommand command, Entry entry)
    {
        if (command is ApproveProposal)
        {
            return [];
        }

        var body = command is CancelEntry cancel ? new JsonObject { ["reason"] = cancel.Reason }
            : command is RefuseProposal refuse ? new JsonObject { ["reason"] = refuse.Reason }
            : JsonSerializer.SerializeToNode(command, command.GetType(), EventJson.Options)!.AsObject();
        body["occurredOn"] = entry.OccurredOn.ToString("yyyy-MM-dd");
        body["lateReason"] = entry.LateReason;
        body["note"] = entry.Note;
        body["evidence"] = JsonSerializer.SerializeToNode(entry.Evidence, EventJson.Options);
        return body;
    }

    /// <summary>The route of a command on a hazard.</summary>
    public static string Route(Guid hazard, HazardCommand command) => command switch
    {
        RegisterHazard => "/v1/hazards",
        CancelEntry cancel => $"/v1/hazards/{hazard}/entries/{cancel.Position}/cancellations",
        ApproveProposal approve => $"/v1/hazards/{hazard}/proposals/{approve.N}/approvals",
        RefuseProposal refuse => $"/v1/hazards/{hazard}/proposals/{refuse.N}/refusals",
        _ => $"/v1/hazards/{hazard}/{HazardCommands.Of(command).Route}",
    };

    public RegisterHazard Registration(DateOnly day) => new(
        random.Next(3) == 0 ? day.AddDays(-random.Next(40)) : null, (DiscoverySource)random.Next(16), Pick(Areas), Pick(Sectors), Category.Thing, null, "SITE-" + random.Next(3),
        "二号楼", "疏散通道堆放杂物", ["P-1"], null, random.Next(3) == 0 ? ["rootCause"] : null, null, null, null);

    public DateOnly Day() => Bodies.Today.AddDays(random.Next(5) == 0 ? -random.Next(60) : -random.Next(2));

    public HazardCommand Next(Guid hazard, DateOnly day) => random.Next(26) switch
    {
        0 or 1 => Grading(day),
        2 => new RectifyOnTheSpot("done", "P-1"),
        3 => new AssignHazard("U-" + random.Next(3), null, "slip", null),
        4 or 5 or 6 => new OrderRectification(OrderKind.Limited, day.AddDays(random.Next(25)), ["do"], null, null),
        7 => new StartSelfRectification(day.AddDays(5), "P-9"),
        8 or 9 or 10 => new ReportCompletion(random.Next(2) == 0 ? day.AddDays(-random.Next(2)) : null, "did", random.Next(2) == 0 ? 1200 : null, "report"),
        11 or 12 or 13 => new InspectAcceptance(AcceptanceResult.Passed, ["P-7", "P-8"], null),
        14 => new InspectAcceptance(AcceptanceResult.Failed, ["P-7", "P-8"], ["not done"]),
        15 or 16 => new CloseHazard((ClosureKind)random.Next(3)),
        17 => new ListForSupervision("L-" + (random.Next(4) == 0 ? random.Next(5) : 100 + ++_listings), (Level)random.Next(5), "GOV", null, "SUP", "ENT", null, day.AddDays(20), null),
        18 => new DelistHazard(Listing(hazard) ?? "L-0", DelistingGround.Rectified),
        19 => Listing(hazard) is { } no ? new RevokeListing(no, "mistake") : new ReopenHazard("relapse", day.AddDays(9), null),
        20 => new ReopenHazard("relapse", day.AddDays(9), null),
        21 => random.Next(3) == 0 ? new VoidHazard(VoidReason.NotFound) : new MergeHazard(Any(), "twice"),
        22 => Correction(day),
        23 => new PublishListing(Listing(hazard) ?? "L-0", "paper", null),
        24 => random.Next(2) == 0 ? new AddNote() : new AddEvidence(),
        _ => Cancellation(hazard),
    };

    /// <summary>What another clerk says to something that waits on a hazard; null when nothing does.</summary>
    public HazardCommand? Answer(Guid hazard)
    {
        var waiting = twin.Stories.GetValueOrDefault(hazard)?.Now.Proposals.Where(proposal => proposal.State == ProposalState.Pending).ToList() ?? [];
        return waiting.Count == 0 || random.Next(4) == 0 ? null
            : random.Next(6) == 0 ? new RefuseProposal(waiting[0].N, "not so") : new ApproveProposal(waiting[random.Next(waiting.Count)].N);
    }

    public Guid Any() => twin.Stories.Keys.ElementAt(random.Next(twin.Stories.Count));

    private GradeHazard Grading(DateOnly day) => new(
        (Grade)(1 + random.Next(2)), [new("GB 35181-2025", "6.1")], GradingMethod.Direct, "by the standard", null, random.Next(3) == 0 ? day.AddDays(-random.Next(5)) : null);

    private CancelEntry Cancellation(Guid hazard)
    {
        var version = 1 + random.Next((int)twin.Stories[hazard].Version);
        return new(twin.PositionOf(hazard, version), version, "wrong hazard");
    }

    private CorrectHazard Correction(DateOnly day) => random.Next(5) switch
    {
        0 => new(CorrectableField.DiscoveredOn, day.AddDays(-random.Next(30)).ToString("yyyy-MM-dd"), "typo", null),
        1 => new(CorrectableField.Sector, Pick(Sectors), "typo", null),
        2 => new(CorrectableField.Area, Pick(Areas), "moved", day.AddDays(-random.Next(6))),
        3 => new(CorrectableField.Source, "leaderVisit", "typo", null),
        _ => new(CorrectableField.Area, Pick(Areas), "typo", null),
    };

    private string? Listing(Guid hazard) => twin.Stories[hazard].Now.Listing?.ListingNo;

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
