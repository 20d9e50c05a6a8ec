using System.Text.Json.Serialization;

namespace HazardLedger.Api.Http;

/// <summary>A page of a list: `next` is always said, null at its end.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Next">What to ask after; null when there is no more.</param>
/// <param name="Position">How far the answer reads.</param>
public sealed record ListAnswer(object Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] object? Next, long Position)
{
    /// <summary>The figure that is opened, where one is.</summary>
    public string? Figure { get; init; }

    /// <summary>How many there are behind a figure.</summary>
    public long? Count { get; init; }
}
