namespace HazardLedger.Domain.Hazards;

/// <summary>A notice board is put up where the listed hazard is (现场公示牌).</summary>
/// <param name="Place">Where it stands.</param>
public sealed record PostOnSiteNotice(string ListingNo, string Place) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(PostOnSiteNotice command, Entry entry, Story story)
    {
        var posted = new OnSiteNoticePosted(command.ListingNo, command.Place);
        return story.Standing.Any(fact => fact.Entry.OccurredOn <= entry.OccurredOn && fact.Event is OnSiteNoticePosted before && before == posted) ? [] : [posted];
    }
}
