using System.Text.Json.Serialization;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Register;

/// <summary>The answer to a question for a page.</summary>
public abstract record RegisterAnswer
{
    private protected RegisterAnswer()
    {
    }
}

/// <summary>One page of a register.</summary>
/// <param name="Items">The rows as they are now, in the asked order.</param>
/// <param name="Next">Opaque cursor of the next page; null at the end.</param>
/// <param name="Position">The ledger's position at the walk's first page: rows that changed after it are left out of later pages,
/// so that a walk shows no row twice and skips none that did not change.</param>
/// <param name="Total">Number of rows in the whole register, when asked for; null where words are asked for and more hazards would have to be looked at
/// than anybody should wait for.</param>
public sealed record RegisterPage(
    IReadOnlyList<RegisterItem> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next, long Position, long? Total) : RegisterAnswer
{
    /// <summary>How many rows were found before counting ended; null where there is a total, or none was asked for.</summary>
    public long? TotalAtLeast { get; init; }
}

/// <summary>The cursor is no cursor, was changed, or belongs to another question. Nothing was read.</summary>
public sealed record CursorInvalid : RegisterAnswer;

/// <summary>Where a hazard stands, by its deadline: the unit account's name, overdue told apart from not yet due.</summary>
public enum Standing { NoDeadline, NotYetDue, Overdue, AwaitingAcceptance, AcceptedNotClosed, Finished, Gone }

/// <summary>A deadline as people read it.</summary>
/// <param name="On">Last day; null when there is none.</param>
/// <param name="Original">The first deadline ever set; extensions and new orders do not move it.</param>
/// <param name="Overdue">The last day is over, and nobody has reported it done.</param>
public sealed record DeadlineView(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? On,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? Original, bool Overdue);

/// <summary>A standing supervision listing in short.</summary>
public sealed record ListingView(string ListingNo, Level Level, DateOnly Deadline);

/// <summary>One row of a register: a hazard as it stands now.</summary>
public sealed record RegisterItem
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required long Version { get; init; }

    /// <summary>Position of its last event.</summary>
    public required long Position { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required Lifecycle Lifecycle { get; init; }
    public required Standing Standing { get; init; }
    public required Grade Grade { get; init; }
    public required string Area { get; init; }
    public required string Sector { get; init; }
    public required DiscoverySource Source { get; init; }
    public required SourceGroup SourceGroup { get; init; }
    public required Category Category { get; init; }
    public string? Enterprise { get; init; }
    public string? Site { get; init; }
    public required string Place { get; init; }
    public required string Description { get; init; }
    public required DateOnly DiscoveredOn { get; init; }
    public required DeadlineView Deadline { get; init; }
    public DateOnly? ReinspectBy { get; init; }
    public DateOnly? FinishedOn { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ListingView? Listing { get; init; }
    public string? Regulator { get; init; }
    public required IReadOnlyList<string> Campaigns { get; init; }
    public required int ReopenCount { get; init; }
    public Guid? MergedInto { get; init; }
    public ExternalId? External { get; init; }
}

/// <summary>Unit accounts read on a day.</summary>
public static class Standings
{
    /// <summary>The standing that a unit account means at the end of a day; overdue is read, never stored.</summary>
    public static Standing Of(short? unit, DateOnly? deadline, DateOnly today) => unit switch
    {
        null => Standing.Gone,
        Account.NoDeadline => Standing.NoDeadline,
        Account.Due => deadline < today ? Standing.Overdue : Standing.NotYetDue,
        Account.AwaitingAcceptance => Standing.AwaitingAcceptance,
        Account.AcceptedNotClosed => Standing.AcceptedNotClosed,
        { } code when Account.IsFinished(code) => Standing.Finished,
        _ => throw new InvalidOperationException($"Account {unit} is no unit account."),
    };
}
