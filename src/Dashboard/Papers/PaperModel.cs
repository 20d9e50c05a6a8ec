using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Histories;

namespace HazardLedger.Dashboard.Papers;

/// <summary>A kind of paper that an event stands for.</summary>
public enum PaperKind { Order, Opinion, Listing, Delisting }

/// <summary>What a listing's papers say, whether it was the first or took a lower one's place.</summary>
/// <param name="Level">Level of the government that lists.</param>
/// <param name="Deadline">Day by which the hazard is to be put right.</param>
public sealed record ListingTerms(
    string ListingNo, Level Level, string ListingBody, string? BatchNo, string SupervisingUnit, string ResponsibleUnit, string? LeaderInCharge,
    DateOnly ListedOn, DateOnly Deadline, DateOnly? PlanDueOn, DateOnly? PublishBy);

/// <summary>A paper, made from one event and from what was known when that was recorded: printed twice, it says the same.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">Key of its title.</param>
/// <param name="Fact">The event that it stands for.</param>
/// <param name="State">The hazard on the event's day, as known at its version.</param>
public sealed record PaperModel(PaperKind Kind, string Title, RecordedFact Fact, HazardView State)
{
    /// <summary>The hazard's number in its address.</summary>
    public string Number => State.Number;

    /// <summary>The order that an opinion looks back on; null when the unit put it right of its own accord.</summary>
    public Fact? Order { get; init; }

    /// <summary>The report that the work is done, before an opinion; null when nobody reported.</summary>
    public Fact? Report { get; init; }

    /// <summary>The listing that a notice is about.</summary>
    public ListingTerms? Terms { get; init; }

    /// <summary>Criteria by which it is a major hazard.</summary>
    public IReadOnlyList<Criterion> Criteria { get; init; } = [];

    /// <summary>Key of the sentence that says why the paper holds no more; null while it holds.</summary>
    public string? Withdrawn { get; init; }

    /// <summary>The kind of paper that an event of this stored alias stands for; null when it stands for none.</summary>
    public static PaperKind? KindOf(string type) => type switch
    {
        "rectification_ordered" => PaperKind.Order,
        "acceptance_passed" or "acceptance_failed" => PaperKind.Opinion,
        "hazard_listed" or "listing_escalated" => PaperKind.Listing,
        "hazard_delisted" => PaperKind.Delisting,
        _ => null,
    };

    /// <summary>Key of a kind's name.</summary>
    public static string NameOf(PaperKind kind) => kind switch
    {
        PaperKind.Order => "paper.order",
        PaperKind.Opinion => "paper.opinion",
        PaperKind.Listing => "paper.listing",
        _ => "paper.delisting",
    };
}
