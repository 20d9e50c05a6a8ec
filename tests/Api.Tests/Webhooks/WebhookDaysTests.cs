using System.Net;
using System.Text.Json;
using HazardLedger.Api.Tests.Sweep;

namespace HazardLedger.Api.Tests.Webhooks;

/// <summary>What happens to a webhook in the course of days, on a clock that is moved by hand.</summary>
public sealed class WebhookDaysTests
{
    private const string Private = "--Webhooks:AllowPrivate=true";
    private static readonly DateTimeOffset Noon = new(2026, 6, 17, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task Nothing_but_failures_for_five_days_switch_it_off_visibly_and_a_redelivery_switches_it_on()
    {
        var clock = new StepClock(Noon);
        await using var receiver = await Receiver.StartAsync();
        var broken = true;
        receiver.Answers = _ => Volatile.Read(ref broken) ? 500 : 200;
        await using var api = await RunningApi.StartAsync(clock, arguments: Private);
        var (hook, _) = await WebhookTests.MakeAsync(api, new { url = receiver.Url });
        var first = await WebhookTests.RegisterAsync(api, "first");
        var attempts = 0;
        JsonElement shown;
        do
        {
            (await WebhookTests.NextAsTimePassesAsync(api, receiver, clock, seconds: 0.02)).Id.ShouldBe($"evt_{first.Position}");
            var delivery = await WebhookTests.DeliveryAsync(api, hook, first.Position!.Value, ++attempts);
            clock.MoveTo(delivery.GetProperty("nextAt").GetDateTimeOffset());
            shown = (await api.GetAsync("/v1/webhooks"))["items.0"];
            shown.TryGetProperty("failingSince", out _).ShouldBeTrue("whoever looks sees from the first failure on that it fails");
        }
        while (!shown.TryGetProperty("disabledAt", out _) && attempts < 100);

        attempts.ShouldBeInRange(12, 40, "ever more seldom, but to the end");
        (shown.GetProperty("disabledAt").GetDateTimeOffset() - shown.GetProperty("failingSince").GetDateTimeOffset()).ShouldBeInRange(TimeSpan.FromDays(5), TimeSpan.FromDays(6));
        var second = await WebhookTests.RegisterAsync(api, "second");
        clock.MoveTo(clock.GetUtcNow().AddDays(2));
        (await WebhookTests.DeliveryAsync(api, hook, second.Position!.Value, attempts: 0)).GetProperty("pending").GetBoolean().ShouldBeTrue("kept for later, not sent");

        Volatile.Write(ref broken, false);
        (await api.PostAsync($"/v1/webhooks/{hook}/redeliveries", new { position = first.Position })).Status.ShouldBe(HttpStatusCode.OK);
        string[] ids = [(await WebhookTests.NextAsTimePassesAsync(api, receiver, clock, 0.02)).Id, (await WebhookTests.NextAsTimePassesAsync(api, receiver, clock, 0.02)).Id];
        ids.Order(StringComparer.Ordinal).ShouldBe([$"evt_{first.Position}", $"evt_{second.Position}"]);
        await WebhookTests.DeliveryAsync(api, hook, second.Position!.Value, attempts: 1);
        shown = (await api.GetAsync("/v1/webhooks"))["items.0"];
        (shown.TryGetProperty("disabledAt", out _), shown.TryGetProperty("failingSince", out _)).ShouldBe((false, false));
    }

    [Fact]
    public async Task The_secret_before_the_newest_signs_for_a_day_and_no_longer()
    {
        var clock = new StepClock(Noon);
        await using var receiver = await Receiver.StartAsync();
        await using var api = await RunningApi.StartAsync(clock, arguments: Private);
        var (hook, first) = await WebhookTests.MakeAsync(api, new { url = receiver.Url });
        var second = (await api.PostAsync($"/v1/webhooks/{hook}/secrets", new { }))["secret"].GetString()!;
        await WebhookTests.RegisterAsync(api, "on the day of the change");
        var both = await receiver.NextAsync();
        (both.IsSignedWith(first), both.IsSignedWith(second)).ShouldBe((true, true));

        clock.MoveTo(Noon.AddHours(24).AddSeconds(1));
        await WebhookTests.RegisterAsync(api, "a day later");
        var one = await WebhookTests.NextAsTimePassesAsync(api, receiver, clock);
        (one.IsSignedWith(first), one.IsSignedWith(second), one.Signature.Split(' ').Length).ShouldBe((false, true, 1));
    }

    [Fact]
    public async Task A_filter_by_grade_goes_by_the_grade_that_a_hazard_has_now()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var api = await RunningApi.StartAsync(arguments: Private);
        await WebhookTests.MakeAsync(api, new { url = receiver.Url, grades = new[] { "major" } });
        var small = (await api.PostAsync("/v1/hazards", Bodies.Register(description: "small"))).Location;
        var registered = await api.PostAsync("/v1/hazards", Bodies.Register(description: "large"));
        var large = registered.Location;
        await api.Database.UntilAsync($"SELECT position >= {registered.Position} FROM hl.follower WHERE name = 'webhooks'"); // else it might be looked at when it is major
        await api.PostAsync($"{small}/gradings", Bodies.Grade("general"));
        var graded = await api.PostAsync($"{large}/gradings", Bodies.Grade("major"));
        await api.PostAsync($"{small}/notes", new { note = "nobody asked" });
        var noted = await api.PostAsync($"{large}/notes", new { note = "asked for" });
        (await receiver.NextAsync()).Id.ShouldBe($"evt_{graded.Position}");
        (await receiver.NextAsync()).Id.ShouldBe($"evt_{noted.Position}");
        receiver.Waiting.ShouldBe(0);
    }
}
