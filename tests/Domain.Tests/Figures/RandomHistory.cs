using HazardLedger.Domain.Calendars;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;

namespace HazardLedger.Domain.Tests.Figures;

/// <summary>A small ledger of hazards grown by random commands through the real decider: back-dated, corrected, re-graded, listed,
/// escalated, revoked, stopped, planned, fined, reopened, merged, voided, cancelled, what takes two people proposed and mostly approved, in several areas, campaigns and years. All choices
/// come from the seed. The tests of the domain and of the projections grow the same ones.</summary>
internal sealed partial class RandomHistory(int seed)
{
    private static readonly string[] Areas = ["350304001", "350304103", "Z-350304-01", "350302001"];
    private static readonly string[]?[] Campaigns = [null, ["rootCause"], ["winter", "rootCause"]];
    private static readonly string[] Sectors = ["fire", "gas", "industryTrade"];
    private static readonly DateOnly First = new(2025, 12, 5);
    public const int Days = 60;

    /// <summary>How many seeds the laws are tried on: eight stories each, some five hundred, or ten thousand in the long run.</summary>
    public static int SeedCount { get; } = Environment.GetEnvironmentVariable("HAZARDLEDGER_TEST_LONG") == "1" ? 1250 : 60;

    private readonly Random _random = new(seed);
    private int _listings;

    public Dictionary<Guid, Story> Stories { get; } = [];

    /// <summary>Every recorded event in ledger order, with the story before and after.</summary>
    public List<(Guid Hazard, Story Before, Story After)> Journal { get; } = [];

    public int Refused { get; private set; }

    public static DateOnly DayAt(int index) => First.AddDays(index);

    public RandomHistory Grow(int hazards, int steps)
    {
        for (var i = 0; i < hazards; i++)
        {
            var source = (DiscoverySource)_random.Next(16);
            Post(NewId(), new RegisterHazard(
                _random.Next(3) == 0 ? DayAt(_random.Next(3)) : null, source, Pick(Areas), Pick(Sectors), Category.Thing, null, "S-" + _random.Next(3),
                "there", "that", ["P-1"], null, Campaigns[_random.Next(Campaigns.Length)], _random.Next(4) == 0 ? "H-0" : null, null, null), DayAt(3 + _random.Next(10)));
        }

        for (var i = 0; i < steps; i++)
        {
            var id = Stories.Keys.ElementAt(_random.Next(Stories.Count));
            // Mostly forward in time, often entered late.
            var day = DayAt(Math.Min(Days - 1, 3 + i * Days / steps)).AddDays(_random.Next(3) == 0 ? -_random.Next(20) : 0);
            Post(id, _random.Next(3) == 0 ? SensibleCommand(Stories[id].Now, day) : RandomCommand(Stories[id], day), day);
        }

        return this;
    }

    private void Post(Guid id, HazardCommand command, DateOnly day)
    {
        var story = Stories.GetValueOrDefault(id, Story.Empty);
        var entry = new Entry
        {
            OccurredOn = day, Actor = new("P-" + _random.Next(4), OrganisationFor(command, story), "recorder"), Evidence = [Given.Photo], LateReason = "paper",
        };
        var desk = new Desk(DayAt(Days), new Policy(), WorkingCalendar.China);
        var decision = HazardDecider.Decide(command, entry, story, desk);
        if (decision.Refusal == HazardRefusals.SecondPersonRequired)
        {
            Record(id, HazardDecider.DecideProposal(command, entry, story, desk), entry);
            Answer(id, day);
            return;
        }

        (command, entry) = HazardDecider.Meant(command, entry, story);
        if (decision.Refusal is null && command is MergeHazard merge)
        {
            var absorption = HazardDecider.DecideAbsorption(merge, id, story, entry, Stories[merge.Survivor]);
            if (absorption.Refusal is null)
            {
                Record(id, decision, entry);
                Record(merge.Survivor, absorption, entry with { Proposal = null });
            }

            return;
        }

        if (_random.Next(8) == 0 && story.Version > 0)
        {
            Record(id, HazardDecider.DecideOverdue(entry, story), entry);
            return;
        }

        Refused += decision.Refusal is null ? 0 : 1;
        Record(id, decision, entry);
    }

