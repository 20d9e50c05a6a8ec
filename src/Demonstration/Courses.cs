using System.Globalization;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Demonstration;

/// <summary>The steps of ordinary courses, written into a dossier.</summary>
internal static class Courses
{
    private static Texts Texts => Phrasebook.Texts;

    /// <summary>Registered with its photos; discovered on the dossier's day, which may lie before the day of registration.</summary>
    public static void Register(this Dossier file, DateOnly foundOn, DateOnly registeredOn)
    {
        file.FoundAt(foundOn);
        var dice = file.Dice;
        var register = new RegisterHazard(
            foundOn, file.Source, file.Area, file.Sector, Enum.Parse<Category>(file.Defect.Category, ignoreCase: true),
            file.Party.IsLicensed ? file.Party.Id : null, file.Party.IsLicensed ? null : file.Party.Id, file.Place, file.Description,
            [file.FinderActor.Person], dice.Chance(30) ? PointOf(dice) : null, dice.Chance(46) ? ["rootCause"] : [], null,
            file.Source == DiscoverySource.HigherLevelSupervision ? DispatchOf(file, foundOn) : null,
            file.Source == DiscoverySource.DataPlatformAlert ? new("mqa", $"MQA-{foundOn:yyyyMMdd}-{dice.Between(0, 0xFFFFFF):X6}") : null);
        file.Add(registeredOn, file.FinderActor, register, new(Basis: "WSL-41", Evidence: "before"));
    }

    public static void GradeGeneral(this Dossier file, DateOnly on) => file.Add(on, file.FinderActor with { Role = "grader" }, new GradeHazard(
        Grade.General, [], GradingMethod.Direct, "危害和整改难度较小，发现后能够立即整改排除", null, null));

    /// <summary>Graded as major by the department, with the clause that says so.</summary>
    public static void GradeMajor(this Dossier file, DateOnly on)
    {
        var clause = file.Defect.Major ?? new("生产安全事故隐患判定通则", "综合判定");
        var panel = file.Dice.Chance(15) ? new Panel(7, file.Dice.Between(5, 7)) : null;
        file.Add(on, Dossier.Official(file.Handler, 3, "grader"), new GradeHazard(
            Grade.Major, [new(clause.Standard, clause.Clause)], panel is null ? GradingMethod.Direct : GradingMethod.Expert,
            $"{file.Defect.Text}，符合重大事故隐患判定情形", panel, null), new(Basis: "WSL-118", Note: "经集体讨论"));
    }

    /// <summary>Found and fixed during the same visit.</summary>
    public static void OnTheSpot(this Dossier file, DateOnly on, int closingLag)
    {
        file.Register(on, on);
        if (file.Dice.Chance(88))
        {
            file.GradeGeneral(on);
        }

        file.Add(on, file.FinderActor, new RectifyOnTheSpot(file.Defect.Measures, file.FinderActor.Person), new(Evidence: "after", Note: file.Dice.Pick(Texts.OnTheSpotNotes)));
        file.Close(closingLag == 0 ? on : Days.Working(on.AddDays(closingLag)));
    }

    /// <summary>The whole course of a general hazard by its schedule.</summary>
    public static void Follow(this Dossier file, Schedule plan)
    {
        file.Register(plan.FoundOn, plan.RegisteredOn);
        if (file.Dice.Chance(92))
        {
            file.GradeGeneral(plan.RegisteredOn);
        }

        file.BeginWork(plan);
        file.FinishWork(plan);
    }

    /// <summary>Assigned, then ordered by an authority, or begun by the enterprise that found it.</summary>
    public static void BeginWork(this Dossier file, Schedule plan)
    {
        if (file.Finder == Offices.CommitteeOffice || (!file.IsSelfFound && file.Dice.Chance(22)))
        {
            var to = file.Dice.Chance(50) ? file.Handler : Offices.TownOf(file.Party.Area);
            file.Add(plan.RegisteredOn, Dossier.Official(Offices.CommitteeOffice, 4, "dispatcher"), new AssignHazard(to, null, "", plan.Deadline), new(Offices.Assignments));
        }

        if (file.IsSelfFound)
        {
            file.Add(plan.OrderedOn, file.FinderActor, new StartSelfRectification(plan.Deadline, file.FinderActor.Person), new(Basis: "WSL-41", Note: "企业自查自改"));
            return;
        }

        file.Order(plan.OrderedOn, plan.Deadline, [file.Defect.Measures]);
    }

