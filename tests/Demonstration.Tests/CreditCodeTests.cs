namespace HazardLedger.Demonstration.Tests;

/// <summary>The fictional codes are checked by a verifier of the test's own (GB 32100-2015 and GB 11714).</summary>
public sealed class CreditCodeTests
{
    [Theory]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("91330424MA28AQAQXU", true)]
    [InlineData("91350304MA2H001610", true)]
    [InlineData("91310115MA1H8R7C6D", false)]
    [InlineData("91350211M0000XUF46", false)]
    public void The_verifier_knows_good_codes_from_bad(string code, bool good) => IsValid(code).ShouldBe(good);

    [Fact]
    public void Every_code_of_the_demonstration_is_valid_and_belongs_to_its_county()
    {
        var licensed = DemonstrationPlan.AllParties.Where(party => party.IsLicensed).ToList();
        licensed.Count.ShouldBeGreaterThan(270);
        licensed.Where(party => !IsValid(party.Id)).ShouldBeEmpty();
        licensed.Select(party => party.Id[2..8]).Distinct(StringComparer.Ordinal).ShouldBe(["350304", "350302"], ignoreOrder: true);
        DemonstrationPlan.AllParties.Select(party => party.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(DemonstrationPlan.AllParties.Count);
    }

    private static bool IsValid(string code)
    {
        const string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var (sum, weight) = (0, 1);
        foreach (var c in code[..17])
        {
            (sum, weight) = (sum + alphabet.IndexOf(c, StringComparison.Ordinal) * weight, weight * 3 % 31);
        }

        int[] weights = [3, 7, 9, 10, 5, 8, 4, 2];
        var organisation = code[8..16].Zip(weights, (c, w) => (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10) * w).Sum();
        var check = (11 - organisation % 11) switch { 10 => "X", 11 => "0", var digit => $"{digit}" };
        return alphabet[(31 - sum % 31) % 31] == code[17] && check == code[16..17];
    }
}
