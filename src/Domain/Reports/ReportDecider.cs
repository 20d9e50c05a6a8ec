namespace HazardLedger.Domain.Reports;

/// <summary>Somebody wants something done with a report. Its members are the body of its HTTP route.</summary>
public abstract record ReportCommand;

/// <summary>The latest edition is signed.</summary>
/// <param name="Office">In which office the signer signs.</param>
public sealed record SignReport(string? Office) : ReportCommand;

/// <summary>The signed edition went out.</summary>
/// <param name="Medium">Paper, site or office that carries it.</param>
/// <param name="Url">Where it can be read.</param>
public sealed record PublishReport(string Medium, string? Url) : ReportCommand;

/// <summary>What was published is counted anew.</summary>
/// <param name="Reason">Why.</param>
/// <param name="KnownAt">As known at this instant; now when absent.</param>
public sealed record RestateReport(string Reason, DateTimeOffset? KnownAt) : ReportCommand;

/// <summary>The answer to a command about a report: an event, or a refusal, or neither when it is so already.</summary>
public readonly record struct ReportDecision(ReportEvent? Event, Refusal? Refusal)
{
    /// <summary>True when the ledger says so already.</summary>
    public bool IsAlreadySo => Event is null && Refusal is null;

    /// <summary>A refusal.</summary>
    public static implicit operator ReportDecision(Refusal refusal) => ToReportDecision(refusal);

    /// <summary>An event to record.</summary>
    public static implicit operator ReportDecision(ReportEvent happened) => ToReportDecision(happened);

    /// <summary>A refusal.</summary>
    public static ReportDecision ToReportDecision(Refusal refusal) => new(null, refusal);

    /// <summary>An event to record.</summary>
    public static ReportDecision ToReportDecision(ReportEvent happened) => new(happened, null);
}

/// <summary>Decides what may be done with reports. Pure: figures are counted outside and handed in.</summary>
public static class ReportDecider
{
    /// <summary>A report says how things were; a day that has not ended cannot be reported.</summary>
    public static readonly Refusal ReportDayNotOver = new("reportDayNotOver", "截止日尚未到来，不能编制报告。", "The day reported has not come yet.");

    /// <summary>Statistics are signed by the person in charge; four eyes see more than two, so it is never the one who made them.</summary>
    public static readonly Refusal SignerCompiled = new("signerCompiled", "编制人不得签发自己编制的报告。", "Who compiled a report does not sign it.");

    /// <summary>One signature answers for an edition.</summary>
    public static readonly Refusal ReportAlreadySigned = new("reportAlreadySigned", "该报告已由他人签发。", "Somebody else has signed it.");

    /// <summary>What goes out has been signed.</summary>
    public static readonly Refusal ReportNotSigned = new("reportNotSigned", "报告未签发，不得公布。", "It is published only when it is signed.");

    /// <summary>What never went out is compiled anew and not restated.</summary>
    public static readonly Refusal ReportNotPublished = new("reportNotPublished", "报告未公布，无须更正，请另行编制。", "It was never published: compile another one.");

    /// <summary>A restatement that changes nothing would only make people doubt.</summary>
    public static readonly Refusal NothingToRestate = new("nothingToRestate", "数字未变，无须更正。", "No figure has changed.");

    /// <summary>A restatement knows more than the edition before.</summary>
    public static readonly Refusal RestatedBeforeKnown = new("restatedBeforeKnown", "更正所知时刻不得早于原报告。", "A restatement cannot know less than the report.");

    /// <summary>A report is compiled, signed, published and restated in this order of days.</summary>
    public static readonly Refusal StepBeforeLast = new("stepBeforeLast", "办理日期早于上一步。", "The day lies before that of the step before.");

    /// <summary>A month is filed when it is over, on its last day at the earliest.</summary>
    public static readonly Refusal MonthNotOver = new("monthNotOver", "该月尚未结束，不能报送。", "The month has not ended yet.");

    /// <summary>Every refusal of this page.</summary>
    public static IReadOnlyList<Refusal> Refusals { get; } =
        [ReportDayNotOver, SignerCompiled, ReportAlreadySigned, ReportNotSigned, ReportNotPublished, NothingToRestate, RestatedBeforeKnown, StepBeforeLast, MonthNotOver];

    /// <summary>A new report.</summary>
    public static ReportDecision Compile(ReportCompiled compiled, DateOnly today) => compiled.AsOf > today ? ReportDayNotOver : compiled;

    /// <summary>A signature.</summary>
    public static ReportDecision Sign(SignReport command, Report report, Entry entry) => report switch
    {
        { SignedBy: { } by } when by == entry.Actor.Person => default,
        { SignedBy: not null } => ReportAlreadySigned,
        _ when report.CompiledBy == entry.Actor.Person => SignerCompiled,
        _ => new ReportSigned(report.Edition, command.Office),
    };

    /// <summary>A publication.</summary>
    public static ReportDecision Publish(PublishReport command, Report report) => report switch
    {
        { SignedBy: null } => ReportNotSigned,
        _ when report.Publications.Contains((command.Medium, command.Url)) => default,
        _ => new ReportPublished(report.Edition, command.Medium, command.Url),
    };

    /// <summary>A month's count of an area.</summary>
    /// <param name="filed">What is filed.</param>
    /// <param name="last">What stands; null when nothing was filed.</param>
    /// <param name="monthAfter">First day of the month after.</param>
    /// <param name="entry">Who files, and on which day.</param>
    public static ReportDecision File(PeriodReportFiled filed, PeriodReportFiled? last, DateOnly monthAfter, Entry entry) =>
        entry.OccurredOn.AddDays(1) < monthAfter ? MonthNotOver
        : last is not null && last.Count == filed.Count ? default(ReportDecision)
        : filed;

    /// <summary>A restatement, with what was counted anew.</summary>
    public static ReportDecision Restate(RestateReport command, Report report, ReportEdition counted, IReadOnlyList<ReportFlow> bridge)
    {
        if (report.Publications.Count == 0)
        {
            return ReportNotPublished;
        }

        var before = report.Editions[^1];
        if (counted.Position < before.Position)
        {
            return RestatedBeforeKnown;
        }

        var changed = before.Figures.Where(figure => counted.Figures.GetValueOrDefault(figure.Key) != figure.Value).ToDictionary(StringComparer.Ordinal);
        return changed.Count == 0 ? NothingToRestate : new ReportRestated(command.Reason, counted, bridge, changed);
    }
}
