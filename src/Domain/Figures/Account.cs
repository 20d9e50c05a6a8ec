using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain.Figures;

/// <summary>Codes of the accounts that a hazard's legs stand under. Stored: never renumbered, only added to.
/// Unit accounts hold a live hazard exactly once on every day from its cohort day on; memo accounts count beside them.</summary>
public static class Account
{
    /// <summary>Open without a deadline.</summary>
    public const short NoDeadline = 1;

    /// <summary>Open with a deadline, which is the mark: overdue is read as mark &lt; asOf.</summary>
    public const short Due = 2;

    /// <summary>Awaiting acceptance; the mark is the authority's re-inspection limit.</summary>
    public const short AwaitingAcceptance = 3;

    /// <summary>A major hazard that passed its acceptance and is not closed yet.</summary>
    public const short AcceptedNotClosed = 4;

    /// <summary>Open with a deadline, which is the mark, after it had been overdue under an earlier one. Together with <see cref="Due"/> it is what is due;
    /// apart from it so that who was ever overdue is a sum.</summary>
    public const short DueAgain = 5;

    /// <summary>First of 32 codes: finished, plus the flags below. The mark is the day it was finished.</summary>
    public const short Finished = 32;
    public const short HasDeadline = 1;
    public const short OnTime = 2;
    public const short OriginallyOnTime = 4;
    public const short OnTheSpot = 8;
    public const short FirstPass = 16;

    /// <summary>Memo: a closing stands. Cohort: day found. Mark: day closed.</summary>
    public const short Closed = 64;

    /// <summary>Memo: a reopening happened. Cohort: its day; it never moves.</summary>
    public const short Reopened = 65;

    /// <summary>Memo: a major hazard, unfinished, with a plan that was not sent back (列入治理计划). Cohort: day found. Mark: day submitted.</summary>
    public const short Planned = 66;

    /// <summary>Memo: the same with an approved plan that has all five elements (达到五到位). Cohort: day found. Mark: day submitted.</summary>
    public const short FiveElements = 67;

    /// <summary>Memo: a penalty is decided and not revoked. Cohort: its day.</summary>
    public const short Penalty = 68;

    /// <summary>Memo: a public exposure happened. Cohort: its day; it never moves.</summary>
    public const short Exposed = 69;

    /// <summary>Memo of generation 1, no longer posted: a notice of any kind. See <see cref="NoticeOf"/>.</summary>
    public const short Notice = 70;

    /// <summary>Memo, in yuan: funds of the plan that stands, when they are secured (落实治理资金). Cohort: day found. Mark: day submitted.</summary>
    public const short FundsSecured = 71;

    /// <summary>Memo, in yuan: the fine of a penalty that is decided and not revoked. Cohort: its day.</summary>
    public const short Fine = 72;

    /// <summary>Memo: the same trouble had been found before. Cohort: day found.</summary>
    public const short Recurrence = 73;

    /// <summary>Memo: it was overdue under a deadline that it has left since. Cohort: day found. Mark: first day at whose end it was overdue.</summary>
    public const short EverOverdue = 74;

    /// <summary>Memo, all that is left of a voided hazard. Cohort: day voided. Mark: day found.</summary>
    public const short Voided = 75;

    /// <summary>Memo, all that is left of a hazard merged into another. Cohort: day merged. Mark: day found.</summary>
    public const short Merged = 76;

    /// <summary>First of 16 codes: memo, a listing (not revoked). Cohort: day listed. Mark: day delisted. Plus 4 × level + state.</summary>
    public const short Listing = 80;
    public const short ListingActive = 0;
    public const short ListingSuperseded = 1;
    public const short ListingDelisted = 2;
    public const short ListingDelistedAndFinished = 3;

    /// <summary>First of 8 codes: memo, a notice went out; plus its <see cref="NoticeKind"/>. Cohort: its day; it never moves.</summary>
    public const short NoticeOf = 104;

    /// <summary>True for the accounts of which a live hazard has exactly one.</summary>
    public static bool IsUnit(short code) => IsUnfinished(code) || IsFinished(code);

    /// <summary>True for open, awaiting acceptance, or accepted but not closed.</summary>
    public static bool IsUnfinished(short code) => code is >= NoDeadline and <= DueAgain;

    /// <summary>True for open with a deadline, whether or not an earlier one was missed.</summary>
    public static bool IsDue(short code) => code is Due or DueAgain;

    public static bool IsNotice(short code) => code is >= NoticeOf and < NoticeOf + 8;

    /// <summary>True for the memos whose amount is money, in yuan.</summary>
    public static bool IsMoney(short code) => code is FundsSecured or Fine;

    public static bool IsFinished(short code) => code is >= Finished and < Closed;

    /// <summary>True when a finished code carries a flag.</summary>
    public static bool Has(short code, short flag) => IsFinished(code) && ((code - Finished) & flag) != 0;

    public static bool IsListing(short code) => code is >= Listing and < Listing + 20;

    /// <summary>Level of a listing code.</summary>
    public static Level LevelOf(short code) => (Level)((code - Listing) / 4);

    /// <summary>State of a listing code: one of the Listing… constants.</summary>
    public static short ListingStateOf(short code) => (short)((code - Listing) % 4);

    internal static short FinishedWith(Acceptance? acceptance)
    {
        if (acceptance is null)
        {
            return Finished;
        }

        var flags = 0;
        flags |= acceptance.Deadline is null ? 0 : HasDeadline;
        flags |= acceptance.DoneOn <= acceptance.Deadline ? OnTime : 0;
        flags |= acceptance.DoneOn <= acceptance.OriginalDeadline ? OriginallyOnTime : 0;
        flags |= acceptance.OnTheSpot ? OnTheSpot : 0;
        flags |= acceptance.FirstAttempt ? FirstPass : 0;
        return (short)(Finished + flags);
    }
}

/// <summary>What moved a hazard from one account to another. Stored: never renumbered, only added to.</summary>
public enum Cause : short
{
    None = 0, Found = 1, Graded = 2, Upgraded = 3, Downgraded = 4, RectifiedOnTheSpot = 5, Assigned = 6, Ordered = 7, SelfRectificationStarted = 8,
    CompletionReported = 9, AcceptancePassed = 10, AcceptanceFailed = 11, Closed = 12, Listed = 13, Delisted = 14, Reopened = 15, Corrected = 16,
    Merged = 17, Voided = 18, Other = 19, Extended = 20, Escalated = 21, Transferred = 22, TransferRejected = 23, Planned = 24,
    PlanDecided = 25, Penalised = 26, PenaltyRevoked = 27, Exposed = 28, Noticed = 29,
}
