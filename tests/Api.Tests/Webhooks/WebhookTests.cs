using System.Net;
using System.Text;
using HazardLedger.Api.Tests.Sweep;
using HazardLedger.Api.Webhooks;

namespace HazardLedger.Api.Tests.Webhooks;

/// <summary>Webhooks to real receivers: signed, filtered, in order a hazard, tried again for days.</summary>
public sealed class WebhookTests(SharedApi shared) : IClassFixture<SharedApi>
{
    private const string Private = "--Webhooks:AllowPrivate=true";
    private static readonly DateTimeOffset Noon = new(2026, 6, 17, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void A_signature_is_that_of_the_published_example()
    {
        // Standard Webhooks, the reference implementations' example.
        WebhookSecrets.Sign(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), "{\"test\": 2432232314}"u8)
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    [Fact]
    public async Task An_event_arrives_signed_and_as_it_is_on_the_wire_and_a_database_reader_finds_no_secret()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var api = await RunningApi.StartAsync(arguments: Private);
        var (hook, secret) = await MakeAsync(api, new { url = receiver.Url });
        var posted = await api.PostAsync("/v1/hazards", Bodies.Register());
        var message = await receiver.NextAsync();
        message.Body.ShouldBe(posted["recorded.0"].GetRawText());
        message.Id.ShouldBe($"evt_{posted.Position}");
        message.IsSignedWith(secret).ShouldBeTrue();
        (await api.GetAsync("/v1/webhooks")).Text.ShouldNotContain("whsec_");
        (await api.Database.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM hl.webhook_secret s WHERE position('{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(secret))[..40]}' IN encode(s.sealed, 'hex')) > 0)")).ShouldBeFalse();

        var second = (await api.PostAsync($"/v1/webhooks/{hook}/secrets", new { }))["secret"].GetString()!;
        await api.PostAsync($"{posted.Location}/notes", new { note = "both" });
        var both = await receiver.NextAsync();
        (both.IsSignedWith(secret), both.IsSignedWith(second), both.Signature.Split(' ').Length).ShouldBe((true, true, 2));

        (await api.PostAsync($"/v1/webhooks/{hook}/redeliveries", new { position = posted.Position })).Status.ShouldBe(HttpStatusCode.OK);
        (await receiver.NextAsync()).Id.ShouldBe(message.Id, "the same message keeps its id");
        (await api.PostAsync($"/v1/webhooks/{hook}/replays", new { from = 1 }))["queued"].GetInt32().ShouldBe(3, "the ledger's own event too, for a key of the whole ledger");
        (await Task.WhenAll(receiver.NextAsync(), receiver.NextAsync(), receiver.NextAsync())).Select(again => again.Id).Order().ShouldBe(["evt_1", "evt_2", "evt_3"]);

        (await api.PostAsync($"/v1/webhooks/{hook}/revocations", new { })).Status.ShouldBe(HttpStatusCode.OK);
        (await api.PostAsync($"/v1/webhooks/{hook}/replays", new { from = 1 })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_hazard_that_fails_holds_back_only_itself_and_is_tried_again_later()
    {
        var clock = new StepClock(Noon);
        await using var receiver = await Receiver.StartAsync();
        var broken = true;
        receiver.Answers = message => Volatile.Read(ref broken) && message.Body.Contains("broken", StringComparison.Ordinal) ? 500 : 200;
        await using var api = await RunningApi.StartAsync(clock, arguments: Private);
        var (hook, _) = await MakeAsync(api, new { url = receiver.Url });
        var bad = await RegisterAsync(api, "broken");
        (await receiver.NextAsync()).Id.ShouldBe($"evt_{bad.Position}");
        var after = await api.PostAsync($"{bad.Location}/notes", new { note = "waits its turn" });
        var good = await RegisterAsync(api, "good");
        (await receiver.NextAsync()).Id.ShouldBe($"evt_{good.Position}", "another hazard is not held back");
        var delivery = await DeliveryAsync(api, hook, bad.Position!.Value, attempts: 1);
        delivery.GetProperty("attempts")[0].GetProperty("status").GetInt32().ShouldBe(500);
        (delivery.GetProperty("nextAt").GetDateTimeOffset() - Noon).ShouldBeInRange(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6));

        Volatile.Write(ref broken, false);
        clock.MoveTo(Noon.AddSeconds(10));
        (await NextAsTimePassesAsync(api, receiver, clock)).Id.ShouldBe($"evt_{bad.Position}");
        (await NextAsTimePassesAsync(api, receiver, clock)).Id.ShouldBe($"evt_{after.Position}", "in the order of the hazard");
        (await DeliveryAsync(api, hook, bad.Position!.Value, attempts: 2)).GetProperty("pending").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_left_alone_and_one_that_redirects_is_not_followed()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answers = static message => message.Body.Contains("gone", StringComparison.Ordinal) ? 410 : 307;
        await using var api = await RunningApi.StartAsync(arguments: Private);
        var (hook, _) = await MakeAsync(api, new { url = receiver.Url });
        var redirected = await api.PostAsync("/v1/hazards", Bodies.Register(description: "redirected"));
        (await receiver.NextAsync()).Id.ShouldBe($"evt_{redirected.Position}");
        (await DeliveryAsync(api, hook, redirected.Position!.Value, attempts: 1)).GetProperty("attempts")[0].GetProperty("status").GetInt32().ShouldBe(307);
        var gone = await api.PostAsync("/v1/hazards", Bodies.Register(description: "gone"));
        (await receiver.NextAsync()).Id.ShouldBe($"evt_{gone.Position}");
        await DeliveryAsync(api, hook, gone.Position!.Value, attempts: 1);
        (await api.GetAsync("/v1/webhooks"))["items.0"].TryGetProperty("disabledAt", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Filters_and_the_scope_of_the_key_that_made_it_decide_what_is_sent()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var api = await RunningApi.StartAsync(arguments: Private);
        var county = await api.ClientWithAsync("administrator", "P-40", "350304-EMB", "350304");
        await MakeAsync(api, new { url = receiver.Url, types = new[] { "hazard_registered" } }, county);
        await api.PostAsync("/v1/hazards", Bodies.Register("350302001", "elsewhere"));
        var inside = await api.PostAsync("/v1/hazards", Bodies.Register("350304103", "inside"));
        await api.PostAsync($"{inside.Location}/notes", new { note = "of no type asked for" });
        var later = await api.PostAsync("/v1/hazards", Bodies.Register("350304001", "inside too"));
        string[] ids = [(await receiver.NextAsync()).Id, (await receiver.NextAsync()).Id];
        ids.Order().ShouldBe([$"evt_{inside.Position}", $"evt_{later.Position}"]);
        (await api.GetAsync("/v1/webhooks"))["items"].GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("http://example.org/hook")]
    [InlineData("https://127.0.0.1/hook")]
    [InlineData("https://[::1]/hook")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://user:pass@example.org/")]
    [InlineData("ftp://example.org/")]
    [InlineData("hook")]
    public async Task An_address_inside_or_without_protection_is_refused(string url)
    {
        var api = await shared.OpenAsync();
        var answer = await api.PostAsync("/v1/webhooks", new { url });
        (answer.Status, answer.Body.GetProperty("errors").TryGetProperty("url", out _)).ShouldBe((HttpStatusCode.BadRequest, true));
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_not_connected_to()
    {
        await using var receiver = await Receiver.StartAsync();
        using var client = PublicAddress.Client(allowPrivate: false);
        var url = new UriBuilder(receiver.Url) { Host = "localhost" }.Uri;
        (await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(url, TestContext.Current.CancellationToken))).Message.ShouldContain("not a public one");
        receiver.Waiting.ShouldBe(0);
    }

    // Whoever waits for a moment may begin to wait only after the clock was moved, so it moves on until something comes.
    internal static async Task<Received> NextAsTimePassesAsync(RunningApi api, Receiver receiver, StepClock clock, double seconds = 0.1)
    {
        var next = receiver.NextAsync();
        while (!next.IsCompleted)
        {
            clock.MoveTo(clock.GetUtcNow().AddSeconds(seconds));
            await api.GetAsync("/v1/webhooks"); // a delivery that is being written down must not grow a minute old meanwhile: then it would be sent again
        }

        return await next;
    }

    internal static async Task<(string Id, string Secret)> MakeAsync(RunningApi api, object wanted, HttpClient? client = null)
    {
        var made = await RunningApi.SendAsync(HttpMethod.Post, "/v1/webhooks", wanted, client ?? api.Client);
        made.Status.ShouldBe(HttpStatusCode.Created, made.Text);
        return (made["webhook.id"].GetString()!, made["secret"].GetString()!);
    }

    internal static async Task<Answer> RegisterAsync(RunningApi api, string description)
    {
        var body = Bodies.Register(description: description);
        body["occurredOn"] = "2026-06-17";
        var answer = await api.PostAsync("/v1/hazards", body);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer;
    }

    internal static async Task<System.Text.Json.JsonElement> DeliveryAsync(RunningApi api, string hook, long position, int attempts)
    {
        var since = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            var items = (await api.GetAsync($"/v1/webhooks/{hook}/deliveries"))["items"].EnumerateArray();
            if (items.FirstOrDefault(item => item.GetProperty("position").GetInt64() == position) is { ValueKind: not System.Text.Json.JsonValueKind.Undefined } found
                && found.GetProperty("attempts").GetArrayLength() == attempts)
            {
                return found;
            }

            System.Diagnostics.Stopwatch.GetElapsedTime(since).ShouldBeLessThan(TimeSpan.FromMinutes(2), "never attempted so often");
        }
    }
}
