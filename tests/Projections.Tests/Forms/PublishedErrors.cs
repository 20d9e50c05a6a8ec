using HazardLedger.Projections.Forms;
using HazardLedger.Projections.Names;

namespace HazardLedger.Projections.Tests.Forms;

/// <summary>Two statistics that were published with errors; a ledger that adds up and divides by itself flags both.</summary>
public sealed class PublishedErrors
{
    [Fact]
    public void A_rate_that_is_not_the_quotient_of_its_numbers_is_flagged()
    {
        // A province's three quarters, 2013: 141,911 found, 137,354 rectified, "97.28 %"; 182 major, 72 rectified, "39.56 %".
        FormCheck.OfRate(97.28m, 137_354, 141_911).ShouldNotBeNull().English.ShouldContain("96.79");
        FormCheck.OfRate(96.8m, 137_354, 141_911).ShouldBeNull();
        FormCheck.OfRate(39.56m, 72, 182).ShouldBeNull();
        FormCheck.OfRate(100m, 0, 0).ShouldNotBeNull();
    }

    [Fact]
    public void Parts_that_do_not_make_their_total_are_flagged()
    {
        // A city's year 2023: a total of 124,841 over parts that make 122,002; 630 major and 620 rectified over parts that make 631 and 623.
        var faults = FormCheck.Of([Row(null, 124_841, 630, 620), Row("parts", 122_002, 631, 623)]);

        faults.Select(fault => fault.Column).ShouldBe([2, 5, 6]);
        faults[0].English.ShouldContain("122002");
    }

    [Fact]
    public void A_part_is_never_more_than_its_whole()
    {
        FormCheck.Of([Row(null, 5, 1, 2)]).ShouldHaveSingleItem().Column.ShouldBe(6);
        FormCheck.Of([Row(null, 5, 2, 2)]).ShouldBeEmpty();
    }

    private static FormRow Row(string? key, decimal found, decimal major, decimal closed) =>
        new(key, new Name("", ""), [new(2, found, null), new(5, major, null), new(6, closed, null)]);
}
