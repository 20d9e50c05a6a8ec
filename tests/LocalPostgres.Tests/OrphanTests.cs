using System.Diagnostics;

namespace HazardLedger.LocalPostgres.Tests;

/// <summary>What is left when the process that owns a cluster is killed.</summary>
public sealed class OrphanTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_owner_is_killed_the_server_ends_too_and_the_next_start_works()
    {
        using var place = new Place();
        using var owner = await HoldAsync(place);
        var data = Path.Combine(place.Directory, "postgres", "data");
        ServerProcesses.Of(data).ShouldNotBeEmpty();

        owner.Kill();
        await owner.WaitForExitAsync(Cancellation);

        // Where no setpriv can tie the server to us, the next start finds it running and stops it.
        if ((await RunUser.ChooseAsync(data, Cancellation)).DiesWithParent)
        {
            (await ServerProcesses.GoneAsync(data, TimeSpan.FromMinutes(2), Cancellation)).ShouldBeTrue("the server lingers");
        }

        await using var next = await place.StartAsync();
        (await next.AskAsync("select 1")).ShouldBe("1");
    }

    [Fact]
    public async Task When_owner_and_server_are_killed_at_once_the_next_start_works()
    {
        using var place = new Place();
        using var owner = await HoldAsync(place);
        owner.Kill(entireProcessTree: true);
        await owner.WaitForExitAsync(Cancellation);

        await using var next = await place.StartAsync();
        (await next.AskAsync("select 1")).ShouldBe("1");
    }

    [Fact]
    public async Task A_directory_held_by_another_process_is_refused()
    {
        using var place = new Place();
        using var owner = await HoldAsync(place);

        var refusal = await Should.ThrowAsync<LocalPostgresException>(place.StartAsync);
        refusal.Message.ShouldContain("in use");

        owner.Kill();
        await owner.WaitForExitAsync(Cancellation);
        await using var next = await place.StartAsync();
    }

    [Fact]
    public async Task A_server_that_outlived_its_owner_is_stopped_and_a_fresh_one_started()
    {
        using var place = new Place();
        var first = await place.StartAsync();
        await first.StopAsync();
        var user = await RunUser.ChooseAsync(first.DataDirectory, Cancellation);
        (await Command.RunAsync(
            user.Wrap(Path.Combine(first.BinDirectory, "pg_ctl"), "start", "-w", "-D", first.DataDirectory, "-l", first.LogFile, "-o", $"-h '' -k '{Path.GetDirectoryName(first.DataDirectory)}'"),
            Cancellation)).Succeeded.ShouldBeTrue();
        var orphan = ServerProcesses.IdInFile(first.DataDirectory);

        await using var next = await place.StartAsync();

        next.ProcessId.ShouldNotBe(orphan!.Value);
        ServerProcesses.Of(next.DataDirectory).ShouldNotContain(orphan.Value);
    }

    [Fact]
    public async Task A_number_in_postmaster_pid_that_now_belongs_to_somebody_else_does_no_harm()
    {
        using var place = new Place();
        var first = await place.StartAsync();
        await first.KillAsync();
        var file = Path.Combine(first.DataDirectory, "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(file, Cancellation);
        lines[0] = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(file, lines, Cancellation);

        await using var next = await place.StartAsync();
        (await next.AskAsync("select 1")).ShouldBe("1");
    }

    private static async Task<Process> HoldAsync(Place place)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(OrphanTests).Assembly.Location, "hold", place.Directory]) { UseShellExecute = false, RedirectStandardOutput = true };
        var owner = Process.Start(start)!;
        (await owner.StandardOutput.ReadLineAsync(Cancellation)).ShouldBe("holding");
        return owner;
    }
}
