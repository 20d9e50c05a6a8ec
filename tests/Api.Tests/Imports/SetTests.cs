using HazardLedger.Api.Imports.Sets;

namespace HazardLedger.Api.Tests.Imports;

/// <summary>Histories that other registers published, imported through the API, must give the figures that were computed from them apart
/// from this project. Which figure of ours equals which of theirs stands in docs/imports.md.</summary>
public sealed class SetTests
{
    private const string Missing = "The published data sets are not beside this project (../shared/data).";

    [Fact]
    public async Task Every_figure_of_every_published_set_comes_out_equal_and_contradictory_cases_stay_out()
    {
        Assert.SkipUnless(Folder() is not null, Missing);
        await using var api = await RunningApi.StartAsync();
        var sets = DataSet.Find(Folder()!);
        sets.Select(set => set.Name).ShouldBe(["columbia-code-cases", "nyc-hpd-hpd", "nyc-hpd-aep", "nyc-hpd-vacate", "nyc-hpd-311"]);
        foreach (var set in sets)
        {
            var said = new List<string>();
            var good = await new SetCheck(api.Client, said.Add, static (_, _, _) => { }).RunAsync(set, TestContext.Current.CancellationToken);
            good.ShouldBeTrue(string.Join('\n', said));
            said.ForEach(TestContext.Current.TestOutputHelper!.WriteLine);
        }
    }

    [Fact]
    public async Task A_figure_that_is_not_equal_is_named()
    {
        Assert.SkipUnless(Folder() is not null, Missing);
        await using var api = await RunningApi.StartAsync();
        var set = DataSet.Find(Folder()!).Single(set => set.Name == "nyc-hpd-hpd");
        var said = new List<string>();
        var good = await new SetCheck(api.Client, said.Add, static (_, _, _) => { }).RunAsync(set with { Cases = [.. set.Cases.Skip(1)] }, TestContext.Current.CancellationToken);
        good.ShouldBeFalse();
        said.ShouldContain("  DIFFERENT: 2020-02-29 found: expected 100, answered 99");
    }

    // Beside the repository, or beside a folder that holds it.
    private static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "data");
            if (File.Exists(Path.Combine(folder, "columbia-code-cases", "expected.json")))
            {
                return folder;
            }
        }

        return null;
    }
}
