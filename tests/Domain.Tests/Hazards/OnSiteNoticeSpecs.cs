using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

public sealed class OnSiteNoticeSpecs
{
    private static readonly PostOnSiteNotice Post = new("L-1", "the east gate");

    [Fact]
    public void A_board_stands_where_a_listed_hazard_is()
    {
        Stage.Listed.When("2026-03-06", Post).Then(new OnSiteNoticePosted("L-1", "the east gate"));
        Stage.Listed.When("2026-03-06", Post with { ListingNo = "L-9" }).ThenRefused(NotListed);
        Stage.MajorRectifying.When("2026-03-06", Post).ThenRefused(NotListed);
    }

    [Fact]
    public void Posted_again_at_its_place_it_is_so_already_and_at_another_it_is_one_more()
    {
        var posted = Stage.Listed.After("2026-03-06", Post);
        posted.When("2026-03-07", Post).ThenAlreadySo();
        posted.When("2026-03-07", Post with { Place = "the west gate" }).ThenOne<OnSiteNoticePosted>();
        posted.When("2026-03-05", Post).ThenOne<OnSiteNoticePosted>();
        posted.After("2026-03-08", new CancelEntry(5, 5, "wrong hazard")).When("2026-03-09", Post).ThenOne<OnSiteNoticePosted>();
    }

    [Fact]
    public void Before_the_listing_and_after_its_end_there_is_none_to_post()
    {
        Stage.Listed.When("2026-03-04", Post).ThenRefused(NotListed);
        Stage.Delisted.When("2026-04-08", Post).ThenRefused(NotListed);
        var escalated = Stage.Listed.After("2026-03-10", new EscalateListing("L-1", "L-2", Level.City, "3503-GOV", Given.Day("2026-06-15"), "overdue"));
        escalated.When("2026-03-11", Post).ThenRefused(NotListed);
        escalated.When("2026-03-11", Post with { ListingNo = "L-2" }).ThenOne<OnSiteNoticePosted>();
    }

    [Fact]
    public void A_revoked_listing_takes_its_boards_with_it_and_a_cancelled_one_cannot()
    {
        var posted = Stage.Listed.After("2026-03-06", Post);
        posted.When("2026-03-07", new CancelEntry(4, 4, "wrong hazard")).ThenContradicts(5, NotListed);
        posted.When("2026-03-07", new RevokeListing("L-1", "wrong firm"), Stage.Government).ThenOne<ListingRevoked>();
    }
}
