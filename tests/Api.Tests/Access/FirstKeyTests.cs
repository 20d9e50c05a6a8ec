using HazardLedger.Api.Access;

namespace HazardLedger.Api.Tests.Access;

public sealed class FirstKeyTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("keys-").FullName;
    private readonly List<string> said = [];

    private static CancellationToken Ct => EdgeHost.Ct;

    [Fact]
    public async Task The_first_start_writes_a_key_for_its_owner_alone_and_later_starts_keep_it()
    {
        await using var host = await EdgeHost.StartAsync();

        var secret = await EnsureAsync(host);

        (await host.Client(secret).GetAsync("/may/Administer", Ct)).EnsureSuccessStatusCode();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(directory, "admin.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await EnsureAsync(host)).ShouldBe(secret);
        (await host.Keys.ListAsync(ct: Ct)).Count.ShouldBe(1);
        said.Count.ShouldBe(1);
        said[0].ShouldNotContain("hlk_");
    }

    [Fact]
    public async Task A_lost_file_is_made_anew_and_said()
    {
        await using var host = await EdgeHost.StartAsync();
        var lost = await EnsureAsync(host);
        File.Delete(Path.Combine(directory, AdministratorKey.FileName));

        (await EnsureAsync(host)).ShouldNotBe(lost);

        said[1].ShouldContain("Revoke the lost one");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hlk_of_another_ledger")]
    [InlineData(null)]
    public async Task A_file_that_is_not_good_any_more_is_replaced_and_said(string? content)
    {
        await using var host = await EdgeHost.StartAsync();
        var old = await EnsureAsync(host);
        if (content is null)
        {
            await host.Keys.RevokeAsync((await host.Keys.ListAsync(ct: Ct)).Single().Id, "P-1", Ct);
        }
        else
        {
            await File.WriteAllTextAsync(Path.Combine(directory, AdministratorKey.FileName), content, Ct);
        }

        (await EnsureAsync(host)).ShouldNotBe(old);

        said[1].ShouldContain("not good for this ledger");
        Directory.GetFiles(directory).Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_command_writes_the_secret_and_nothing_else_to_its_output()
    {
        await using var host = await EdgeHost.StartAsync();
        using var client = host.Client();
        var admin = await EnsureAsync(host);
        using StringWriter output = new(), errors = new();

        var code = await KeyCommand.RunAsync(
            ["--person", "P-7", "--role", "recorder", "--role", "auditor", "--area", "350304", "--area", "350302"], KeyCommand.Over(client, admin), host.Clock, output, errors);

        code.ShouldBe(0, errors.ToString());
        var caller = (await host.Keys.AuthenticateAsync(output.ToString().Trim(), Ct))!;
        caller.Person.ShouldBe("P-7");
        caller.Roles.ShouldBe(["recorder", "auditor"]);
        caller.Scope.Areas.ShouldBe(["350304", "350302"]);
        errors.ToString().ShouldNotContain("hlk_");
    }

    [Theory]
    [InlineData("--role reader")]
    [InlineData("--person P-7")]
    [InlineData("--person P-7 --role king")]
    [InlineData("--person P-7 --role")]
    [InlineData("--person P-7 --person P-8 --role reader")]
    [InlineData("--person P-7 --role reader --expires tomorrow")]
    [InlineData("--person P-7 --role reader --expires 2026-06-16")]
    [InlineData("--persn P-7 --role reader")]
    public async Task Words_that_make_no_key_are_answered_with_the_usage(string words)
    {
        using StringWriter output = new(), errors = new();
        var clock = new HandClock(new DateTimeOffset(2026, 6, 17, 9, 0, 0, TimeSpan.FromHours(8)));

        (await KeyCommand.RunAsync(words.Split(' '), _ => throw new InvalidOperationException("Nothing is issued."), clock, output, errors)).ShouldBe(2);

        output.ToString().ShouldBeEmpty();
        errors.ToString().ShouldContain(KeyCommand.Usage);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private async Task<string> EnsureAsync(EdgeHost host) =>
        (await File.ReadAllTextAsync(await AdministratorKey.EnsureAsync(directory, host.Keys, host.Clock, said.Add, Ct), Ct)).Trim();
}