    // Some wait for ever, some are refused, and some are approved by nobody but who proposed them, which is refused.
    private void Answer(Guid id, DateOnly day)
    {
        var waiting = Stories[id].Now.Proposals.Where(proposal => proposal.State == ProposalState.Pending).Select(proposal => proposal.N).ToList();
        if (waiting.Count > 0 && _random.Next(8) > 0)
        {
            var n = waiting[_random.Next(waiting.Count)];
            Post(id, _random.Next(8) == 0 ? new RefuseProposal(n, "not so") : new ApproveProposal(n), day);
        }
    }

    private void Record(Guid id, Decision decision, Entry entry)
    {
        foreach (var recorded in decision.Events)
        {
            var before = Stories.GetValueOrDefault(id, Story.Empty);
            Stories[id] = before.With(recorded, entry);
            Journal.Add((id, before, Stories[id]));
        }
    }

    private HazardCommand RandomCommand(Story story, DateOnly day) => _random.Next(54) switch
    {
        < 16 when story.Now is { Lifecycle: Lifecycle.Registered, Grade: not Grade.Major } fresh && day <= fresh.DiscoveredOn.AddDays(1) => new RectifyOnTheSpot("done", "P-1"),
        0 or 1 => Given.Grade((Grade)(1 + _random.Next(2))) with { EffectiveOn = _random.Next(3) == 0 ? day.AddDays(-_random.Next(5)) : null },
        2 => new RectifyOnTheSpot("done", "P-1"),
        3 => new AssignHazard("U-" + _random.Next(3), null, "slip", null),
        4 or 5 or 6 => new OrderRectification(OrderKind.Limited, day.AddDays(_random.Next(25)), ["do"], null, null),
        7 => new StartSelfRectification(day.AddDays(5), "P-9"),
        8 or 9 or 10 => new ReportCompletion(_random.Next(2) == 0 ? day.AddDays(-_random.Next(2)) : null, "did", null, "report"),
        11 or 12 or 13 => Given.Pass() with { Inspectors = ["P-7", "P-8"] },
        14 => Given.Fail() with { Inspectors = ["P-7", "P-8"] },
        15 or 16 => Given.Close(),
        17 or 23 or 33 => new ListForSupervision("L-" + ++_listings, (Level)_random.Next(5), "ORG", null, "SUP", "ENT", null, day.AddDays(20), null),
        18 => new DelistHazard(story.Now.Listing?.ListingNo ?? "L-0", DelistingGround.Rectified),
        19 => story.Now.Listing is { } listing ? new RevokeListing(listing.ListingNo, "mistake") : new ReopenHazard("relapse", day.AddDays(9), null),
        20 => new ReopenHazard("relapse", day.AddDays(9), null),
        21 => _random.Next(4) == 0 ? new VoidHazard(VoidReason.NotFound) : new MergeHazard(Stories.Keys.ElementAt(_random.Next(Stories.Count)), "twice"),
        22 => Correction(day),
        < 33 and > 23 => Rectification(story, day),
        > 43 => Supervision(story, day),
        > 35 => Control(story, day),
        34 or 35 when story.Now.Listing is { } shown => new PostOnSiteNotice(shown.ListingNo, "gate " + _random.Next(2)),
        _ => new CancelEntry(1, 1 + _random.Next((int)story.Version), "wrong hazard"),
    };

