using System.Text.Json;
using HazardLedger.Api.Feed;
using HazardLedger.EventStore;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Exports;

/// <summary>The columns of the events as a table: what every event has, codes beside the names that people read, and what it says as JSON.</summary>
internal static class EventColumns
{
    private static readonly (Name Name, Func<Line, string, object?> Cell)[] All =
    [
        (NameBook.Field("position"), static (line, _) => line.View.Position),
        (new("记录时间", "Recorded at"), static (line, _) => line.View.RecordedAt),
        (NameBook.Field("occurredOn"), static (line, _) => line.View.OccurredOn),
        (NameBook.Field("number"), static (line, _) => line.At?.Number),
        (NameBook.Field("type"), static (line, language) => NameBook.Event(line.View.Type).In(language)),
        (new("类型代码", "Type code"), static (line, _) => line.View.Type),
        (NameBook.Field("version"), static (line, _) => line.View.Version),
        (NameBook.Field("area"), static (line, language) => line.At is { } at ? NameBook.Area(at.Area).In(language) : null),
        (new("区域代码", "Area code"), static (line, _) => line.At?.Area),
        (NameBook.Field("person"), static (line, _) => line.View.Actor.Person),
        (NameBook.Field("organisation"), static (line, _) => line.View.Actor.Organisation),
        (new("隐患标识", "Hazard id"), static (line, _) => line.View.Hazard.ToString()),
        (new("内容", "Content"), static (line, _) => JsonSerializer.Serialize(line.View.Data, EventJson.Options)),
    ];

    /// <summary>The names of the columns.</summary>
    public static IEnumerable<string> Names(string language) => All.Select(column => column.Name.In(language));

    /// <summary>One event's cells.</summary>
    /// <param name="stored">The event.</param>
    /// <param name="at">Its hazard as it stands now; null for what is no hazard.</param>
    /// <param name="language">Of the names.</param>
    public static IReadOnlyList<object?> Cells(StoredEvent stored, RegisterItem? at, string language)
    {
        var line = new Line(EventSight.ViewOf(stored), at);
        return [.. All.Select(column => column.Cell(line, language))];
    }

    private sealed record Line(Projections.Histories.EventView View, RegisterItem? At);
}
