using System.Text.Json;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.Projections.Register;

namespace HazardLedger.Projections.Tests.Register;

public sealed class RegisterFacetTests
{
    [Fact]
    public void What_is_known_of_a_hazard_is_what_its_row_says()
    {
        var seed = Random.Shared.Next();
        foreach (var step in new RandomHistory(seed).Grow(hazards: 60, steps: 600).Journal)
        {
            var row = RegisterFacets.Parse(step.Hazard, 7, RegisterRows.Of(step.Hazard, step.After));
            Said(RegisterFacets.Of(step.Hazard, step.After.Now).At(7)).ShouldBe(Said(row), $"seed {seed}, version {step.After.Version}");
        }

        static string Said(RegisterFacets facets) => JsonSerializer.Serialize(facets);
    }
}
