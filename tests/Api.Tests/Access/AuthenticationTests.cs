using System.Net;
using System.Text.Json;
using HazardLedger.Api.Access;
using Npgsql;

namespace HazardLedger.Api.Tests.Access;

public sealed class AuthenticationTests
{
    private static CancellationToken Ct => EdgeHost.Ct;

    [Fact]
    public async Task A_key_tells_who_asks_and_what_may_be_seen()
    {
        await using var host = await EdgeHost.StartAsync();
        var issued = await host.IssueAsync(Roles.Recorder, "350304");

        var caller = JsonSerializer.Deserialize<Caller>(await host.Client(issued.Secret).GetStringAsync("/may/Write", Ct), JsonSerializerOptions.Web)!;

        (caller.Id, caller.Person, caller.Organisation).ShouldBe((issued.Key.Id.ToString(), "P-2041", "350304-EMB"));
        caller.Roles.ShouldBe([Roles.Recorder]);
        caller.Scope.Areas.ShouldBe(["350304"]);
        caller.MayRecord("350304103", "industryTrade", null).ShouldBeTrue();
        caller.MayRecord("350302", "industryTrade", null).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_sends_no_key_is_told_how_to()
    {
        await using var host = await EdgeHost.StartAsync();

        using var answer = await host.Client().GetAsync("/may/Read", Ct);

        (await answer.ProblemAsync()).ShouldBe((401, "notAuthenticated"));
        answer.Headers.WwwAuthenticate.Single().ToString().ShouldBe("Bearer realm=\"HazardLedger\"");
    }

    [Fact]
    public async Task Every_secret_that_is_not_quite_the_one_is_refused_alike()
    {
        await using var host = await EdgeHost.StartAsync();
        var issued = await host.IssueAsync(Roles.Reader);
        var good = issued.Secret;
        var digest = Convert.ToHexStringLower((await host.Database.ScalarAsync<byte[]>("SELECT hash FROM hl.access_key"))!);
        string[] bad =
        [
            "x", "hlk_", good[..^1], good + "A", good[..^2] + (good[^2] == 'A' ? 'B' : 'A') + good[^1], "HLK" + good[3..], digest, issued.Key.Id.ToString(),
            $"hlk_{Guid.NewGuid():N}_{good[^43..]}", good[..^1] + "\u00e9", good + "," + good, "Bearer " + good, new string('A', 6000),
        ];

        foreach (var secret in bad)
        {
            using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
            using var raw = new HttpClient(handler) { BaseAddress = host.Address };
            raw.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + secret);
            using var answer = await raw.GetAsync("/may/Read", Ct);
            (await answer.ProblemAsync()).ShouldBe((401, "notAuthenticated"), secret);
            answer.Headers.WwwAuthenticate.Single().ToString().ShouldEndWith("error=\"invalid_token\"");
        }

        (await host.Client(good).GetAsync("/may/Read", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.Client().GetAsync($"/may/Read?access_token={good}", Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(Roles.Reader, "Read")]
    [InlineData(Roles.Auditor, "Read Audit")]
    [InlineData(Roles.Recorder, "Read Write")]
    [InlineData(Roles.Importer, "Read Write Import")]
    [InlineData(Roles.Administrator, "Read Write Import Audit Administer")]
    public async Task A_role_opens_its_own_doors_and_no_other(string role, string doors)
    {
        await using var host = await EdgeHost.StartAsync();
        using var client = host.Client((await host.IssueAsync(role)).Secret);

        foreach (var policy in new[] { AccessPolicy.Read, AccessPolicy.Write, AccessPolicy.Import, AccessPolicy.Audit, AccessPolicy.Administer })
        {
            using var answer = await client.GetAsync($"/may/{policy}", Ct);
            answer.StatusCode.ShouldBe(doors.Split(' ').Contains(policy) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, policy);
            if (answer.StatusCode == HttpStatusCode.Forbidden)
            {
                (await answer.ProblemAsync()).Code.ShouldBe("notAllowed");
            }
        }
    }

    [Fact]
    public async Task What_says_no_policy_asks_for_a_key_and_what_is_open_is_open()
    {
        await using var host = await EdgeHost.StartAsync();

        (await host.Client().GetAsync("/silent", Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Client().GetAsync("/leads/nowhere", Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Client().GetStringAsync("/open", Ct)).ShouldBe("nobody");
        (await host.Client("not a key").GetStringAsync("/open", Ct)).ShouldBe("nobody");
    }

    [Fact]
    public async Task A_key_is_good_through_its_last_day_in_China_and_not_a_second_longer()
    {
        await using var host = await EdgeHost.StartAsync();
        var issued = await host.IssueAsync(Roles.Reader);

        host.Clock.Move(new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.FromHours(8)) - host.Clock.GetUtcNow());
        (await host.Keys.AuthenticateAsync(issued.Secret, Ct)).ShouldNotBeNull();
        host.Clock.Move(TimeSpan.FromSeconds(1));
        (await host.Keys.AuthenticateAsync(issued.Secret, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_revocation_is_felt_at_once_here_and_within_seconds_elsewhere()
    {
        await using var host = await EdgeHost.StartAsync();
        var elsewhere = new AccessKeys(host.Database.App, host.Clock);
        var issued = await host.IssueAsync(Roles.Reader);
        (await host.Keys.AuthenticateAsync(issued.Secret, Ct)).ShouldNotBeNull();
        (await elsewhere.AuthenticateAsync(issued.Secret, Ct)).ShouldNotBeNull();

        await host.Keys.RevokeAsync(issued.Key.Id, "P-1", Ct);

        (await host.Keys.AuthenticateAsync(issued.Secret, Ct)).ShouldBeNull();
        (await elsewhere.AuthenticateAsync(issued.Secret, Ct)).ShouldNotBeNull(); // remembered there
        host.Clock.Move(AccessKeys.Remembered);
        (await elsewhere.AuthenticateAsync(issued.Secret, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_changes_or_deletes_a_key_and_readers_never_see_its_digest()
    {
        await using var host = await EdgeHost.StartAsync();
        await host.IssueAsync(Roles.Reader);

        foreach (var sql in new[] { "UPDATE hl.access_key SET roles = '{administrator}'", "DELETE FROM hl.access_key", "TRUNCATE hl.access_key", "TRUNCATE hl.evidence" })
        {
            (await Should.ThrowAsync<PostgresException>(() => host.Database.ExecuteAsync(sql))).SqlState.ShouldBe("HL403", sql);
        }

        foreach (var (role, sql) in new[] { ("hl_reader", "SELECT name FROM hl.access_key"), ("hl_auditor", "SELECT hash FROM hl.access_key"), ("hl_app", "UPDATE hl.access_key SET name = ''"), ("hl_reader", "SELECT hl.revoke_key(gen_random_uuid(), '')") })
        {
            await using var source = NpgsqlDataSource.Create(host.Database.ConnectionStringAs(role));
            await using var command = source.CreateCommand(sql);
            (await Should.ThrowAsync<PostgresException>(() => command.ExecuteScalarAsync(Ct))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        }

        (await host.Database.ScalarAsync<bool>("SELECT position('hlk_' in (SELECT string_agg(k::text, '') FROM hl.access_key k)) > 0")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_database_that_is_away_lets_nobody_in_and_is_not_a_crash()
    {
        await using var host = await EdgeHost.StartAsync();
        var issued = await host.IssueAsync(Roles.Reader);
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=2");

        await Should.ThrowAsync<EventStore.LedgerUnavailableException>(async () => await new AccessKeys(nowhere, host.Clock).AuthenticateAsync(issued.Secret, Ct));
    }
}