    private HazardCommand Rectification(Story story, DateOnly day) => _random.Next(9) switch
    {
        0 or 1 => Given.Plan() with { Deadline = day, Funds = new(40_000 + (10_000 * _random.Next(3)), "own means", _random.Next(3) > 0) },
        2 => new DecidePlan((PlanVerdict)_random.Next(2), null),
        3 when story.Now.Items.Count == 0 => new AddItem(1 + _random.Next(2), "part", null),
        3 or 4 => new CompleteItem(1 + _random.Next(2)),
        5 => new ReportProgress(_random.Next(100), "some", null, null, null),
        6 or 7 when story.Now is { Deadline: { } deadline } && deadline > day.AddDays(10) => new RequestExtension(deadline.AddDays(9), "late delivery", "guards"),
        6 when story.Now.Extension is not { Status: RequestStatus.Pending } => new RequestExtension(day.AddDays(11 + _random.Next(30)), "late delivery", "guards"),
        _ => new DecideExtension((Verdict)_random.Next(2), null),
    };

    private HazardCommand Control(Story story, DateOnly day) => _random.Next(6) switch
    {
        0 or 1 => new ImposeControl("C-" + _random.Next(2), ControlKind.StopUseEquipment, "all", day, null),
        2 => new ExtendControl("C-" + _random.Next(2), day.AddDays(9), "unsafe"),
        3 or 4 when story.Now.Resumption is not { Status: RequestStatus.Pending } => new RequestResumption(["C-" + _random.Next(2)], null),
        3 or 4 => new DecideResumption((Verdict)_random.Next(2), ["P-8"], "seen"),
        _ => new LiftControl("C-" + _random.Next(2), "safe", null),
    };

    private HazardCommand Supervision(Story story, DateOnly day) => _random.Next(19) switch
    {
        14 => new PlanLookBack(day.AddDays(_random.Next(9)), null),
        15 or 16 => new PublishListing(story.Now.Listing?.ListingNo ?? "L-0", "website", null),
        17 => new AddEvidence(),
        18 => new AddNote(),
        0 or 1 when story.Now.Handover is { Status: RequestStatus.Pending } => new AnswerAssignment((AssignmentAnswer)_random.Next(2), "not ours"),
        0 or 1 or 2 => new TransferHazard("REG-" + _random.Next(3), "gas"),
        3 or 4 or 5 or 6 when story.Now.Listing is { Level: < Level.State } listing =>
            new EscalateListing(listing.ListingNo, "L-" + ++_listings, listing.Level + 1, "ORG", day.AddDays(30), "overdue"),
        3 => new IssueNotice((NoticeKind)_random.Next(4), "U-1", null),
        4 => new ExposePublicly("website", null),
        5 => new DecideReward("R6", 3_000, "R-" + _random.Next(2)),
        6 => new LookBack(LookBackOutcome.Holds, ["P-1"]),
        < 10 => new OpenPenaltyCase("P-" + _random.Next(2), "WSL-102"),
        < 13 => new DecidePenalty("P-" + _random.Next(2), 10_000 * _random.Next(4), null, null),
        _ => new RevokePenalty("P-" + _random.Next(2), "wrong law"),
    };

    private string OrganisationFor(HazardCommand command, Story story) => command switch
    {
        RegisterHazard => "ORG-" + _random.Next(3),
        AnswerAssignment => story.Now.Handover?.To ?? "ORG",
        _ => "ORG",
    };

    private CorrectHazard Correction(DateOnly day) => _random.Next(6) switch
    {
        0 => new(CorrectableField.DiscoveredOn, DayAt(_random.Next(8)).ToString("yyyy-MM-dd"), "typo", null),
        1 => new(CorrectableField.Sector, Pick(Sectors), "typo", null),
        2 => new(CorrectableField.Area, Pick(Areas), "moved", day.AddDays(-_random.Next(6))),
        3 => new(CorrectableField.Source, Pick(["publicReport", "workerReport"]), "typo", null),
        4 => new(CorrectableField.Enterprise, "E-" + _random.Next(2), "named", day.AddDays(-_random.Next(4))),
        _ => new(CorrectableField.Area, Pick(Areas), "typo", null),
    };

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private Guid NewId()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new(bytes);
    }
}
