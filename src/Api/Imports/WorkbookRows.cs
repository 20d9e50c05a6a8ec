using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace HazardLedger.Api.Imports;

/// <summary>The rows of a workbook's first sheet (ECMA-376), read forward only from a file that can seek. Days come as <c>yyyy-MM-dd</c>, instants
/// as <c>yyyy-MM-dd HH:mm:ss</c>, everything else as it is stored; a formula gives the value that was computed last.</summary>
internal sealed class WorkbookRows : IDisposable
{
    private const long MostShared = 64 * 1024 * 1024; // characters of texts that cells share; a small archive may unpack to anything
    private const int MostColumns = 1024;
    private static readonly DateTime DayZero = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersFromEntities = 1024, IgnoreComments = true, CloseInput = true };

    private readonly ZipArchive package;
    private readonly List<string> shared = [];
    private readonly List<bool> isDay = [];

    /// <summary>Opens the package and reads what cells share.</summary>
    /// <exception cref="InvalidDataException">It is no workbook, or too large.</exception>
    public WorkbookRows(Stream file)
    {
        package = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        ReadShared();
        ReadStyles();
    }

    public void Dispose() => package.Dispose();

    /// <summary>Every row that is not empty, the head among them.</summary>
    public IEnumerable<TableRow> Read()
    {
        using var sheet = Open("xl/worksheets/sheet1.xml") ?? throw new InvalidDataException("The file is no workbook with a first sheet.");
        var (row, number) = (new List<string>(), 0L);
        while (sheet.Read())
        {
            if (sheet is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                number = long.TryParse(sheet.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : number + 1;
                row = [];
            }
            else if (sheet is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                ReadCell(sheet, row);
            }
            else if (sheet is { NodeType: XmlNodeType.EndElement, LocalName: "row" } && row.Exists(cell => cell.Length > 0))
            {
                yield return new(number, row);
            }
        }
    }

    private void ReadCell(XmlReader sheet, List<string> row)
    {
        var (type, style) = (sheet.GetAttribute("t"), sheet.GetAttribute("s"));
        var column = sheet.GetAttribute("r") is { } name ? ColumnOf(name) : row.Count;
        if (column is < 0 or >= MostColumns)
        {
            throw new InvalidDataException($"A row has more than {MostColumns} columns.");
        }

        while (row.Count <= column)
        {
            row.Add("");
        }

        var text = "";
        using var cell = sheet.ReadSubtree();
        while (cell.Read())
        {
            // A value, or the runs of a text that stands in its cell.
            if (cell.NodeType == XmlNodeType.Element && cell.LocalName is "v" or "t" && !cell.IsEmptyElement)
            {
                text += TextIn(cell);
            }
        }

        row[column] = type switch
        {
            "s" => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < shared.Count ? shared[at] : throw new InvalidDataException("A cell names a text that is not there."),
            "b" => text == "1" ? "true" : "false",
            "str" or "inlineStr" or "e" or "d" => text,
            _ => NumberOf(text, int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < isDay.Count && isDay[n]),
        };
    }

    private static string NumberOf(string text, bool isDay)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return text;
        }

        if (!isDay || number is < 0 or > 2_958_465)
        {
            return number == Math.Truncate(number) && Math.Abs(number) < 1e15 ? ((long)number).ToString(CultureInfo.InvariantCulture) : number.ToString("R", CultureInfo.InvariantCulture);
        }

        var instant = DayZero.AddSeconds(Math.Round(number * 86_400));
        return instant.ToString(instant.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    private void ReadShared()
    {
        using var part = Open("xl/sharedStrings.xml");
        var (text, all, spoken) = ("", 0L, false); // how a text is pronounced stands beside it, and is no part of it
        while (part?.Read() == true)
        {
            if (part is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                text = "";
                if (part.IsEmptyElement)
                {
                    shared.Add("");
                }
            }
            else if (part.LocalName == "rPh")
            {
                spoken = part is { NodeType: XmlNodeType.Element, IsEmptyElement: false };
            }
            else if (!spoken && part is { NodeType: XmlNodeType.Element, LocalName: "t", IsEmptyElement: false })
            {
                text += TextIn(part);
            }
            else if (part is { NodeType: XmlNodeType.EndElement, LocalName: "si" })
            {
                shared.Add(text);
                all += text.Length + 16;
            }

            _ = all <= MostShared ? 0 : throw new InvalidDataException("The workbook's texts are too large.");
        }
    }

    // A number is a day when the format of its style shows one: built-in ones by number, others by their letters.
    private void ReadStyles()
    {
        using var part = Open("xl/styles.xml");
        var (own, inCells) = (new Dictionary<string, bool>(StringComparer.Ordinal), false);
        while (part?.Read() == true)
        {
            if (part is { NodeType: XmlNodeType.Element, LocalName: "numFmt" })
            {
                own[part.GetAttribute("numFmtId") ?? ""] = ShowsDay(part.GetAttribute("formatCode") ?? "");
            }
            else if (part.LocalName == "cellXfs")
            {
                inCells = part.NodeType == XmlNodeType.Element;
            }
            else if (inCells && part is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                var id = part.GetAttribute("numFmtId") ?? "0";
                isDay.Add(own.TryGetValue(id, out var day) ? day : int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 50 and <= 58));
            }
        }
    }

    private static bool ShowsDay(string format)
    {
        var (quoted, bracket) = (false, false);
        foreach (var c in format)
        {
            quoted ^= c == '"';
            bracket = c == '[' || (bracket && c != ']');
            if (!quoted && !bracket && char.ToLowerInvariant(c) is 'y' or 'd')
            {
                return true;
            }
        }

        return false;
    }

    // Stays within the element: what stands after it is for the next step.
    private static string TextIn(XmlReader reader) => reader.Read() && reader.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA ? reader.Value : "";

    private static int ColumnOf(string name) => name.TakeWhile(char.IsAsciiLetterUpper).Take(4).Aggregate(0, (column, letter) => (column * 26) + letter - 'A' + 1) - 1;

    private XmlReader? Open(string path) => package.GetEntry(path) is { } part ? XmlReader.Create(part.Open(), Settings) : null;
}
