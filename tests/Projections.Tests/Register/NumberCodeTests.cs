using HazardLedger.Projections.Register;

namespace HazardLedger.Projections.Tests.Register;

public sealed class NumberCodeTests
{
    [Fact]
    public void Numbers_in_eight_bytes_are_the_numbers_and_stand_in_the_order_of_their_texts()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] counties = ["35", "3503", "350304", "350302", "9", "990304", "000000"];
        var numbers = Enumerable.Range(0, 500).Select(_ => $"{counties[random.Next(counties.Length)]}-{random.Next(10_000):D4}-{random.Next(1_000_000):D6}").ToList();
        var codes = new NumberCodes();
        foreach (var number in numbers)
        {
            codes.TextOf(codes.Of(number)).ShouldBe(number, $"seed {seed}");
        }

        numbers.OrderBy(number => NumberCodes.Packed(number)).ShouldBe(numbers.Order(StringComparer.Ordinal), $"seed {seed}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-2026-000001")]
    [InlineData("N-1")]
    [InlineData("BOG-2026-000001")]
    [InlineData("350304-2026-1000000")]
    [InlineData("3503041-2026-000001")]
    [InlineData("350304-2026_000001")]
    [InlineData("荔城-2026-000001")]
    public void A_number_of_another_form_is_kept_as_text(string number)
    {
        var codes = new NumberCodes();
        NumberCodes.Packed(number).ShouldBeNull();
        var code = codes.Of(number);
        codes.TextOf(code).ShouldBe(number);
        codes.Of(number, code).ShouldBe(code, "and once");
    }
}
