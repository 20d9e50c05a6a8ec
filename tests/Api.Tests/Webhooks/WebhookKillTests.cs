using HazardLedger.Testing;

namespace HazardLedger.Api.Tests.Webhooks;

/// <summary>The program is killed with SIGKILL while a receiver has a message and has not answered yet.</summary>
public sealed class WebhookKillTests
{
    private const int Notes = 6;
    private const int Hazards = 3;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_between_the_sending_and_the_writing_down_a_delivery_comes_again_and_every_hazard_keeps_its_order()
    {
        await using var receiver = await Receiver.StartAsync();
        var released = new TaskCompletionSource();
        var held = HoldThird(receiver, released);
        await using var database = await LedgerDatabase.CreateAsync();
        await using var program = new KillProgram(("ConnectionStrings__Ledger", database.OwnerConnectionString), ("Webhooks__AllowPrivate", "true"));
        await program.StartAsync(Ct);
        var secret = await TellAsync(program, receiver);

        await held.WaitAsync(TimeSpan.FromMinutes(2), Ct);
        await program.KillAsync(Ct);
        released.SetResult();
        (await database.ScalarAsync<bool>("SELECT bool_and(claimed_until <= now() + interval '1 minute') FROM hl.delivery WHERE claimed_until IS NOT NULL")).ShouldBeTrue();
        await database.ExecuteAsync("UPDATE hl.delivery SET claimed_until = now() WHERE claimed_until IS NOT NULL"); // the minute has passed
        await program.StartAsync(Ct);
        await database.UntilAsync($"SELECT count(*) FILTER (WHERE pending) = 0 AND count(*) = {Hazards * Notes} FROM hl.delivery");

        var came = new List<Received>();
        while (receiver.Waiting > 0)
        {
            came.Add(await receiver.NextAsync());
        }

        came.ShouldAllBe(message => message.IsSignedWith(secret), "the secret outlives the program that made it");
        came.Count.ShouldBeGreaterThan(Hazards * Notes, "what was under way came twice");
        foreach (var mine in came.GroupBy(message => message.Json.GetProperty("hazard").GetString()!))
        {
            var positions = mine.Select(message => message.Json.GetProperty("position").GetInt64()).ToList();
            positions.ShouldBe([.. positions.Order()], $"a later one never before an earlier one: {string.Join(' ', positions)}");
            positions.Distinct().Count().ShouldBe(Notes);
        }
    }

    // From the third note of a hazard on, nobody is answered before the kill. Ends when the first of them waits.
    private static Task HoldThird(Receiver receiver, TaskCompletionSource released)
    {
        var held = new TaskCompletionSource();
        receiver.Holds = message =>
        {
            var waits = !released.Task.IsCompleted && message.Body.Contains("note 2", StringComparison.Ordinal);
            _ = waits && held.TrySetResult();
            return waits ? released.Task : Task.CompletedTask;
        };
        return held.Task;
    }

    private static async Task<string> TellAsync(KillProgram program, Receiver receiver)
    {
        using var client = program.Client();
        var made = await RunningApi.SendAsync(HttpMethod.Post, "/v1/webhooks", new { url = receiver.Url, types = new[] { "note_added" } }, client);
        for (var hazard = 0; hazard < Hazards; hazard++)
        {
            var path = (await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", Bodies.Register(), client)).Location;
            for (var i = 0; i < Notes; i++)
            {
                await RunningApi.SendAsync(HttpMethod.Post, $"{path}/notes", new { note = $"note {i}" }, client);
            }
        }

        return made["secret"].GetString()!;
    }
}
