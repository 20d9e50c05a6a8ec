namespace HazardLedger.Domain.Hazards;

/// <summary>A reminder, a supervision notice, a summons or a circular goes out (提醒 / 督办函 / 约谈 / 通报); each is one of its own.</summary>
public sealed record IssueNotice(NoticeKind Kind, string To, DateOnly? DueOn) : HazardCommand;
