using HazardLedger.Testing;

namespace HazardLedger.EventStore.Tests;

public sealed class GivenIdTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_who_want_new_names_at_once_get_one_id_each_and_none_is_lost_between()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var given = await Task.WhenAll(Enumerable.Range(0, 400).Select(at => Task.Run(async () => (Code: $"p-{at % 40}", Id: await ledger.PartyIdAsync($"p-{at % 40}", Ct)), Ct)));
        given.Distinct().Count().ShouldBe(40);
        (await database.ScalarAsync<int>("SELECT max(id) FROM hl.party")).ShouldBe(40);
        (await database.ScalarAsync<string>("SELECT code FROM hl.party WHERE id = " + given[0].Id)).ShouldBe(given[0].Code);
    }
}
