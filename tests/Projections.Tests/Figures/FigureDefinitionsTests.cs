using System.Runtime.CompilerServices;
using System.Text.Json;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>Names, sentences, formulas and predicates say the same, in the code and in the docs.</summary>
public sealed class FigureDefinitionsTests
{
    [Fact]
    public void The_docs_show_every_definition_as_the_code_has_it()
    {
        var file = Path.Combine(Root(), "docs", "figures.md");
        var docs = File.ReadAllText(file).ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("HAZARDLEDGER_UPDATE_DOCS") == "1")
        {
            var (first, after) = (docs.IndexOf("| figure |", StringComparison.Ordinal), docs.IndexOf("\n\n", docs.IndexOf("| figure |", StringComparison.Ordinal), StringComparison.Ordinal));
            docs = docs[..first] + FigureTable.Markdown() + docs[after..];
            File.WriteAllText(file, docs);
        }

        docs.ShouldContain(FigureTable.Markdown());
    }

    [Fact]
    public void Every_figure_has_one_name_and_a_rate_has_both_its_parts()
    {
        FigureDefinitions.All.Select(figure => figure.Name).ShouldBeUnique();
        FigureDefinitions.All.ShouldAllBe(figure => (figure.Kind == FigureKind.Rate) == (figure.Over != null));
        FigureDefinitions.All.Where(figure => figure.Kind is FigureKind.Balance or FigureKind.Rate or FigureKind.Days).ShouldAllBe(figure => figure.Counts != null);
    }

    [Fact]
    public void What_was_finished_or_noted_beside_before_the_window_stands_in_no_figure_but_listings_and_plans()
    {
        var old = Enumerable.Range(1, byte.MaxValue).Select(code => (short)code)
            .Where(code => !Account.IsUnfinished(code) && !Account.IsListing(code) && code is not (Account.Planned or Account.FiveElements))
            .SelectMany(code => Enum.GetValues<Grade>().SelectMany(grade => (FigureCell[])[new(code, false, false, grade), new(code, false, true, grade)])).ToList();
        foreach (var figure in FigureDefinitions.All)
        {
            old.Where(cell => figure.Counts?.Invoke(cell) == true || figure.Over?.Invoke(cell) == true).ShouldBeEmpty(figure.Name);
        }
    }

    [Fact]
    public void Every_figure_stands_in_the_json_under_its_name()
    {
        var answer = FiguresAgainstTheOracle.Grown(1).Reads.Headline(new(new(2026, 1, 1), new(2026, 3, 1), null, Scope.Everything));
        var json = JsonSerializer.SerializeToElement(answer, EventJson.Options);
        foreach (var figure in FigureDefinitions.All)
        {
            var at = json;
            figure.Name.Split('.').ShouldAllBe(part => Step(ref at, part), figure.Name);
        }
    }

    [Theory]
    [InlineData(2058, 2231, "92.2")]
    [InlineData(137354, 141911, "96.8")]
    [InlineData(1, 8, "12.5")]
    [InlineData(1, 2000, "0.1")]
    [InlineData(1, 2001, "0.0")]
    public void A_rate_is_rounded_half_up_to_one_decimal(long numerator, long denominator, string percent) => $"{new Rate(numerator, denominator).Percent:0.0}".ShouldBe(percent);

    [Fact]
    public void A_rate_over_nothing_is_no_number_and_says_so()
    {
        new Rate(0, 0).Percent.ShouldBeNull();
        JsonSerializer.Serialize(new Rate(0, 0), EventJson.Options).ShouldContain("\"percent\":null");
    }

    [Fact]
    public void Stored_dimensions_come_back_as_they_were()
    {
        var dims = new Domain.Figures.Dims("Z-350304-01", "fire", Grade.Ungraded, DiscoverySource.DataPlatformAlert, null, "a,b", "ORG-1");
        StoredDims.Read(StoredDims.Of(dims)).ShouldBe(dims);
        (StoredDims.Of(dims).SourceGroup, StoredDims.Of(dims).AreaPath).ShouldBe(("enterprise", "35/3503/350304/Z-350304-01"));
    }

    internal static string Docs() => File.ReadAllText(Path.Combine(Root(), "docs", "figures.md")).ReplaceLineEndings("\n");

    private static bool Step(ref JsonElement at, string part) => at.TryGetProperty(part, out at);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
