using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace HazardLedger.Dashboard.Frame;

/// <summary>A label with components in its places: <c>{0}</c>, <c>{1}</c> … are filled with the parts, and what stands between
/// <c>&lt;</c> and <c>&gt;</c> stays on one line, so that a number never parts from its measure word.</summary>
public sealed class Phrase : SheetPart
{
    /// <summary>Key of the label.</summary>
    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    /// <summary>What fills its places.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<RenderFragment> Parts { get; set; } = [];

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var rest = Words[Key].AsSpan();
        while (rest.Length > 0)
        {
            switch (rest[0])
            {
                case '<':
                    builder.OpenElement(0, "span");
                    builder.AddAttribute(1, "class", "nw");
                    rest = rest[1..];
                    break;
                case '>':
                    builder.CloseElement();
                    rest = rest[1..];
                    break;
                case '{':
                    builder.AddContent(2, Parts[rest[1] - '0']);
                    rest = rest[3..];
                    break;
                default:
                    var length = rest.IndexOfAny('<', '>', '{') is var end and >= 0 ? end : rest.Length;
                    builder.AddContent(3, rest[..length].ToString());
                    rest = rest[length..];
                    break;
            }
        }
    }
}
