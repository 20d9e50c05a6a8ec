using HazardLedger.Dashboard.Frame;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.States;

/// <summary>The gallery of what a page may have to say, for those who build or keep the pages.</summary>
internal static class StatesQuery
{
    public static IResult Show(PageCall call)
    {
        if (!call.Options.ShowsStates(call.Context))
        {
            return call.NotFound();
        }

        var sheet = call.SheetOf(call.Words["states.title"], "/states", null);
        return call.Show<StatesPage, Viewpoint>(sheet, call.View);
    }
}
