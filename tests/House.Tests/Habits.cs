using System.Text.RegularExpressions;

namespace HazardLedger.House.Tests;

/// <summary>What the code does not do, and why.</summary>
public sealed class Habits
{
    private const string Clock = @"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b";

    [Fact]
    public void The_domain_asks_no_clock_no_chance_and_no_machine() =>
        Arrows.Mentions("src/Domain/", $@"{Clock}|\bTimeProvider\b|\bStopwatch\b|\bGuid\.(NewGuid|CreateVersion7)\b|\bRandom\b|\bEnvironment\.")
        .ShouldBeClean("A rule must give the same answer for the same story for ever: day, actor, ids and policy are handed in.");

    [Theory]
    [InlineData("src/Projections/")]
    [InlineData("src/Demonstration/")]
    [InlineData("src/Dashboard/")]
    [InlineData("src/EventStore/")]
    public void Other_rooms_take_their_time_from_a_TimeProvider(string folder) =>
        Arrows.Mentions(folder, Clock)
        .ShouldBeClean("Midnight, year's end and holidays are tested with a clock in the hand; a clock on the wall cannot be.");

    [Fact]
    public void Tests_wait_for_something_and_not_for_some_time() =>
        Arrows.Mentions("tests/", @"\bThread\.Sleep\(|\bTask\.Delay\(")
        .ShouldBeClean("A test that sleeps is slow on a good day and red on a bad one: wait for the condition, with a time-out.");

    [Fact]
    public void Nothing_is_left_to_do_in_a_comment() =>
        House.Files.Where(path => Regex.IsMatch(path, @"\.(cs|razor|sql|css|js|md|csproj|props|sh|yml)$")).SelectMany(path => House.Lines(path)
            .Select((line, at) => (line, at)).Where(line => Regex.IsMatch(line.line, @"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b")).Select(line => $"{path}:{line.at + 1}: {line.line.Trim()}"))
        .Where(breach => !breach.StartsWith(".editorconfig", StringComparison.Ordinal))
        .ShouldBeClean("What is worth doing is done or stands in an issue; in a comment nobody finds it again.");

    [Fact]
    public void A_suppression_carries_its_reason() =>
        House.Code("src/").Concat(House.Code("tests/")).SelectMany(path => House.Lines(path).Select((line, at) => (line, at))
            .Where(line => (line.line.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) && !Regex.IsMatch(line.line, @"//\s*\w+(\W+\w+){2,}"))
                || (line.line.Contains("[Suppress" + "Message(", StringComparison.Ordinal) && !Regex.IsMatch(line.line, @"Justification\s*=\s*""[^""]{10,}")))
            .Select(line => $"{path}:{line.at + 1}: {line.line.Trim()}"))
        .ShouldBeClean("A rule that is switched off without a reason will be switched off again without one.");

    [Fact]
    public void Catching_everything_carries_its_reason() =>
        House.Code("src/").SelectMany(path => Unmotivated(path, House.Lines(path)))
        .ShouldBeClean("Our own mistakes crash with a trace id. A boundary that catches everything says why it is one; cleaning up and throwing again is none.");

    [Fact]
    public void The_standard_output_belongs_to_commands_only() =>
        new[] { "src/Domain/", "src/Proofs/", "src/EventStore/", "src/Projections/", "src/Dashboard/" }.SelectMany(folder => Arrows.Mentions(folder, @"\bConsole\.Write"))
        .ShouldBeClean("What a service writes to its standard output nobody reads in order; log it, count it or answer it.");

    private static IEnumerable<string> Unmotivated(string path, string[] lines)
    {
        for (var at = 0; at < lines.Length; at++)
        {
            var catches = Regex.IsMatch(lines[at], @"\bcatch(\s*\(Exception\b[^)]*\))?\s*(//.*)?$");
            var block = lines[Math.Max(0, at - 1)..Math.Min(lines.Length, at + 10)];
            if (catches && !block.Any(near => near.Contains("//", StringComparison.Ordinal) || near.Trim() == "throw;"))
            {
                yield return $"{path}:{at + 1}: {lines[at].Trim()}";
            }
        }
    }
}
