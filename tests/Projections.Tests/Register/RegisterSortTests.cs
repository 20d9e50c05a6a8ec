using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;

namespace HazardLedger.Projections.Tests.Register;

public sealed class RegisterSortTests
{
    [Fact]
    public void An_order_is_written_as_it_is_read()
    {
        foreach (var text in RegisterSort.Keys.SelectMany(key => new[] { key, "-" + key }))
        {
            RegisterSort.Parse(text)!.ToString().ShouldBe(text);
        }

        RegisterSort.Parse("-discoveredOn").ShouldBe(RegisterSort.Default);
        RegisterSort.Keys.Count.ShouldBe(Enum.GetValues<RegisterKey>().Length);
    }

    [Theory]
    [InlineData("description")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("--number")]
    [InlineData("Number")]
    public void Only_orders_that_memory_keeps_are_offered(string text) => RegisterSort.Parse(text).ShouldBeNull();

    [Fact]
    public void Overdue_is_read_from_the_day_and_only_of_what_is_due()
    {
        var (before, day, after) = (Keeper("2026-06-16"), Keeper("2026-06-17"), Keeper("2026-06-18"));
        (Standings.Of(2, day, before), Standings.Of(2, day, day), Standings.Of(2, day, after)).ShouldBe((Standing.NotYetDue, Standing.NotYetDue, Standing.Overdue));
        (Standings.Of(1, null, after), Standings.Of(3, day, after), Standings.Of(4, day, after)).ShouldBe((Standing.NoDeadline, Standing.AwaitingAcceptance, Standing.AcceptedNotClosed));
        (Standings.Of(32, day, after), Standings.Of(63, day, after), Standings.Of(null, day, after)).ShouldBe((Standing.Finished, Standing.Finished, Standing.Gone));
        Should.Throw<InvalidOperationException>(() => Standings.Of(64, day, after));
    }

    private static DateOnly Keeper(string day) => Histories.Keeper.Day(day);
}
