using HazardLedger.Domain.Hazards;

namespace HazardLedger.Demonstration;

/// <summary>The major hazards: 42 of the year, 41 closed by the cut, two of them listed and delisted, one listing revoked.</summary>
internal static class MajorWork
{
    private const string OwnAcceptance = "企业自验报告（含第三方评估意见）";

    /// <summary>Graded as major on discovery, ordered, accepted and closed.</summary>
    public static IEnumerable<Dossier> Closed(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var file = Finds.Major($"major/{i}");
        file.FollowMajor(ClosedSchedule(file), gradedGeneralFirst: false);
        return file;
    });

    /// <summary>Registered as general, upgraded within days.</summary>
    public static IEnumerable<Dossier> Upgraded(int count) => Enumerable.Range(0, count).Select(i =>
    {
        var file = Finds.Major($"upgraded/{i}");
        file.FollowMajor(ClosedSchedule(file), gradedGeneralFirst: true);
        return file;
    });

    /// <summary>Graded as major, later found to be general by another person: not among the major ones.</summary>
    public static Dossier Downgraded()
    {
        var file = Finds.Major("downgraded/0");
        var plan = ClosedSchedule(file);
        file.Register(plan.FoundOn, plan.RegisteredOn);
        file.GradeMajor(plan.RegisteredOn);
        file.Order(plan.OrderedOn, plan.Deadline, [file.Defect.Measures]);
        var reviewedOn = Days.Working(plan.OrderedOn.AddDays(4));
        file.Add(reviewedOn, Dossier.Official(file.Handler, 7, "grader"), new GradeHazard(
            Grade.General, [], GradingMethod.Direct, "复核：现场条件不满足判定情形，按一般隐患管理", null, null), new(
            Evidence: "review", ApprovedBy: Dossier.Official(file.Handler, 6, "approver")));
        file.FinishWork(plan with { OrderedOn = reviewedOn });
        return file;
    }

    /// <summary>Listed by the district government and delisted after acceptance.</summary>
    public static Dossier ListedAndDelisted()
    {
        var file = Finds.Major("listed/1");
        var plan = Fixed(new(2026, 3, 5), new(2026, 5, 29), new(2026, 5, 11), new(2026, 5, 14), new(2026, 5, 19));
        file.Register(plan.FoundOn, plan.FoundOn);
        file.GradeMajor(plan.FoundOn);
        file.Order(plan.OrderedOn, plan.Deadline, [file.Defect.Measures]);
        file.List("L-350304-2026-002", new(2026, 3, 16), plan.Deadline);
        file.Add(new(2026, 4, 8), file.Handling, new AddNote(), new(Note: "治理方案五落实已审核，按季度报告进展"));
        file.FinishListed("L-350304-2026-002", plan);
        return file;
    }

    /// <summary>Listed by mistake; the listing is revoked and counts nowhere.</summary>
    public static Dossier ListingRevoked()
    {
        var file = Finds.Major("listing-revoked/0");
        var plan = Fixed(new(2026, 3, 18), new(2026, 5, 18), new(2026, 5, 6), new(2026, 5, 8), new(2026, 5, 13));
        file.Register(plan.FoundOn, plan.FoundOn);
        file.GradeMajor(plan.FoundOn);
        file.Order(plan.OrderedOn, plan.Deadline, [file.Defect.Measures]);
        file.List("L-350304-2026-003", new(2026, 3, 30), new(2026, 6, 30), publish: false);
        file.Add(new(2026, 4, 2), Dossier.Official(Offices.Government, 1, "listingBody"), new RevokeListing("L-350304-2026-003", "挂牌对象填报错误，不符合挂牌条件"), new(
            Offices.Listings, ApprovedBy: Dossier.Official(Offices.Government, 2, "approver")));
        file.FinishWork(plan with { OrderedOn = new(2026, 4, 7) }, OwnAcceptance);
        return file;
    }

    /// <summary>H7: the 42nd, open and not yet due at the cut.</summary>
    public static Dossier StillOpen()
    {
        var file = Finds.Major("still-open/0");
        file.Register(new(2026, 5, 20), new(2026, 5, 20));
        file.GradeMajor(new(2026, 5, 22));
        file.Order(new(2026, 5, 22), new(2026, 7, 20), [file.Defect.Measures, "制定治理方案，落实责任、措施、资金、时限和预案"]);
        file.Add(new(2026, 6, 2), file.Handling, new AddNote(), new(Note: "治理方案审核通过"));
        file.Add(new(2026, 6, 15), Offices.SafetyOfficerOf(file.Party), new AddNote(), new(Note: "进展：设备已到货，完成约40%"));
        return file;
    }

    /// <summary>A county listing, made public within five working days.</summary>
    public static void List(this Dossier file, string number, DateOnly on, DateOnly deadline, bool publish = true)
    {
        file.Add(on, Dossier.Official(Offices.Government, 1, "listingBody"), new ListForSupervision(
            number, Level.County, Offices.Government, $"2026-{number[^1]}", file.Handler, file.Party.Id, null, deadline, Days.Working(on.AddDays(14))), new(Offices.Listings, "WSL-41", "notice"));
        if (publish)
        {
            file.Add(Days.Working(on.AddDays(4)), Dossier.Official(Offices.Government, 3, "publisher"), new PublishListing(number, "区政府门户网站", null));
        }
    }

    /// <summary>Report, acceptance, request, delisting by the body that listed, closing.</summary>
    public static void FinishListed(this Dossier file, string number, Schedule plan)
    {
        file.Report(plan.DoneOn, plan.ReportedOn, OwnAcceptance);
        if (plan is { FailedOn: { } failedOn, ReportedAgainOn: { } againOn })
        {
            file.Fail(failedOn, "除尘风管未作防静电跨接接地");
            file.Report(againOn, againOn, OwnAcceptance);
        }

        file.Pass(plan.AcceptedOn);
        file.Add(plan.AcceptedOn, file.Handling, new RequestDelisting(number));
        file.Add(plan.ClosedOn, Dossier.Official(Offices.Government, 1, "listingBody"), new DelistHazard(number, DelistingGround.Rectified), new(Offices.Listings));
        file.Close(plan.ClosedOn);
        file.Add(Days.Working(plan.ClosedOn.AddDays(3)), Dossier.Official(Offices.Government, 3, "publisher"), new PublishListing(number, "区政府门户网站", null), new(Note: "公告摘牌"));
    }

    private static void FollowMajor(this Dossier file, Schedule plan, bool gradedGeneralFirst)
    {
        file.Register(plan.FoundOn, plan.RegisteredOn);
        if (gradedGeneralFirst)
        {
            file.GradeGeneral(plan.RegisteredOn);
        }

        var gradedOn = gradedGeneralFirst ? Days.Working(plan.FoundOn.AddDays(file.Dice.Between(2, 5))) : plan.OrderedOn;
        file.GradeMajor(gradedOn);
        file.BeginWork(plan with { RegisteredOn = gradedOn, OrderedOn = gradedOn });
        file.Add(gradedOn.AddDays(7), Offices.SafetyOfficerOf(file.Party), new AddNote(), new(Note: "已报送治理方案：责任、措施、资金、时限、预案五落实"));
        file.FinishWork(plan with { OrderedOn = gradedOn.AddDays(7) }, OwnAcceptance);
    }

    private static Schedule ClosedSchedule(Dossier file)
    {
        var plan = Schedule.Major(file.Dice, file.Sector, Days.Draw(file.Dice, new(2026, 1, 4), new(2026, 4, 30)));
        while (plan.ClosedOn > Days.Cut)
        {
            plan = Schedule.Major(file.Dice, file.Sector, Days.Draw(file.Dice, new(2026, 1, 4), new(2026, 4, 30)));
        }

        return plan;
    }

    private static Schedule Fixed(DateOnly foundOn, DateOnly deadline, DateOnly doneOn, DateOnly acceptedOn, DateOnly closedOn) => new()
    {
        FoundOn = foundOn, RegisteredOn = foundOn, OrderedOn = foundOn, Deadline = deadline, DoneOn = doneOn, ReportedOn = doneOn, AcceptedOn = acceptedOn, ClosedOn = closedOn,
    };
}
