using HazardLedger.Dashboard.Frame;
using Microsoft.AspNetCore.Components;

namespace HazardLedger.Dashboard.Papers;

/// <summary>The body of one kind of paper.</summary>
public abstract class PaperText : SheetPart
{
    /// <summary>What the paper is made from.</summary>
    [Parameter, EditorRequired]
    public PaperModel Model { get; set; } = null!;

    /// <summary>The clauses that its entry cites, or a place to write them.</summary>
    protected string Basis => LegalBasis.Of(View.Language, Model.Fact.Entry.Basis) ?? Words["paper.noBasis"];

    /// <summary>Text that people typed: its marks of direction end where it ends.</summary>
    protected static RenderFragment Typed(string? text) => builder =>
    {
        builder.OpenElement(0, "bdi");
        builder.AddContent(1, text);
        builder.CloseElement();
    };

    /// <summary>A day in a sentence.</summary>
    protected RenderFragment Day(DateOnly on) => Plain(Words.LongDay(on));

    /// <summary>Words of ours.</summary>
    protected static RenderFragment Plain(string text) => builder => builder.AddContent(0, text);

    /// <summary>A day that matters, in bold.</summary>
    protected RenderFragment Bold(DateOnly on) => builder =>
    {
        builder.OpenElement(0, "b");
        builder.AddContent(1, Words.LongDay(on));
        builder.CloseElement();
    };
}
