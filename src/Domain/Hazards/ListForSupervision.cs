using HazardLedger.Domain.Policies;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Hazards;

/// <summary>A government puts a major hazard on its public supervision list, with a deadline (挂牌督办).</summary>
public sealed record ListForSupervision(
    string ListingNo, Level Level, string ListingBody, string? BatchNo, string SupervisingUnit, string ResponsibleUnit,
    string? LeaderInCharge, DateOnly Deadline, DateOnly? PlanDueOn) : HazardCommand;

public static partial class HazardDecider
{
    private static Decision Decide(ListForSupervision command, Entry entry, Hazard hazard, Story story, Desk desk) => hazard switch
    {
        { Listing: { } listing } when listing.ListingNo == command.ListingNo => [],
        { Listing: { } listing } when listing.Level >= command.Level => AlreadyListed,
        { Listing: not null } => EscalateInstead,
        _ when story.Standing.Any(fact => Story.OpensListing(fact.Event) == command.ListingNo) => ListingNoTaken,
        { Grade: not Grade.Major } when desk.Policy.ListOnlyMajor && !entry.IsHistorical => NotMajor,
        _ when command.ListingBody == command.ResponsibleUnit && desk.Policy.Separates.Contains(SeparateDuties.ListingAndRectifying) => ListingBodyIsResponsible,
        _ when command.Deadline <= entry.OccurredOn && !entry.IsHistorical => DeadlineNotAhead,
        _ => [Listed(command, entry, entry.IsHistorical ? null : desk.Policy.ListingPublication, desk)],
    };

    private static HazardListed Listed(ListForSupervision command, Entry entry, LimitRule? rule, Desk desk) => new(
        command.ListingNo, command.Level, command.ListingBody, command.BatchNo, command.SupervisingUnit, command.ResponsibleUnit, command.LeaderInCharge,
        command.Deadline, command.PlanDueOn, rule?.From(entry.OccurredOn, desk.Calendar), rule?.Id);
}
