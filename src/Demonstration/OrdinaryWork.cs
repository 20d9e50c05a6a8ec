namespace HazardLedger.Demonstration;

/// <summary>The ordinary hazards of the half-year: finished by the cut, or open at it.</summary>
internal static class OrdinaryWork
{
    /// <summary>General hazards fixed during the visit.</summary>
    public static IEnumerable<Dossier> OnTheSpot(int count) => Make("on-the-spot", count, (file, i) =>
    {
        var on = Days.Draw(file.Dice, Days.YearStart, Days.Cut);
        file.OnTheSpot(on, file.Dice.Chance(90) ? 0 : file.Dice.Between(1, 3));
    });

    /// <summary>General hazards ordered or begun by the enterprise, and accepted by the cut.</summary>
    public static IEnumerable<Dossier> Finished(int count) => Make("finished", count, (file, i) =>
        file.Follow(Schedule.Until(Fate.Finished, file.Dice, file.Sector, Days.YearStart, Days.Cut)));

    public static IEnumerable<Dossier> NotYetDue(int count) => Make("not-yet-due", count, (file, i) =>
        file.Follow(Schedule.Until(Fate.NotYetDue, file.Dice, file.Sector, new(2026, 5, 16), Days.Cut)));

    public static IEnumerable<Dossier> Overdue(int count) => Make("overdue", count, (file, i) =>
        file.Follow(Schedule.Until(Fate.Overdue, file.Dice, file.Sector, new(2026, 4, 1), new(2026, 6, 8))));

    public static IEnumerable<Dossier> Awaiting(int count) => Make("awaiting", count, (file, i) =>
        file.Follow(Schedule.Until(Fate.AwaitingAcceptance, file.Dice, file.Sector, new(2026, 5, 1), new(2026, 6, 14))));

    public static IEnumerable<Dossier> NoDeadline(int count) => Make("no-deadline", count, (file, i) =>
        file.Follow(Schedule.Until(Fate.NoDeadline, file.Dice, file.Sector, new(2026, 6, 15), Days.Cut)));

    /// <summary>Entered from paper weeks or months after they were found and put right.</summary>
    public static IEnumerable<Dossier> EnteredLate(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var dice = new Dice($"late-entry/{i}/days");
        var plan = Schedule.Until(Fate.Finished, dice, "other", Days.YearStart, new(2026, 4, 20));
        var file = Finds.General($"late-entry/{i}", Days.Working(plan.FoundOn.AddDays(dice.Between(6, 42))));
        file.Follow(plan);
        return file;
    });

    /// <summary>Found before the year began and open on its first day; accepted in it.</summary>
    public static IEnumerable<Dossier> CarriedOverAndClosed(int count) => Make("carry-over", count, (file, i) =>
    {
        var plan = Schedule.General(file.Dice, file.Sector, new(2025, 12, 15), late: false);
        do
        {
            plan = Schedule.General(file.Dice, file.Sector, Days.Draw(file.Dice, new(2025, 10, 9), new(2025, 12, 30)), late: file.Dice.Chance(40));
        }
        while (plan.AcceptedOn < Days.YearStart || plan.OrderedOn > new DateOnly(2025, 12, 31));

        file.Follow(plan);
    });

    /// <summary>Found before the year began and still open: ordered anew, with a later date each time.</summary>
    public static IEnumerable<Dossier> CarriedOverAndOpen(int count) => Make("carry-over-open", count, (file, i) =>
    {
        var foundOn = Days.Draw(file.Dice, new(2025, 9, 8), new(2025, 12, 12));
        file.Register(foundOn, foundOn);
        file.GradeGeneral(foundOn);
        file.Order(Days.Working(foundOn.AddDays(1)), foundOn.AddDays(60), [file.Defect.Measures]);
        file.Add(foundOn.AddDays(64), file.Handling, new Domain.Hazards.AddNote(), new(Note: file.Dice.Pick(Phrasebook.Texts.OverdueNotes)));
        var again = Days.Working(foundOn.AddDays(66 + file.Dice.Below(20)));
        file.Order(again, i % 2 == 0 ? new(2026, 5, 29) : new(2026, 7, 31), [file.Defect.Measures, "限期内未完成的，依法从重处理"]);
        if (i == count - 1)
        {
            file.Report(new(2026, 6, 15), new(2026, 6, 16), null);
            file.Pass(new(2026, 6, 25));
            file.Close(new(2026, 6, 25));
        }
    });

    private static IEnumerable<Dossier> Make(string kind, int count, Action<Dossier, int> write) => Enumerable.Range(0, count).Select(i =>
    {
        var file = Finds.General($"{kind}/{i}");
        write(file, i);
        return file;
    });
}
