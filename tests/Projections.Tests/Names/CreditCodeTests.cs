using HazardLedger.Domain.Enterprises;

namespace HazardLedger.Projections.Tests.Names;

public sealed class CreditCodeTests
{
    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("91110000101623741K")]
    [InlineData("911101066976941872")]
    [InlineData("91330424MA28AQAQXU")] // organisation check X
    [InlineData("91350304MA2H001610")] // weighted sum a multiple of 31: the check is 0
    [InlineData("91350304MA2H0092X0")]
    [InlineData("91350304MA2XA0K7XA")]
    [InlineData("91430902MA4L0A1154")]
    [InlineData("92430902MA4P0B226R")]
    [InlineData("91350304MA32HD0103")]
    [InlineData("91350304MA2H0009X4")]
    public void A_right_code_is_valid(string code)
    {
        CreditCode.FaultsOf(code).ShouldBe(CreditCodeFaults.None);
        CreditCode.IsValid(code).ShouldBeTrue();
        CreditCode.CheckOf(code.AsSpan(0, 17)).ShouldBe(code[17]);
        CreditCode.OrganisationCheckOf(code.AsSpan(8, 8)).ShouldBe(code[16]);
    }

    [Fact]
    public void A_code_with_both_checks_wrong_says_both() =>
        CreditCode.FaultsOf("91310115MA1H8R7C6D").ShouldBe(CreditCodeFaults.OrganisationCheck | CreditCodeFaults.Check);

    [Fact]
    public void A_code_that_was_really_printed_may_be_wrong() => CreditCode.IsValid("91350211M0000XUF46").ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("91350100M000100Y4")]
    [InlineData("91350100M000100Y433")]
    [InlineData("91350100I000100Y43")] // I, O, S, V, Z are no characters of the code
    [InlineData("91350100m000100y43")]
    [InlineData("9135A100M000100Y43")]
    [InlineData("９1350100M000100Y43")]
    [InlineData("SITE-350304-000001")]
    public void What_has_not_the_shape_is_no_code(string code) => CreditCode.FaultsOf(code).ShouldBe(CreditCodeFaults.Shape);

    [Fact]
    public void Every_single_wrong_character_is_found()
    {
        const string code = "91350304MA2XA0K7XA";
        for (var i = 0; i < code.Length; i++)
        {
            foreach (var other in "0123456789ABCDEFGHJKLMNPQRTUWXY".Where(letter => letter != code[i]))
            {
                CreditCode.IsValid(code[..i] + other + code[(i + 1)..]).ShouldBeFalse($"{other} at {i + 1}");
            }
        }
    }

    [Fact]
    public void A_check_of_something_else_is_a_mistake_of_the_caller()
    {
        Should.Throw<ArgumentException>(() => CreditCode.CheckOf("91350304"));
        Should.Throw<ArgumentException>(() => CreditCode.CheckOf("91350304MA2XA0K7Z"));
        Should.Throw<ArgumentException>(() => CreditCode.OrganisationCheckOf("MA2XA0K"));
        Should.Throw<ArgumentException>(() => CreditCode.OrganisationCheckOf("MA2XA0K-"));
    }
}
