using HazardLedger.Domain.Areas;

namespace HazardLedger.Domain.Tests.Areas;

public sealed class AreaCodeLaws
{
    public static TheoryData<string> Codes => ["35", "3503", "350304", "350304103", "350304103201", "Z-350304-01", "Z-430902-ABC123", "NYC", "35030", "Z-35030-01", ""];

    [Theory]
    [InlineData("35", true)]
    [InlineData("3503", true)]
    [InlineData("350304", true)]
    [InlineData("350304103", true)]
    [InlineData("350304103201", true)]
    [InlineData("Z-350304-01", true)]
    [InlineData("Z-350304-ABC123", true)]
    [InlineData("", false)]
    [InlineData("3", false)]
    [InlineData("35030", false)]
    [InlineData("3503041032011", false)]
    [InlineData("35030A", false)]
    [InlineData("３５０３０４", false)]
    [InlineData("Z-350304-0", false)]
    [InlineData("Z-350304-ABC12345", false)]
    [InlineData("Z-35030A-01", false)]
    [InlineData("Z-350304_01", false)]
    [InlineData("Z-350304-0-", false)]
    [InlineData("Z-", false)]
    public void Codes_have_the_lengths_of_the_standards(string code, bool wellFormed) => AreaCode.IsWellFormed(code).ShouldBe(wellFormed);

    [Theory]
    [InlineData("35", null)]
    [InlineData("3503", "35")]
    [InlineData("350304", "3503")]
    [InlineData("350304103", "350304")]
    [InlineData("350304103201", "350304103")]
    [InlineData("Z-350304-01", "350304")]
    [InlineData("NYC", null)]
    public void Every_area_lies_under_the_next_shorter_code_and_a_zone_under_its_county(string code, string? parent) =>
        AreaCode.ParentOf(code).ShouldBe(parent);

    [Theory]
    [InlineData("350304103201", "35/3503/350304/350304103/350304103201")]
    [InlineData("Z-350304-01", "35/3503/350304/Z-350304-01")]
    [InlineData("NYC", "NYC")]
    public void A_path_runs_from_the_province_down(string code, string path) => AreaCode.PathOf(code).ShouldBe(path);

    [Theory]
    [MemberData(nameof(Codes))]
    public void An_area_lies_within_exactly_the_areas_on_its_path(string code)
    {
        var path = AreaCode.PathOf(code).Split('/');
        foreach (var row in Codes)
        {
            AreaCode.IsWithin(code, row.Data).ShouldBe(path.Contains(row.Data), $"{code} within {row.Data}");
        }
    }

    [Fact]
    public void A_code_that_only_begins_like_another_is_not_within_it()
    {
        AreaCode.IsWithin("350304103", "35030").ShouldBeFalse();
        AreaCode.IsWithin("35", "350304").ShouldBeFalse();
        AreaCode.IsWithin("350305", "350304").ShouldBeFalse();
    }

    [Theory]
    [InlineData("350304103201", "350304")]
    [InlineData("350304", "350304")]
    [InlineData("Z-350304-01", "350304")]
    [InlineData("3503", "3503")]
    [InlineData("35", "35")]
    [InlineData("NYC", "NYC")]
    public void The_county_is_the_prefix_of_a_hazards_number(string code, string county) => AreaCode.CountyOf(code).ShouldBe(county);
}
