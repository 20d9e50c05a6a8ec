using System.Text.Json;
using HazardLedger.Api.Imports;
using HazardLedger.Api.Imports.Sets;

namespace HazardLedger.Api.Tests.Imports;

/// <summary>What goes back to the person at the other register.</summary>
public sealed class RefusedFileTests
{
    [Fact]
    public async Task Refused_lines_come_back_with_reasons_and_go_in_again_once_mended()
    {
        await using var api = await RunningApi.StartAsync();
        string[] lines = Lines.Text([.. Lines.Case("R-1"), .. Lines.Case("R-2", closed: "2019-01-01"), "{broken", .. Lines.Case("R-3", found: "2019-06-01", closed: "2019-06-02")]).Split('\n');
        var sender = new ImportSender(api.Client);
        var report = await sender.SendAsync(lines, "profile=historical", static _ => { }, TestContext.Current.CancellationToken);
        report.GetProperty("recorded").GetInt64().ShouldBe(1);
        var file = Path.GetTempFileName();
        RefusedFile.Write(file, lines, await sender.RefusalsAsync(report.GetProperty("id").GetGuid(), TestContext.Current.CancellationToken));
        var back = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        File.Delete(file);
        var reasons = back.Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("refused")).Select(r => (r.GetProperty("line").GetInt64(), r.GetProperty("code").GetString()));
        reasons.ShouldBe(
        [
            (5, "caseRefused"), (6, "caseRefused"), (7, "caseRefused"), (8, "caseRefused"), (9, "malformed"),
            (10, "unreadableNeighbour"), (11, "caseRefused"), (12, "caseRefused"), (13, "caseRefused"),
        ]);
        var mended = string.Join('\n', back.Where(line => !line.Contains("{broken", StringComparison.Ordinal))).Replace("2019-01-01", "2019-03-09", StringComparison.Ordinal);
        var again = await api.Client.ImportAsync(mended);
        (again.Count("recorded"), again.Count("refused")).ShouldBe((2, 0), again.Text);
        string[] whole = Lines.Text([.. Lines.Case("R-1"), .. Lines.Case("R-2", closed: "2019-03-09"), .. Lines.Case("R-3", found: "2019-06-01", closed: "2019-06-02")]).Split('\n');
        (await api.Client.ImportAsync(string.Join('\n', whole))).Count("already").ShouldBe(3);
    }

    [Fact]
    public void Values_may_hold_commas_quotes_and_line_breaks()
    {
        var rows = Csv.Read("a,b,c\r\n1,\"x, \"\"y\"\"\nz\",\r\n\"\",2,3").ToList();
        rows.Select(row => (row["a"], row["b"], row["c"])).ShouldBe([("1", "x, \"y\"\nz", ""), ("", "2", "3")]);
    }

    [Theory]
    [InlineData("import what", "Nothing")]
    [InlineData("--check", "Nothing")]
    [InlineData(". --profile guess", "--profile")]
    [InlineData(". --surprise", "--surprise")]
    [InlineData(". --profile", "needs a value")]
    public void Words_that_make_no_sense_are_told(string words, string fault)
    {
        var (read, said) = ImportWords.Parse(words.Split(' '));
        read.ShouldBeNull();
        said.ShouldNotBeNull().ShouldContain(fault == "Nothing" && words != "--check" ? "what is not known" : fault);
    }
}
