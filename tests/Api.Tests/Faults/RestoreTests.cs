using System.Net;
using HazardLedger.Testing;

namespace HazardLedger.Api.Tests.Faults;

/// <summary>A base backup is put back that is older than what clients were answered. What docs/operations.md says of that is tried here.</summary>
public sealed class RestoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_an_older_backup_what_it_holds_is_answered_as_before_and_what_came_later_can_be_told_again_once()
    {
        await using var program = new KillProgram();
        await program.StartAsync(Cancellation);
        var (postgres, hazard) = (Path.Combine(program.Data, "postgres"), "");
        var bin = ClusterCopy.BinDirectoryOf(Path.Combine(postgres, "data"));
        Assert.SkipWhen(ClusterCopy.Missing(bin) is not null, ClusterCopy.Missing(bin) ?? "");
        var (before, after) = (new Dictionary<string, Answer>(StringComparer.Ordinal), new Dictionary<string, Answer>(StringComparer.Ordinal));
        using (var client = program.Client())
        {
            hazard = (await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", Bodies.Register(), client)).Location!;
            await TellAsync(client, hazard, before, "kept", 5);
            var socket = Directory.GetFiles(postgres, ".s.PGSQL.5432").Length > 0 ? postgres : File.ReadLines(Path.Combine(postgres, "data", "postmaster.pid")).ElementAt(4);
            await ClusterCopy.TakeAsync(bin, Path.Combine(postgres, "data"), socket, Path.Combine(program.Beside("backup"), "data"), standby: false);
            await TellAsync(client, hazard, after, "lost", 5);
        }

        await program.KillAsync(Cancellation);
        Directory.Move(Path.Combine(postgres, "data"), program.Beside("damaged"));
        Directory.Move(Path.Combine(program.Beside("backup"), "data"), Path.Combine(postgres, "data"));
        await program.StartAsync(Cancellation);

        using var again = program.Client();
        await LookAsync(again, hazard, after["lost-4"]);
        foreach (var (key, answer) in before)
        {
            var replayed = await RunningApi.SendAsync(HttpMethod.Post, hazard + "/notes", new { note = key }, again, ("Idempotency-Key", key));
            (replayed.Status, replayed["position"].GetInt64()).ShouldBe((HttpStatusCode.Created, answer["position"].GetInt64()), "what the backup holds is remembered with its keys");
        }

        foreach (var key in after.Keys.Reverse())
        {
            (await RunningApi.SendAsync(HttpMethod.Post, hazard + "/notes", new { note = key }, again, ("Idempotency-Key", key))).Status.ShouldBe(HttpStatusCode.Created);
        }

        await MustStandOnceAsync(again, [.. before.Keys, .. after.Keys], after["lost-0"]);
    }

    /// <summary>As after a fail-over to a standby that had not received everything: the address is the same, the ledger a shorter one.</summary>
    [Fact]
    public async Task An_older_copy_that_takes_the_place_of_the_ledger_under_a_running_program_stops_it_and_its_next_start_tells_what_there_is()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await using var program = new KillProgram(("ConnectionStrings__Ledger", database.OwnerConnectionString));
        await program.StartAsync(Cancellation);
        using (var client = program.Client())
        {
            for (var position = 2; position <= 5; position++)
            {
                (await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", Bodies.Register(), client)).Position.ShouldBe(position);
            }
        }

        await database.ExecuteAsync("""
            SET session_replication_role = replica;
            DELETE FROM es.mt_events WHERE seq_id > 3;
            DELETE FROM es.mt_streams s WHERE NOT EXISTS (SELECT FROM es.mt_events e WHERE e.stream_id = s.id);
            DELETE FROM hl.block WHERE last > 3;
            DELETE FROM hl.request WHERE first_position > 3;
            DELETE FROM hl.posting WHERE position > 3;
            DELETE FROM hl.register WHERE position > 3;
            DELETE FROM hl.key k WHERE NOT EXISTS (SELECT FROM es.mt_streams s WHERE s.id = k.stream);
            UPDATE hl.follower SET position = least(position, 3);
            UPDATE hl.ledger SET head = 3, last_at = (SELECT max(timestamp) FROM es.mt_events);
            RESET session_replication_role;
            """);
        (await program.EndedAsync(Cancellation)).ShouldBe(1);
        program.Said.ShouldContain(line => line.Contains("now at 3, no longer holds what was recorded up to 5", StringComparison.Ordinal));

        await program.StartAsync(Cancellation);
        using var again = program.Client();
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/figures", null, again))["found"].GetInt32().ShouldBe(2);
        (await RunningApi.SendAsync(HttpMethod.Post, "/v1/hazards", Bodies.Register(), again)).Position.ShouldBe(4);
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/figures", null, again))["found"].GetInt32().ShouldBe(3);
    }

    // Whoever saw more than the restored ledger holds can notice it: by Min-Position, by his version, by the position of any answer.
    private static async Task LookAsync(HttpClient client, string hazard, Answer lastSeen)
    {
        var seen = lastSeen["position"].GetInt64();
        var read = await RunningApi.SendAsync(HttpMethod.Get, "/v1/figures", null, client, ("Min-Position", seen.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        (read.Status, read.Headers.RetryAfter is null).ShouldBe((HttpStatusCode.ServiceUnavailable, false), "nothing is shown as if it were all");
        (await RunningApi.SendAsync(HttpMethod.Get, hazard, null, client)).Position!.Value.ShouldBeLessThan(seen);
        var stale = await RunningApi.SendAsync(HttpMethod.Post, hazard + "/notes", new { note = "on what is gone" }, client, ("If-Match", lastSeen.ETag!));
        stale.Status.ShouldBe(HttpStatusCode.PreconditionFailed, "a version that is not there matches nothing");
    }

    private static async Task MustStandOnceAsync(HttpClient client, string[] keys, Answer firstLost)
    {
        var events = (await RunningApi.SendAsync(HttpMethod.Get, "/v1/events?after=0&limit=500", null, client))["items"].EnumerateArray().ToList();
        events.Select(e => e.GetProperty("position").GetInt64()).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i));
        events.Where(e => e.GetProperty("type").GetString() == "note_added").Select(e => e.GetProperty("note").GetString()!).ShouldBe(keys, ignoreOrder: true);

        // Positions are given out again: a follower from before must be told to begin anew.
        events[(int)firstLost["position"].GetInt64() - 1].GetProperty("note").GetString().ShouldBe("lost-4");
        (await RunningApi.SendAsync(HttpMethod.Get, "/v1/audits/invariants", null, client)).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task TellAsync(HttpClient client, string hazard, Dictionary<string, Answer> told, string word, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var key = $"{word}-{i}";
            told[key] = await RunningApi.SendAsync(HttpMethod.Post, hazard + "/notes", new { note = key }, client, ("Idempotency-Key", key));
            told[key].Status.ShouldBe(HttpStatusCode.Created, told[key].Text);
        }
    }
}
