using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace HazardLedger.Api.Tests.Exports;

/// <summary>Opens a workbook as a spreadsheet does: from the package's relations to the sheets, each part well-formed and of a declared type.</summary>
internal sealed class Workbook
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private Workbook(string title, List<(string Name, List<Dictionary<string, object?>> Rows)> sheets) => (Title, Sheets) = (title, sheets);

    public string Title { get; }

    public List<(string Name, List<Dictionary<string, object?>> Rows)> Sheets { get; }

    public static Workbook Open(byte[] bytes)
    {
        using var package = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        var types = Part(package, "[Content_Types].xml").Root!.Elements().ToList();
        foreach (var entry in package.Entries.Where(entry => entry.FullName != "[Content_Types].xml"))
        {
            _ = Part(package, entry.FullName);
            types.ShouldContain(type => (string?)type.Attribute("PartName") == "/" + entry.FullName || entry.FullName.EndsWith("." + (string?)type.Attribute("Extension"), StringComparison.Ordinal), entry.FullName);
        }

        var root = Links(package, "_rels/.rels");
        var book = Part(package, root["rId1"]);
        var links = Links(package, "xl/_rels/workbook.xml.rels");
        var sheets = book.Descendants(Main + "sheet").Select(sheet => ((string)sheet.Attribute("name")!, Rows(Part(package, "xl/" + links[(string)sheet.Attribute(Relations + "id")!])))).ToList();
        return new(Part(package, root["rId2"]).Root!.Elements().First().Value, sheets);
    }

    private static List<Dictionary<string, object?>> Rows(XDocument sheet) =>
        [.. sheet.Descendants(Main + "row").Select(row => row.Elements(Main + "c").ToDictionary(cell => ((string)cell.Attribute("r")!).TrimEnd("0123456789".ToCharArray()), Value, StringComparer.Ordinal))];

    private static object? Value(XElement cell) => ((string?)cell.Attribute("t"), (string?)cell.Attribute("s")) switch
    {
        ("inlineStr", _) => cell.Element(Main + "is")!.Value,
        ("b", _) => cell.Value == "1",
        (_, "1") => new DateOnly(1899, 12, 30).AddDays(int.Parse(cell.Value, CultureInfo.InvariantCulture)),
        _ => decimal.Parse(cell.Value, CultureInfo.InvariantCulture),
    };

    private static Dictionary<string, string> Links(ZipArchive package, string path) =>
        Part(package, path).Root!.Elements().ToDictionary(link => (string)link.Attribute("Id")!, link => (string)link.Attribute("Target")!, StringComparer.Ordinal);

    private static XDocument Part(ZipArchive package, string path)
    {
        using var text = package.GetEntry(path).ShouldNotBeNull(path).Open();
        using var reader = XmlReader.Create(text, new XmlReaderSettings { CheckCharacters = true, DtdProcessing = DtdProcessing.Prohibit });
        return XDocument.Load(reader);
    }
}
