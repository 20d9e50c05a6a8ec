using HazardLedger.Api.Recording;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Register;

namespace HazardLedger.Api.Exports;

/// <summary>The columns of the register as a table: codes beside the names that people read.</summary>
internal static class RegisterColumns
{
    private static readonly (Name Name, Func<RegisterItem, string, object?> Cell)[] All =
    [
        (NameBook.Field("number"), static (row, _) => row.Number),
        (NameBook.Field("area"), static (row, language) => NameBook.Area(row.Area).In(language)),
        (new("区域代码", "Area code"), static (row, _) => row.Area),
        (NameBook.Field("sector"), static (row, language) => NameBook.Sector(row.Sector).In(language)),
        (NameBook.Field("source"), static (row, language) => NameBook.Of(row.Source).In(language)),
        (NameBook.Field("sourceGroup"), static (row, language) => NameBook.Of(row.SourceGroup).In(language)),
        (NameBook.Field("category"), static (row, language) => NameBook.Of(row.Category).In(language)),
        (NameBook.Field("enterprise"), static (row, _) => row.Enterprise),
        (NameBook.Field("site"), static (row, _) => row.Site),
        (NameBook.Field("place"), static (row, _) => row.Place),
        (NameBook.Field("description"), static (row, _) => row.Description),
        (NameBook.Field("discoveredOn"), static (row, _) => row.DiscoveredOn),
        (NameBook.Field("grade"), static (row, language) => NameBook.Of(row.Grade).In(language)),
        (NameBook.Field("lifecycle"), static (row, language) => NameBook.Of(row.Lifecycle).In(language)),
        (NameBook.Field("standing"), static (row, language) => NameBook.Of(row.Standing).In(language)),
        (NameBook.Field("deadline"), static (row, _) => row.Deadline.On),
        (new("最初期限", "Original deadline"), static (row, _) => row.Deadline.Original),
        (new("逾期", "Overdue"), static (row, _) => row.Deadline.Overdue),
        (NameBook.Field("reinspectBy"), static (row, _) => row.ReinspectBy),
        (NameBook.Field("finishedOn"), static (row, _) => row.FinishedOn),
        (NameBook.Field("listingNo"), static (row, _) => row.Listing?.ListingNo),
        (new("挂牌级别", "Level of the listing"), static (row, language) => row.Listing is { } listing ? NameBook.Of(listing.Level).In(language) : null),
        (new("挂牌期限", "Deadline of the listing"), static (row, _) => row.Listing?.Deadline),
        (NameBook.Field("regulator"), static (row, _) => row.Regulator),
        (NameBook.Field("campaigns"), static (row, _) => row.Campaigns.Count == 0 ? null : string.Join("; ", row.Campaigns)),
        (NameBook.Field("reopenCount"), static (row, _) => row.ReopenCount),
        (NameBook.Field("mergedInto"), static (row, _) => row.MergedInto?.ToString()),
        (new("外部系统", "External system"), static (row, _) => row.External?.System),
        (NameBook.Field("external"), static (row, _) => row.External?.Id),
        (NameBook.Field("id"), static (row, _) => row.Id.ToString()),
        (new("版本", "Version"), static (row, _) => row.Version),
        (new("位点", "Position"), static (row, _) => row.Position),
        (new("最近录入时间", "Last recorded at"), static (row, _) => LegalZone.Local(row.RecordedAt)),
    ];

    /// <summary>What stands above the columns.</summary>
    public static IEnumerable<string> Names(string language) => All.Select(column => column.Name.In(language));

    /// <summary>A hazard's cells.</summary>
    public static IEnumerable<object?> Cells(RegisterItem row, string language) => All.Select(column => column.Cell(row, language));
}
