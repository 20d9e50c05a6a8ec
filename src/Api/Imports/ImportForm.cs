using System.Runtime.CompilerServices;
using System.Xml;
using HazardLedger.Api.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace HazardLedger.Api.Imports;

/// <summary>A table sent as <c>multipart/form-data</c> (RFC 7578): the part <c>map</c>, then the part <c>file</c>, CSV or XLSX. CSV is read as it comes;
/// a workbook, whose parts lie anywhere in it, comes to rest in a file that is gone afterwards.</summary>
internal static class ImportForm
{
    /// <summary>Largest workbook.</summary>
    public const long LargestWorkbook = 256L * 1024 * 1024;

    /// <summary>True when the request is such a form.</summary>
    public static bool Is(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) && type.Boundary.Length > 0;

    /// <summary>Reads the map and finds the file.</summary>
    /// <returns>The lines, to be read once; or what is wrong.</returns>
    public static async Task<(IAsyncEnumerable<ImportLine>? Lines, Fault? Fault)> OpenAsync(HttpRequest request, CancellationToken ct)
    {
        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value!, request.Body);
        if (await reader.ReadNextSectionAsync(ct) is not { } first || NameOf(first).Name != "map")
        {
            return (null, new("map", "第一部分须为 map。", "The first part is the map."));
        }

        var utf8 = new MemoryStream();
        await CopyAsync(first.Body, utf8, JsonBody.CommandLimit, "The map", ct);
        var (map, fault) = TableMap.Read(utf8.ToArray());
        if (map is null)
        {
            return (null, fault);
        }

        return await reader.ReadNextSectionAsync(ct) is { } second && NameOf(second) is ("file", var file)
            ? (Lines(second.Body, file, map, ct), null) : (null, new("file", "第二部分须为 file。", "The second part is the file."));
    }

    /// <summary>The lines of a table.</summary>
    /// <param name="body">Its bytes.</param>
    /// <param name="name">Its name: what ends in <c>.xlsx</c> is a workbook, everything else CSV.</param>
    /// <param name="map">Which columns are what.</param>
    /// <param name="ct">Stops reading.</param>
    /// <exception cref="InvalidDataException">While they are read: the table cannot be, the message says why.</exception>
    public static IAsyncEnumerable<ImportLine> Lines(Stream body, string name, TableMap map, CancellationToken ct) => new TableLines(map).ReadAsync(
        name.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) ? WorkbookAsync(body, ct) : TableRows.ReadAsync(TableRows.TextOf(body, map.Encoding), map.Delimiter[0], ct), ct);

    private static async IAsyncEnumerable<TableRow> WorkbookAsync(Stream body, [EnumeratorCancellation] CancellationToken ct)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose };
        await using var file = new FileStream(Path.Combine(Path.GetTempPath(), $"hazardledger-{Guid.NewGuid():N}.xlsx"), options);
        await CopyAsync(body, file, LargestWorkbook, "The workbook", ct);
        file.Position = 0;
        using var rows = new WorkbookRows(file);
        using var each = rows.Read().GetEnumerator();
        while (Next(each))
        {
            yield return each.Current;
        }
    }

    private static bool Next(IEnumerator<TableRow> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (XmlException e)
        {
            throw new InvalidDataException("The workbook is damaged.", e);
        }
    }

    private static async Task CopyAsync(Stream from, Stream to, long most, string what, CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        var all = 0L;
        while (await from.ReadAsync(buffer, ct) is > 0 and var read)
        {
            all += read;
            if (all > most)
            {
                throw new InvalidDataException($"{what} is larger than {most / 1024} KiB.");
            }

            await to.WriteAsync(buffer.AsMemory(0, read), ct);
        }
    }

    private static (string Name, string File) NameOf(MultipartSection section) => section.GetContentDispositionHeader() is { } said
        ? (HeaderUtilities.RemoveQuotes(said.Name).ToString(), HeaderUtilities.RemoveQuotes(said.FileNameStar.HasValue ? said.FileNameStar : said.FileName).ToString()) : ("", "");
}
