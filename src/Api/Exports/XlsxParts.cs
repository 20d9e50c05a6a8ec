using System.Globalization;
using System.Text;

namespace HazardLedger.Api.Exports;

/// <summary>The parts of a workbook beside its sheets: the fewest that every spreadsheet opens (ECMA-376 parts 1 and 2).</summary>
internal static class XlsxParts
{
    public const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const int LongestName = 31;

    // Style 1 is a day, style 2 a heading.
    private const string Styles = Declaration + "<styleSheet xmlns=\"" + Main + "\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
        + "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
        + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
        + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
        + "<cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
        + "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
        + "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/></cellXfs></styleSheet>";

    /// <summary>Paths with their text.</summary>
    /// <param name="title">Title of the document and name of its sheets.</param>
    /// <param name="sheets">How many sheets were written.</param>
    public static IEnumerable<(string Path, string Text)> Of(string title, int sheets)
    {
        var numbers = Enumerable.Range(1, sheets).ToList();
        yield return ("xl/styles.xml", Styles);
        yield return ("xl/workbook.xml",
            $"{Declaration}<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>{Each(numbers, n => $"<sheet name=\"{Escaped(NameOf(title, n))}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>")}</sheets></workbook>");
        yield return ("xl/_rels/workbook.xml.rels", Links([
            .. numbers.Select(n => ($"rId{n}", $"{Relations}/worksheet", $"worksheets/sheet{n}.xml")), ($"rId{sheets + 1}", $"{Relations}/styles", "styles.xml")]));
        yield return ("docProps/core.xml",
            $"{Declaration}<cp:coreProperties xmlns:cp=\"{Package}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{Escaped(title)}</dc:title><dc:creator>HazardLedger</dc:creator></cp:coreProperties>");
        yield return ("_rels/.rels", Links([("rId1", $"{Relations}/officeDocument", "xl/workbook.xml"), ("rId2", $"{Package}/relationships/metadata/core-properties", "docProps/core.xml")]));
        yield return ("[Content_Types].xml",
            $"{Declaration}<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{SheetType}.sheet.main+xml\"/>{Each(numbers, n => $"<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{SheetType}.worksheet+xml\"/>")}"
            + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{SheetType}.styles+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>");
    }

    // A sheet's name may have 31 characters, and none of []:*?/\.
    private static string NameOf(string title, int number)
    {
        var after = number == 1 ? "" : number.ToString(CultureInfo.InvariantCulture);
        var plain = string.Concat(title.Where(c => !"[]:*?/\\'".Contains(c, StringComparison.Ordinal)));
        return plain[..Math.Min(plain.Length, LongestName - after.Length)] + after;
    }

    private static string Links(IEnumerable<(string Id, string Type, string Target)> links) =>
        $"{Declaration}<Relationships xmlns=\"{Package}/relationships\">{string.Concat(links.Select(link => $"<Relationship Id=\"{link.Id}\" Type=\"{link.Type}\" Target=\"{link.Target}\"/>"))}</Relationships>";

    private static string Each(IEnumerable<int> numbers, Func<int, string> text) => string.Concat(numbers.Select(text));

    private static string Escaped(string text)
    {
        var xml = new StringBuilder();
        XlsxTable.AppendText(xml, text);
        return xml.Replace("\"", "&quot;").ToString();
    }
}
