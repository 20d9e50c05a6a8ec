using System.Text.RegularExpressions;

namespace HazardLedger.House.Tests;

/// <summary>How long things may be. The scanner knows our formatting and no more: a function is a declaration with a parameter list whose
/// body opens and closes on lines of their own at the declaration's indent. Tables (fields and properties) are no functions.</summary>
public sealed class Sizes
{
    private const int LinesOfFile = 250;
    private const int LinesOfFunction = 40;

    [Fact]
    public void Files_are_at_most_250_lines() =>
        House.Code("src/").Concat(House.Code("tests/")).Select(path => (path, House.Lines(path).Length)).Where(file => file.Length > LinesOfFile)
            .Select(file => $"{file.path}: {file.Length} lines")
        .ShouldBeClean("A file is read at one sitting; what does not fit is two subjects.");

    [Fact]
    public void Functions_are_at_most_40_lines() =>
        House.Code("src/").Concat(House.Code("tests/")).SelectMany(path => Functions(House.Lines(path)).Where(function => function.Length > LinesOfFunction)
            .Select(function => $"{path}:{function.Line}: {function.Length} lines: {function.Head}"))
        .ShouldBeClean("A function is read on one screen.");

    [Fact]
    public void The_scanner_sees_blocks_tables_and_switches()
    {
        string[] code =
        [
            "    private static int One(", "        int a)", "    {", "        if (a > 0)", "        {", "            a++;", "        }", "        return a;", "    }", "",
            "    private static int Two(int a) => a switch", "    {", "        _ => 1,", "    };", "",
            "    private static readonly Dictionary<int, int> Table = new()", "    {", "        [1] = 2,", "    };",
            "    public sealed class Three(int a)", "    {", "    }",
        ];
        Functions(code).Select(function => (function.Line, function.Length)).ShouldBe([(1, 9), (11, 4)]);
    }

    private static IEnumerable<(int Line, int Length, string Head)> Functions(string[] lines)
    {
        for (var open = 1; open < lines.Length; open++)
        {
            var indent = lines[open].Length - 1;
            if (lines[open].Trim() != "{" || lines[open][indent] != '{')
            {
                continue;
            }

            var head = open - 1;
            while (head > 0 && IndentOf(lines[head]) > indent)
            {
                head--;
            }

            if (IndentOf(lines[head]) == indent && IsFunction(lines[head].Trim()))
            {
                var close = Array.FindIndex(lines, open, line => IndentOf(line) == indent && line.TrimStart().StartsWith('}'));
                yield return (head + 1, close - head + 1, lines[head].Trim());
            }
        }
    }

    private static bool IsFunction(string head) =>
        head.Contains('(') && !head.Split('(')[0].Contains(" = ")
        && !Regex.IsMatch(head, @"^(if|for|foreach|while|switch|using|lock|try|else|catch|finally|do|return|await|var|=>|\.)\b|\b(class|record|struct|interface|enum|namespace)\b");

    private static int IndentOf(string line) => line.Length == 0 ? int.MaxValue : line.Length - line.TrimStart().Length;
}
