using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Register;

/// <summary>The registers people keep (台账). Voided and merged hazards are in none but <see cref="Gone"/>, which is for auditors.</summary>
public enum RegisterName
{
    /// <summary>Not finished: neither rectified nor gone. Accepted majors that are not closed yet are in it.</summary>
    Open,

    /// <summary>General and ungraded, finished or not.</summary>
    General,

    /// <summary>Major, finished or not.</summary>
    Major,

    /// <summary>A supervision listing stands.</summary>
    Listed,

    /// <summary>Open, not reported done, deadline before today.</summary>
    Overdue,

    /// <summary>Open, not reported done, deadline today or in the next days.</summary>
    DueSoon,

    /// <summary>Reported done; the authority has to look.</summary>
    AwaitingAcceptance,

    /// <summary>Struck off the list (销号).</summary>
    Closed,

    /// <summary>All that is not gone.</summary>
    All,

    /// <summary>Voided or merged.</summary>
    Gone,
}

/// <summary>By what a register can be ordered, in both directions.</summary>
public enum RegisterKey { Number, DiscoveredOn, Deadline, Position }

/// <summary>Order of a register; ties are broken by the hazard's id, and hazards without the key come last either way.</summary>
public sealed record RegisterSort(RegisterKey Key, bool Descending)
{
    /// <summary>Newest discoveries first.</summary>
    public static readonly RegisterSort Default = new(RegisterKey.DiscoveredOn, Descending: true);

    /// <summary>The words that <see cref="Parse"/> understands, without the leading minus.</summary>
    public static IReadOnlyList<string> Keys => KeyWords;

    private static readonly string[] KeyWords = ["number", "discoveredOn", "deadline", "position"];

    /// <summary>Reads <c>discoveredOn</c> or <c>-discoveredOn</c> (descending); null for what is no offered order.</summary>
    public static RegisterSort? Parse(string text)
    {
        var descending = text.StartsWith('-');
        var key = Array.IndexOf(KeyWords, descending ? text[1..] : text);
        return key < 0 ? null : new((RegisterKey)key, descending);
    }

    /// <inheritdoc />
    public override string ToString() => (Descending ? "-" : "") + KeyWords[(int)Key];
}

/// <summary>What to show of a register.</summary>
/// <param name="Register">Which book.</param>
/// <param name="Today">The present legal day: what overdue and due soon are measured by. A walk keeps the day it began on.</param>
public sealed record RegisterFilter(RegisterName Register, DateOnly Today)
{
    /// <summary>This area and all below it; any code is accepted.</summary>
    public string? Area { get; init; }

    public string? Sector { get; init; }

    /// <summary>General includes ungraded; Ungraded is exactly that.</summary>
    public Grade? Grade { get; init; }

    public SourceGroup? SourceGroup { get; init; }

    /// <summary>Credit code of an enterprise, or id of a site.</summary>
    public string? Enterprise { get; init; }

    /// <summary>The organisation that supervises the rectification.</summary>
    public string? Regulator { get; init; }

    /// <summary>Words that must all occur in number, place, description, enterprise or a paper's number; case does not matter.</summary>
    public string? Words { get; init; }

    /// <summary>The id by which another system knows it.</summary>
    public ExternalId? External { get; init; }

    public RegisterSort Sort { get; init; } = RegisterSort.Default;

    /// <summary>How many days ahead <see cref="RegisterName.DueSoon"/> looks, today not counted.</summary>
    public int DueSoonDays { get; init; } = 7;

    /// <summary>Only deadlines on this day or after it.</summary>
    public DateOnly? DueFrom { get; init; }

    /// <summary>Only deadlines on this day or before it.</summary>
    public DateOnly? DueTo { get; init; }

    /// <summary>Only hazards without a supervision listing that stands.</summary>
    public bool Unlisted { get; init; }

    /// <summary>True to count all rows as well.</summary>
    public bool WithTotal { get; init; }
}
