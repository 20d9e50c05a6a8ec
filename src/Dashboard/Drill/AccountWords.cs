using HazardLedger.Dashboard.Words;
using HazardLedger.Domain.Figures;

namespace HazardLedger.Dashboard.Drill;

/// <summary>Accounts as people say them.</summary>
public static class AccountWords
{
    /// <summary>Name of an account by its code.</summary>
    public static string Of(Phrasing words, short code) => code switch
    {
        Account.NoDeadline => words["account.noDeadline"],
        Account.Due or Account.DueAgain => words["account.due"],
        Account.AwaitingAcceptance => words["account.awaitingAcceptance"],
        Account.AcceptedNotClosed => words["account.acceptedNotClosed"],
        Account.Closed => words["account.closed"],
        Account.Reopened => words["account.reopened"],
        Account.Planned => words["account.planned"],
        Account.FiveElements => words["account.fiveElements"],
        Account.Penalty => words["account.penalty"],
        Account.Exposed => words["account.exposed"],
        Account.FundsSecured => words["account.fundsSecured"],
        Account.Fine => words["account.fine"],
        Account.Recurrence => words["account.recurrence"],
        Account.EverOverdue => words["account.everOverdue"],
        Account.Voided => words["account.voided"],
        Account.Merged => words["account.merged"],
        _ when Account.IsNotice(code) || code == Account.Notice => words["account.notice"],
        _ when Account.IsFinished(code) => Finished(words, code),
        _ when Account.IsListing(code) => words.Say("account.listing", words.Of(Account.LevelOf(code)), words[$"account.listing.{Account.ListingStateOf(code)}"]),
        _ => words.Say("account.other", code),
    };

    private static string Finished(Phrasing words, short code) => Account.Has(code, Account.OnTheSpot) ? words["account.onTheSpot"]
        : !Account.Has(code, Account.HasDeadline) ? words["account.finished"]
        : Account.Has(code, Account.OnTime) ? words["account.onTime"]
        : words["account.late"];
}
