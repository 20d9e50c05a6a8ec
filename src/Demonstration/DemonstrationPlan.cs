using HazardLedger.Domain.Hazards;

namespace HazardLedger.Demonstration;

/// <summary>The demonstration ledger: a fictional half-year that reproduces published figures through believable noise.</summary>
public static class DemonstrationPlan
{
    /// <summary>Last day of the published figures.</summary>
    public static DateOnly CutOn => Days.Cut;

    /// <summary>Number of the listing that docs/walkthrough.md follows.</summary>
    public static string WalkthroughListing => KnownCases.DustListing;

    /// <summary>The fictional enterprises and sites, for those who show names beside codes.</summary>
    public static IReadOnlyList<DemonstrationParty> AllParties => Parties.All;

    /// <summary>
    /// All steps of Licheng's half-year, in the order of recording; those of one hazard stand in their own order. Nothing is drawn
    /// from chance or a clock: two calls give equal plans. On 17 June 2026, as known that day: found 2231, rectified 2058, major 42,
    /// of them closed 41, listed 2, delisted 2, carried over 57, of them closed 50 (area 350304).
    /// </summary>
    public static IReadOnlyList<PlannedStep> Licheng() => Number([.. Dossiers().SelectMany(file => file.Drafts).OrderBy(draft => draft.RecordedAt)]);

    private static List<Dossier> Dossiers()
    {
        List<Dossier> finished = [.. OrdinaryWork.Finished(FinishedByOrder - LateEntries), .. OrdinaryWork.EnteredLate(LateEntries)];
        var survivors = finished.Where(file => file.Finder != file.Party.Id && file.FoundOn < new DateOnly(2026, 5, 20)).Where((_, i) => i % 40 == 7).Take(14).ToList();
        return
        [
            .. OrdinaryWork.CarriedOverAndClosed(50), .. OrdinaryWork.CarriedOverAndOpen(7),
            .. OrdinaryWork.OnTheSpot(720), .. finished, .. KnownCases.NightCheck(),
            .. MajorWork.Closed(35), .. MajorWork.Upgraded(3), MajorWork.Downgraded(),
            KnownCases.DustExplosion(), MajorWork.ListedAndDelisted(), MajorWork.ListingRevoked(), MajorWork.StillOpen(),
            .. OrdinaryWork.NotYetDue(123), .. OrdinaryWork.Overdue(11), .. OrdinaryWork.Awaiting(31), .. OrdinaryWork.NoDeadline(2),
            .. Noise.Reopened(5, closeAgain: false), .. Noise.Reopened(4, closeAgain: true),
            .. Noise.Duplicates(survivors), .. Noise.Voided(6), .. Noise.MovedIn(2), .. Noise.Neighbours(8),
            .. Noise.FoundBeforeKnownAfter(3), .. Noise.FoundAfter(11),
        ];
    }

    // 2058 rectified − 41 major − 720 and 1 on the spot − 1 of the night check − 2 moved in − 1 downgraded − 4 closed again.
    private const int FinishedByOrder = 1288;
    private const int LateEntries = 26;

    private static List<PlannedStep> Number(List<Draft> drafts)
    {
        var last = new Dictionary<(string Series, int Year), int>();
        return drafts.ConvertAll(draft =>
        {
            var document = draft.Series is { } series ? DocumentNo(last, series, draft.RecordedAt.Year) : null;
            var command = draft.Command is AssignHazard assign ? assign with { SlipNo = document! } : draft.Command;
            var seed = command is RegisterHazard register ? $"{Domain.Areas.AreaCode.CountyOf(register.Area)}-{draft.RecordedAt.Year}" : null;
            return new PlannedStep(draft.RecordedAt, draft.Dossier.Id, seed, command, draft.Entry with { DocumentNo = document }, draft.IsProposed);
        });
    }

    private static string DocumentNo(Dictionary<(string Series, int Year), int> last, string series, int year)
    {
        var number = last.GetValueOrDefault((series, year)) + 1;
        last[(series, year)] = number;
        return $"{series}〔{year}〕{number}号";
    }
}
