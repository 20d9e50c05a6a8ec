using System.Text.Json;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Tests;

/// <summary>The committed contract is the served one.</summary>
public sealed class ContractTests
{
    [Fact]
    public async Task The_committed_openapi_json_is_what_is_served()
    {
        await using var api = await RunningApi.StartAsync();
        using var nobody = api.ClientOf(null);
        var served = (await nobody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var file = Path.Combine(Root(), "openapi.json");
        if (Environment.GetEnvironmentVariable("HAZARDLEDGER_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, served);
        }

        (await File.ReadAllTextAsync(file)).ShouldBe(served, "the contract changed: run ./test with HAZARDLEDGER_UPDATE_DOCS=1, read the difference, commit it");
    }

    [Fact]
    public async Task Every_command_is_in_the_contract_with_its_own_members()
    {
        await using var api = await RunningApi.StartAsync();
        var contract = (await api.GetAsync("/openapi/v1.json")).Body;
        contract.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
        foreach (var row in HazardCommands.All)
        {
            var path = contract.GetProperty("paths").EnumerateObject().Single(path => path.Value.TryGetProperty("post", out var post)
                && post.TryGetProperty("operationId", out var id) && id.GetString() == row.Command.Name);
            var schema = path.Value.GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
            var says = schema.TryGetProperty("properties", out var members) && members.EnumerateObject().Any(member => member.Name == "occurredOn");
            says.ShouldBe(row.Command != typeof(ApproveProposal), $"{row.Route}: an approval says nothing of its own");
        }
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "HazardLedger.sln")))
        {
            at = at.Parent;
        }

        return at.FullName;
    }
}
