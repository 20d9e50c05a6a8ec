using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace HazardLedger.Api.Forms;

/// <summary>Lines of a small sheet as files that people open: CSV (RFC 4180, with a byte-order mark, else Excel reads Chinese wrongly) and XLSX
/// (ECMA-376, the least that is valid). Meant for forms; they are made in memory.</summary>
internal static class SheetFiles
{
    /// <summary>Media type of an XLSX.</summary>
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>UTF-8 with a mark, lines ended by CR LF. A text that a sheet would take for a formula begins with an apostrophe.</summary>
    public static byte[] Csv(IEnumerable<IReadOnlyList<object>> lines)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var line in lines)
        {
            text.AppendJoin(',', line.Select(cell => cell is decimal number ? Written(number) : Quoted(Harmless((string)cell)))).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A workbook with one sheet: numbers are numbers, texts are texts and never formulas.</summary>
    public static byte[] Xlsx(string sheet, IEnumerable<IReadOnlyList<object>> lines)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "[Content_Types].xml", $"<Types xmlns=\"{Package}content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
            Put(zip, "_rels/.rels", $"<Relationships xmlns=\"{Package}relationships\"><Relationship Id=\"r1\" Type=\"{Links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Put(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}relationships\"><Relationship Id=\"r1\" Type=\"{Links}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            Put(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Links}\"><sheets><sheet name=\"{sheet}\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
            using var part = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
            WriteSheet(part, lines);
        }

        return file.ToArray();
    }

    private static void WriteSheet(Stream part, IEnumerable<IReadOnlyList<object>> lines)
    {
        using var xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetData", Main);
        foreach (var line in lines)
        {
            xml.WriteStartElement("row", Main);
            foreach (var cell in line)
            {
                WriteCell(xml, cell);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCell(XmlWriter xml, object cell)
    {
        xml.WriteStartElement("c", Main);
        if (cell is decimal number)
        {
            xml.WriteElementString("v", Main, Written(number));
        }
        else
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", Main);
            xml.WriteElementString("t", Main, (string)cell);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Put(ZipArchive zip, string name, string xml)
    {
        using var part = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        part.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + xml);
    }

    private static string Written(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Harmless(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
