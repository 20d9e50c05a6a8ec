using HazardLedger.Projections.Figures;
using Shouldly;
using Xunit;

namespace HazardLedger.Projections.Tests.Figures;

public sealed class MissingNamesTests
{
    [Fact]
    public void An_id_that_never_comes_does_not_make_all_above_it_be_read_again()
    {
        var names = new Column<string?>();
        var missing = new MissingNames<string?>(names, name => name is not null);
        missing.Now().From.ShouldBe(1);

        names.Put(1, "one");
        names.Put(4, "four"); // 2 and 3 are given out, and not committed yet
        var (from, holes) = missing.Now();
        (from, string.Join(' ', holes)).ShouldBe((5, "2 3"));

        names.Put(3, "three");
        names.Put(6, "six");
        (from, holes) = missing.Now();
        (from, string.Join(' ', holes)).ShouldBe((7, "2 5"));
    }
}
