using System.Net.Sockets;
using HazardLedger.Api.Feed;
using HazardLedger.Api.Tests.Sweep;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Api.Tests.Feed;

/// <summary>Many clients of the feed at once, and one that does not read what it asked for.</summary>
public sealed class CrowdedFeedTests
{
    private static readonly int Many = Environment.GetEnvironmentVariable("HAZARDLEDGER_TEST_LONG") == "1" ? 1000 : 120;
    private static readonly DateTimeOffset Noon = new(2026, 6, 17, 12, 0, 0, TimeSpan.FromHours(8));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_of_many_clients_gets_every_event_in_order_and_its_heartbeat_while_commands_go_on()
    {
        const int Notes = 40;
        var clock = new StepClock(Noon);
        await using var api = await RunningApi.StartAsync(clock);
        var body = Bodies.Register();
        body["occurredOn"] = "2026-06-17";
        var hazard = (await api.PostAsync("/v1/hazards", body)).Location;
        var clients = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => SseClient.OpenAsync(api.Client, "/v1/events?after=2")));
        await EventFeedTests.ListenersAsync(api, Many);
        var reading = clients.Select(client => Task.Run(
            async () =>
            {
                for (var position = 3L; position < 3 + Notes; position++)
                {
                    (await client.EventAsync()).Position.ShouldBe(position);
                }
            },
            Ct)).ToList();
        for (var i = 0; i < Notes; i++)
        {
            (await api.PostAsync($"{hazard}/notes", new { note = $"{i}" })).Position.ShouldBe(3 + i, "no command is put off by those who listen");
        }

        await Task.WhenAll(reading);
        clock.MoveTo(Noon + Sse.Beat);
        (await Task.WhenAll(clients.Select(client => client.NextAsync()))).ShouldAllBe(frame => frame!.Comment == "heartbeat");
        await EventFeedTests.ListenersAsync(api, Many);
        clients.ToList().ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off_and_resumes_without_loss_and_delays_nobody()
    {
        const int Weight = 200_000;
        await using var api = await RunningApi.StartAsync();
        using var narrow = Narrow(api);
        using var slow = await SseClient.OpenAsync(narrow, "/v1/events?after=1");
        using var quick = await SseClient.OpenAsync(api.Client, "/v1/events?after=1");
        await EventFeedTests.ListenersAsync(api, 2);
        var (feed, ledger, stream) = (api.Services.GetRequiredService<EventFeed>(), api.Services.GetRequiredService<Ledger>(), Guid.CreateVersion7());
        var last = 1L;
        while (feed.Listeners == 2 && last < 200)
        {
            var data = System.Text.Encoding.UTF8.GetBytes($$"""{"weight":"{{new string('x', Weight)}}"}""");
            var group = new AppendGroup([new(stream, "ballast", last - 1)], [new(0, Guid.CreateVersion7(), "ballast", data, "{}"u8.ToArray())]);
            last = (await ledger.AppendAsync(group, Ct)).ShouldBeOfType<Appended>().LastPosition;
            (await quick.EventAsync()).Position.ShouldBe(last);
        }

        feed.Listeners.ShouldBe(1, $"cut off after {last} events of {Weight} bytes at most");
        var mark = await ReadToTheEndAsync(slow);
        mark.ShouldBeLessThan(last, "it did not get everything");
        using var again = await SseClient.OpenAsync(api.Client, "/v1/events", lastId: $"{mark}");
        for (var position = mark + 1; position <= last; position++)
        {
            (await again.EventAsync()).Position.ShouldBe(position);
        }
    }

    [Fact]
    public void What_waits_for_one_client_is_bounded_and_more_cuts_it_off()
    {
        var aborted = false;
        var listener = new FeedListener(Scope.Everything, 0, () => aborted = true);
        var chunk = new FeedChunk(new byte[64 * 1024], IsBeat: false);
        for (var held = 0; held < FeedListener.Limit; held += chunk.Bytes.Length)
        {
            listener.Offer(chunk).ShouldBeTrue();
        }

        (listener.Offer(chunk), aborted).ShouldBe((false, true));
        var left = 0;
        while (listener.Reader.TryRead(out var held))
        {
            left += held.Bytes.Length;
        }

        left.ShouldBe(FeedListener.Limit);
    }

    // The mark of the last event that came whole, before the connection was cut.
    private static async Task<long> ReadToTheEndAsync(SseClient slow)
    {
        var mark = 1L;
        try
        {
            while (await slow.NextAsync() is { } frame)
            {
                mark = frame.Data is null ? mark : frame.Position;
            }
        }
        catch (IOException)
        {
            // Cut in the middle of an event.
        }

        return mark;
    }

    // A client whose window is as narrow as the operating system lets it be.
    private static HttpClient Narrow(RunningApi api) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 4096 };
            await socket.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = api.Address,
        DefaultRequestHeaders = { Authorization = api.Client.DefaultRequestHeaders.Authorization },
    };
}
