namespace HazardLedger.LocalPostgres.Tests;

public sealed class LocalClusterTests
{
    [Fact]
    public async Task It_starts_answers_stops_and_starts_again_with_what_was_written()
    {
        using var place = new Place();
        await using (var first = await place.StartAsync())
        {
            await first.AskAsync("create table kept as select 42 as answer");
            (await first.AskAsync("show fsync")).ShouldBe("off");
            (await first.AskAsync("show data_checksums")).ShouldBe("on");
            (await first.AskAsync("show server_encoding")).ShouldBe("UTF8");
            (await first.AskAsync("show listen_addresses")).ShouldBe("");
        }

        await using var second = await place.StartAsync();
        (await second.AskAsync("select answer from kept")).ShouldBe("42");
    }

    [Fact]
    public async Task After_a_kill_the_next_start_has_every_acknowledged_row()
    {
        using var place = new Place();
        var first = await place.StartAsync();
        await first.AskAsync("create table kept as select 42 as answer");
        await first.KillAsync();

        await using var second = await place.StartAsync();
        (await second.AskAsync("select answer from kept")).ShouldBe("42");
        second.ProcessId.ShouldNotBe(first.ProcessId);
    }

    [Fact]
    public async Task A_supervised_server_whose_postmaster_is_killed_is_started_again_on_the_same_socket()
    {
        using var place = new Place { Supervise = true };
        await using var cluster = await place.StartAsync();
        await cluster.AskAsync("create table kept as select 42 as answer");
        var killed = cluster.ProcessId;

        using (var postmaster = System.Diagnostics.Process.GetProcessById(killed))
        {
            postmaster.Kill();
        }

        (await AnswerOnceBackAsync(cluster, "select answer from kept where pg_postmaster_start_time() is not null")).ShouldBe("42");
        ServerProcesses.IsAlive(killed).ShouldBeFalse();
        place.Said.ShouldContain(line => line.Contains("started again"));
    }

    // The old backends may answer for a moment after their postmaster has gone; a new connection cannot be had from them.
    private static async Task<string?> AnswerOnceBackAsync(LocalCluster cluster, string question)
    {
        var since = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await cluster.AskAsync(question);
            }
            catch (Npgsql.NpgsqlException) when (System.Diagnostics.Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(4))
            {
                // Not back yet.
            }
        }
    }

    [Fact]
    public async Task A_second_start_on_the_same_directory_is_refused_in_one_sentence()
    {
        using var place = new Place();
        await using var first = await place.StartAsync();

        var refusal = await Should.ThrowAsync<LocalPostgresException>(place.StartAsync);

        refusal.Message.ShouldContain(place.Directory);
        refusal.Message.ShouldContain("in use");
        (await first.AskAsync("select 1")).ShouldBe("1");
    }
}
