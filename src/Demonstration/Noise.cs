using HazardLedger.Domain.Hazards;

namespace HazardLedger.Demonstration;

/// <summary>What must not move the figures, or moves them only for those who know it: duplicates, voids, reopenings, wrong areas, late finds.</summary>
internal static class Noise
{
    /// <summary>Closed, reopened after a look-back; closed once more by the cut when <paramref name="closeAgain"/>.</summary>
    public static IEnumerable<Dossier> Reopened(int count, bool closeAgain) => Enumerable.Range(0, count).Select(i =>
    {
        var file = Finds.General($"reopened/{(closeAgain ? "closed" : "open")}/{i}");
        var plan = Schedule.Until(Fate.Finished, file.Dice, file.Sector, Days.YearStart, new(2026, 3, 20));
        while (plan.ClosedOn > new DateOnly(2026, 4, 10))
        {
            plan = Schedule.Until(Fate.Finished, file.Dice, file.Sector, Days.YearStart, new(2026, 3, 20));
        }

        file.Follow(plan);
        if (closeAgain)
        {
            var on = Days.Working(new DateOnly(2026, 4, 13).AddDays(file.Dice.Below(14)));
            file.Reopen(on, on.AddDays(15));
            file.Report(on.AddDays(9), on.AddDays(9), null);
            file.Pass(Days.Working(on.AddDays(12)));
            file.Close(Days.Working(on.AddDays(13)));
            return file;
        }

        var again = Days.Working(new DateOnly(2026, 5, 25).AddDays(i == 0 ? 0 : 8 + file.Dice.Below(12)));
        file.Reopen(again, again.AddDays(i == 0 ? 15 : 20));
        return file;
    });

    /// <summary>Second registrations of hazards that are merged into the first ones.</summary>
    public static IEnumerable<Dossier> Duplicates(IReadOnlyList<Dossier> survivors) => survivors.Select((survivor, i) =>
    {
        var file = Finds.Again($"duplicate/{i}", survivor);
        var foundOn = survivor.FoundOn.AddDays(file.Dice.Between(-2, 3));
        foundOn = foundOn < Days.YearStart ? survivor.FoundOn : foundOn;
        file.Register(foundOn, foundOn);
        file.GradeGeneral(foundOn);
        if (i % 4 == 1)
        {
            file.Add(foundOn.AddDays(1), Dossier.Official(Offices.CommitteeOffice, 4, "dispatcher"), new AssignHazard(file.Handler, null, "", foundOn.AddDays(15)), new(Offices.Assignments));
        }

        var registered = DateOnly.FromDateTime(survivor.Drafts[0].RecordedAt.DateTime);
        var known = file.LastRecordedOn > registered ? file.LastRecordedOn : registered;
        var on = Days.Working(known.AddDays(file.Dice.Between(1, 5)));
        file.Add(on, file.Handling, new MergeHazard(survivor.Id, file.Dice.Pick(Phrasebook.Texts.MergeReasons)), new(ApprovedBy: Dossier.Official(file.Handler, 6, "approver")));
        return file;
    });

    /// <summary>Registrations that should never have been.</summary>
    public static IEnumerable<Dossier> Voided(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var file = Finds.General($"voided/{i}");
        var foundOn = Days.Draw(file.Dice, Days.YearStart.AddDays(i * 26), Days.YearStart.AddDays(i * 26 + 25));
        file.Register(foundOn, foundOn);
        var reason = i % 2 == 0 ? VoidReason.NotFound : i == 3 ? VoidReason.OutOfScope : VoidReason.RegisteredInError;
        file.Add(Days.Working(foundOn.AddDays(file.Dice.Between(1, 5))), file.Handling, new VoidHazard(reason), new(
            Note: reason == VoidReason.NotFound ? "现场核查未发现所述问题" : "登记有误，予以作废", ApprovedBy: Dossier.Official(file.Handler, 6, "approver")));
        return file;
    });

    /// <summary>Hazards of this district that stood under the neighbouring one until corrected.</summary>
    public static IEnumerable<Dossier> MovedIn(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var file = Finds.Misplaced($"moved-in/{i}");
        file.Follow(Schedule.Until(Fate.Finished, file.Dice, file.Sector, new(2026, 3, 2), new(2026, 4, 30)));
        file.Add(new DateOnly(2026, 6, 9).AddDays(i), Dossier.Official("350302-EMB", 2, "caseHandler"), new CorrectHazard(
            CorrectableField.Area, file.Party.Area, "企业注册地址跨区变更，实际生产地址在荔城区", null), new(ApprovedBy: Dossier.Official(Offices.Emergency, 6, "approver")));
        return file;
    });

    public static IEnumerable<Dossier> Neighbours(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var file = Finds.Neighbouring($"neighbour/{i}");
        file.Follow(Schedule.General(file.Dice, file.Sector, Days.Draw(file.Dice, Days.YearStart, new(2026, 6, 12)), late: false));
        return file;
    });

    /// <summary>Found on 15 June and recorded on the 19th, a holiday: only who knows it then counts them.</summary>
    public static IEnumerable<Dossier> FoundBeforeKnownAfter(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var (foundOn, orderedOn) = (new DateOnly(2026, 6, 15), new DateOnly(2026, 6, 22));
        var file = Finds.General($"known-after/{i}", lateUntil: new(2026, 6, 19));
        file.Register(foundOn, foundOn);
        file.GradeGeneral(foundOn);
        file.BeginWork(Schedule.General(file.Dice, file.Sector, foundOn, late: false) with { RegisteredOn = new(2026, 6, 19), OrderedOn = orderedOn, Deadline = orderedOn.AddDays(15) });
        return file;
    });

    /// <summary>Found after the cut.</summary>
    public static IEnumerable<Dossier> FoundAfter(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var file = Finds.General($"found-after/{i}");
        var foundOn = Days.Draw(file.Dice, Days.Cut.AddDays(1), Days.End.AddDays(-1));
        if (i % 3 == 0)
        {
            file.OnTheSpot(foundOn, 0);
        }
        else
        {
            file.Follow(Schedule.General(file.Dice, file.Sector, foundOn, late: false) with { RegisteredOn = foundOn });
        }

        return file;
    });
}