    public static void Order(this Dossier file, DateOnly on, DateOnly deadline, IReadOnlyList<string> requirements)
    {
        var kind = deadline.DayNumber - on.DayNumber <= 3 ? OrderKind.Immediate : OrderKind.Limited;
        file.Add(on, file.Handling, new OrderRectification(kind, deadline, requirements, on, file.Party.Id), new(Offices.SeriesOf(file.Handler), "WSL-65", "notice"));
    }

    /// <summary>Notes on the way, the report, perhaps a failed inspection, the acceptance and the closing.</summary>
    public static void FinishWork(this Dossier file, Schedule plan, string? report = null)
    {
        if (file.Dice.Chance(30) && plan.DoneOn > plan.OrderedOn.AddDays(3))
        {
            file.Add(plan.OrderedOn.AddDays(file.Dice.Between(1, 3)), file.Handling, new AddNote(), new(Note: file.Dice.Fill(file.Dice.Pick(Texts.ProgressNotes))));
        }

        if (plan.Deadline < plan.ReportedOn.AddDays(-3))
        {
            file.Add(plan.Deadline.AddDays(3), file.Handling, new AddNote(), new(Note: file.Dice.Pick(Texts.OverdueNotes)));
        }

        file.Report(plan.DoneOn, plan.ReportedOn, report);
        if (plan is { FailedOn: { } failedOn, ReportedAgainOn: { } againOn })
        {
            file.Fail(failedOn);
            file.Report(againOn, againOn, report);
        }

        file.Pass(plan.AcceptedOn);
        file.Close(plan.ClosedOn);
    }

    public static void Report(this Dossier file, DateOnly doneOn, DateOnly on, string? report)
    {
        long? cost = file.Dice.Chance(60) ? file.Dice.Between(2, report is null ? 120 : 900) * (report is null ? 100L : 1000L) : null;
        var worker = file.IsSelfFound ? file.FinderActor : Offices.SafetyOfficerOf(file.Party);
        file.Add(on, worker, new ReportCompletion(doneOn, file.Defect.Measures, cost, report), new(Evidence: "after"));
        if (file.Dice.Chance(12))
        {
            file.Add(on, worker, new AddEvidence(), new(Evidence: "record", Note: file.Dice.Pick(Texts.EvidenceNotes)));
        }
    }

    public static void Fail(this Dossier file, DateOnly on, string? reason = null)
    {
        var inspectors = Offices.InspectorsOf(file.Handler, file.Dice);
        file.Add(on, new(inspectors[0], file.Handler, "inspector"), new InspectAcceptance(
            AcceptanceResult.Failed, inspectors, [reason ?? file.Dice.Pick(Texts.FailReasons)]), new(SeriesOfReview(file), "WSL-65", "inspection"));
    }

    public static void Pass(this Dossier file, DateOnly on)
    {
        var inspectors = Offices.InspectorsOf(file.Handler, file.Dice);
        file.Add(on, new(inspectors[0], file.Handler, "inspector"), new InspectAcceptance(AcceptanceResult.Passed, inspectors, null), new(SeriesOfReview(file), "WSL-65", "inspection"));
    }

    public static void Close(this Dossier file, DateOnly on) =>
        file.Add(on, file.Handling with { Role = "closer" }, new CloseHazard(ClosureKind.Rectified), new(Note: file.Dice.Chance(40) ? file.Dice.Pick(Texts.CloseNotes) : null));

    public static void Reopen(this Dossier file, DateOnly on, DateOnly deadline) =>
        file.Add(on, file.Handling, new ReopenHazard(file.Dice.Pick(Texts.ReopenCauses), deadline, null), new(Basis: "WSL-65", Evidence: "before"));

    private static string SeriesOfReview(Dossier file) => Offices.SeriesOf(file.Handler).Replace("责改", "复查", StringComparison.Ordinal);

    private static string DispatchOf(Dossier file, DateOnly on) =>
        $"{file.Dice.Pick(Texts.Dispatches)}〔{on.Year}〕{on.DayOfYear / 14 + 1}号-{Digests.Sha256(file.Description + file.Place + on.DayNumber.ToString(CultureInfo.InvariantCulture))[..6]}";

    private static GeoPoint PointOf(Dice dice) => new(Math.Round(119.0 + dice.Below(9000) / 100_000.0, 5), Math.Round(25.38 + dice.Below(9000) / 100_000.0, 5), "GCJ-02");
}
