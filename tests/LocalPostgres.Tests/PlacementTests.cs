using System.Globalization;
using System.Runtime.Versioning;

namespace HazardLedger.LocalPostgres.Tests;

/// <summary>Whose the server is, and where its files lie.</summary>
public sealed class PlacementTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static bool IsRoot => Environment.IsPrivilegedProcess && OperatingSystem.IsLinux();

    [Fact]
    public async Task Under_root_the_server_runs_as_somebody_else()
    {
        Assert.SkipUnless(IsRoot, "only root has to change the account");
        using var place = new Place();
        await using var cluster = await place.StartAsync();

        var status = await File.ReadAllLinesAsync($"/proc/{cluster.ProcessId}/status", Cancellation);
        var ids = status.Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t', StringSplitOptions.RemoveEmptyEntries)[1..];
        ids.Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ShouldAllBe(id => id != 0);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_socket_lies_in_a_directory_closed_to_everybody_else()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no private sockets there");
        using var place = new Place();
        await using var cluster = await place.StartAsync();

        File.GetUnixFileMode(Path.GetDirectoryName(cluster.DataDirectory)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_gets_one_in_the_temporary_place_and_leaves_nothing_there()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no sockets there");
        using var place = new Place(new string('x', 100));
        string socket;
        await using (var cluster = await place.StartAsync())
        {
            (await cluster.AskAsync("select 1")).ShouldBe("1");
            socket = (await cluster.AskAsync("show unix_socket_directories"))!.Trim('"');
            Directory.Exists(socket).ShouldBeTrue(socket);
        }

        Directory.Exists(socket).ShouldBeFalse();
    }

    [Fact]
    public async Task A_path_with_blanks_commas_quotes_and_Chinese_works()
    {
        using var place = new Place("隐患, it's a 台账");
        await using var cluster = await place.StartAsync();
        (await cluster.AskAsync("select 1")).ShouldBe("1");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_place_the_server_cannot_reach_is_left_for_one_that_it_can_and_found_again()
    {
        Assert.SkipUnless(IsRoot, "an ordinary user reaches its own directories");
        using var place = new Place();
        File.SetUnixFileMode(Path.GetDirectoryName(place.Directory)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var elsewhere = "";
        try
        {
            await using (var first = await place.StartAsync())
            {
                elsewhere = Path.GetFullPath(Path.Combine(first.DataDirectory, "..", ".."));
                elsewhere.ShouldStartWith("/var/lib/hazardledger-");
                place.Said.ShouldContain(line => line.Contains(elsewhere, StringComparison.Ordinal));
                await first.AskAsync("create table kept as select 42 as answer");
            }

            await using var second = await place.StartAsync();
            (await second.AskAsync("select answer from kept")).ShouldBe("42");
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    [Fact]
    public async Task A_half_made_directory_of_a_killed_first_start_is_cleared_away()
    {
        using var place = new Place();
        var half = Path.Combine(place.Directory, "postgres", "new-0123abcd");
        Directory.CreateDirectory(half);
        await File.WriteAllTextAsync(Path.Combine(half, "PG_VERSION"), "15\n", Cancellation);

        await using var cluster = await place.StartAsync();

        (await cluster.AskAsync("select 1")).ShouldBe("1");
        Directory.Exists(half).ShouldBeFalse();
    }

    [Fact]
    public async Task A_cluster_of_another_major_version_is_refused_in_one_sentence()
    {
        using var place = new Place();
        var first = await place.StartAsync();
        await first.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(first.DataDirectory, "PG_VERSION"), "14\n", Cancellation);

        var refusal = await Should.ThrowAsync<LocalPostgresException>(place.StartAsync("system"));

        refusal.Message.ShouldStartWith("PostgreSQL 14 (the version this data directory was made with) was not found");
    }
}
