using System.Text.Json;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Tests.Rebuild;
using HazardLedger.Testing;

namespace HazardLedger.Projections.Tests.Register;

public sealed class RegisterFacetTests
{
    [Fact]
    public async Task What_is_known_of_a_hazard_is_what_its_row_says()
    {
        var seed = Random.Shared.Next();
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        foreach (var step in new RandomHistory(seed).Grow(hazards: 20, steps: 200).Journal)
        {
            await Kept.AppendAsync(ledger, step);
            await using var command = database.App.CreateCommand($"SELECT {RegisterFacets.Columns} FROM hl.register r WHERE r.hazard = $1");
            command.Parameters.Add(new Npgsql.NpgsqlParameter<Guid> { TypedValue = step.Hazard });
            await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            (await row.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
            var read = RegisterFacets.Read(row);
            Said(RegisterFacets.Of(step.Hazard, step.After.Now).At(read.Position)).ShouldBe(Said(read), $"seed {seed}, version {step.After.Version}");
        }

        static string Said(RegisterFacets facets) => JsonSerializer.Serialize(facets);
    }
}
