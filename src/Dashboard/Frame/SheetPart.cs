using HazardLedger.Dashboard.Words;
using Microsoft.AspNetCore.Components;

namespace HazardLedger.Dashboard.Frame;

/// <summary>A part of a page: knows the sheet it stands on.</summary>
public abstract class SheetPart : ComponentBase
{
    /// <summary>The sheet, handed down by the frame.</summary>
    [CascadingParameter]
    public Sheet Sheet { get; set; } = null!;

    /// <summary>How the page's language writes.</summary>
    protected Phrasing Words => Sheet.Words;

    /// <summary>From where the page is seen.</summary>
    protected Viewpoint View => Sheet.View;
}
