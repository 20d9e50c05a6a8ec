using System.Net;
using HazardLedger.EventStore;

namespace HazardLedger.Api.Tests.Faults;

/// <summary>An older program beside a newer one that has posted the figures by rules of its own: it records nothing more and tells no figure as the newest, and is
/// at fault with nothing.</summary>
public sealed class OlderProgramTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_the_switch_it_answers_503_where_it_knows_no_better_and_goes_on_reading_where_it_does()
    {
        await using var api = await RunningApi.StartAsync(arguments: "--Ledger:Sweep=off");
        var made = await api.PostAsync("/v1/hazards", Bodies.Register());
        await api.Database.ExecuteAsync("UPDATE hl.ledger SET generation = generation + 1");
        var newer = await api.Database.OpenLedgerAsync(new() { Generation = Domain.Figures.HazardPostings.Generation + 1 });
        var group = new AppendGroup([new(Guid.CreateVersion7(), "x", 0)], [new(0, Guid.CreateVersion7(), "x", "{}"u8.ToArray(), "{}"u8.ToArray())]);
        var position = (await newer.AppendAsync(group, Ct)).ShouldBeOfType<Appended>().LastPosition;

        foreach (var answer in new[]
        {
            await api.PostAsync("/v1/hazards", Bodies.Register()),
            await api.PostAsync($"{made.Location}/notes", new { note = "too late" }),
            await api.GetAsync("/v1/figures", ("Min-Position", $"{position}")),
            await api.GetAsync("/v1/figures", ("Min-Position", $"{position}")),
            await api.GetAsync("/health/ready"),
        })
        {
            (answer.Status, answer.Headers.RetryAfter is null).ShouldBe((HttpStatusCode.ServiceUnavailable, false), answer.Text);
        }

        var figures = await api.GetAsync("/v1/figures");
        (figures.Status, figures.Position, figures["position"].GetInt64()).ShouldBe((HttpStatusCode.OK, made.Position, made.Position!.Value), "older, and says so");
        (await api.GetAsync(made.Location!)).Status.ShouldBe(HttpStatusCode.OK);
        (await api.GetAsync($"/v1/events?after={position - 1}")).Status.ShouldBe(HttpStatusCode.OK);
        (await api.Database.ScalarAsync<long>("SELECT head FROM hl.ledger")).ShouldBe(position, "nothing was recorded by rules of before");
    }
}
