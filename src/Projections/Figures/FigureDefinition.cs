using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Projections.Figures;

/// <summary>How a figure is counted.</summary>
public enum FigureKind
{
    /// <summary>Sum of the legs that stand at asOf and that the predicate takes; additive in every direction.</summary>
    Balance,

    /// <summary>Balance ÷ balance.</summary>
    Rate,

    /// <summary>Order statistics of finished day − day found.</summary>
    Days,

    /// <summary>Sum of events on days in the window.</summary>
    Events,

    /// <summary>Distinct hazards with such a listing: decided hazard by hazard.</summary>
    Listings,

    /// <summary>Unfinished on the day before the window, with the dimensions of that day.</summary>
    CarryOver,

    /// <summary>Sum of yuan; additive in every direction.</summary>
    Money,

    /// <summary>Unfinished hazards whose days lie in a span.</summary>
    Ageing,

    /// <summary>Distinct enterprises of the hazards that the predicate takes.</summary>
    Distinct,
}

/// <summary>All that a balance's predicate may know of a leg: it is what the fast pass counts by.</summary>
/// <param name="Code">One of <see cref="Account"/>.</param>
/// <param name="InWindow">from ≤ cohort ≤ asOf.</param>
/// <param name="MarkPassed">mark &lt; asOf.</param>
/// <param name="Grade">Grade at asOf.</param>
public readonly record struct FigureCell(short Code, bool InWindow, bool MarkPassed, Grade Grade)
{
    /// <summary>The cell of a leg in a window. A cohort after asOf cannot stand at asOf, so from alone decides.</summary>
    public static FigureCell Of(short code, DateOnly cohort, DateOnly? mark, Grade grade, DateOnly from, DateOnly asOf) =>
        new(code, cohort >= from && cohort <= asOf, mark < asOf, grade);
}

/// <summary>One figure: names and sentence for people, formula for auditors, predicate for the sums. All four say the same.</summary>
/// <param name="Name">Path in the JSON answer, such as <c>major.closed</c>.</param>
/// <param name="SentenceZh">Definition in Chinese.</param>
/// <param name="SentenceEn">Definition in English.</param>
/// <param name="Formula">In terms of accounts (codes), cohort, mark, from and asOf.</param>
/// <param name="Counts">The legs it sums; for a rate its numerator, for days its sample; null where hazards are decided one by one.</param>
public sealed record FigureDefinition(
    string Name, string Chinese, string English, string SentenceZh, string SentenceEn, string Formula, FigureKind Kind, Func<FigureCell, bool>? Counts)
{
    /// <summary>The denominator of a rate, otherwise null.</summary>
    public Func<FigureCell, bool>? Over { get; init; }

    /// <summary>Of an ageing figure its span, otherwise null.</summary>
    internal AgeSpan? Span { get; init; }

    /// <summary>True for a figure that series and bridges can show: a sum of legs.</summary>
    public bool IsBalance => Kind is FigureKind.Balance or FigureKind.Events or FigureKind.Money;

    /// <summary>True when a leg of this cell is one of those that the figure sums, its days included.</summary>
    internal bool Takes(FigureCell cell, DateOnly cohort, DateOnly? mark, DateOnly asOf) =>
        Counts!(cell) && (Span is not { } span || span.Takes(cell, cohort, mark, asOf));
}
