using HazardLedger.Projections.Audits;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Dashboard.Audits;

/// <summary>How late an entry that is looked for was recorded.</summary>
public enum LateEntries
{
    /// <summary>On a later day than it occurred.</summary>
    Any,

    /// <summary>On a later day, within the days that need no reason.</summary>
    Delayed,

    /// <summary>After more days than need no reason.</summary>
    Backdated,
}

/// <summary>The feed of events as it was asked for.</summary>
/// <param name="Page">The events.</param>
/// <param name="Filter">Which ones.</param>
/// <param name="Late">The word of the filter on late entries.</param>
/// <param name="UpTo">Last position that is looked at; null for the head.</param>
/// <param name="IsFirst">No cursor was given.</param>
public sealed record AuditFeed(EventList Page, EventListFilter Filter, LateEntries? Late, long? UpTo, bool IsFirst);

/// <summary>What the audit page shows.</summary>
/// <param name="Head">The ledger's last position, and when it was recorded.</param>
/// <param name="Run">The last audit; null when this process ran none.</param>
/// <param name="Running">How far the one that runs is; null when none does.</param>
/// <param name="MayRun">The visitor may begin one.</param>
/// <param name="Guard">Antiforgery token of the form that begins one, with the name of its field.</param>
/// <param name="Total">Headline figures of the viewpoint.</param>
/// <param name="List">Entries of the last audit that are listed instead of the feed; null for the feed.</param>
/// <param name="Feed">The feed.</param>
public sealed record AuditModel(
    LedgerEnd Head, AuditRun? Run, AuditProgress? Running, bool MayRun, (string Field, string Token) Guard, HeadlineFigures Total, AuditedList? List, AuditFeed Feed);

/// <summary>Entries of the last audit.</summary>
/// <param name="Word">Which list, as addresses have it.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Entries">The first hundred.</param>
public sealed record AuditedList(string Word, long Count, IReadOnlyList<AuditedEntry> Entries);
