using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace HazardLedger.Testing;

/// <summary>A wire between a client and a server that can be cut on purpose: after a request arrived, before its reply does; or as a whole.</summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly string host;
    private readonly int port;
    private readonly Task accepting;
    private CancellationTokenSource? carrying = new();
    private int swallow;
    private int refused;

    private Relay(string host, int port)
    {
        (this.host, this.port) = (host, port);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>How many replies were swallowed.</summary>
    public int Swallowed { get; private set; }

    /// <summary>How many connections broke at once, because the relay was cut.</summary>
    public int Refused => Volatile.Read(ref refused);

    /// <summary>A relay to the server of a connection string, and the connection string that goes through it.</summary>
    public static (Relay Relay, string ConnectionString) To(string connectionString)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var relay = new Relay(target.Host!, target.Port);
        target.Host = "127.0.0.1";
        target.Port = ((IPEndPoint)relay.listener.LocalEndpoint).Port;
        target.SslMode = SslMode.Disable;
        return (relay, target.ConnectionString);
    }

    /// <summary>A relay to a web server, and the address that goes through it.</summary>
    public static (Relay Relay, string Address) To(Uri server)
    {
        var relay = new Relay(server.Host, server.Port);
        return (relay, $"http://127.0.0.1:{((IPEndPoint)relay.listener.LocalEndpoint).Port}");
    }

    /// <summary>All connections break, and new ones do at once, until <see cref="Mend"/>.</summary>
    public void Cut() => Interlocked.Exchange(ref carrying, null)?.Cancel();

    /// <summary>New connections are carried again.</summary>
    public void Mend() => Interlocked.CompareExchange(ref carrying, new(), null);

    /// <summary>The next reply of the server is lost, and its connection with it.</summary>
    public void LoseNextReply() => Volatile.Write(ref swallow, 1);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
        carrying?.Dispose();
    }

    private async Task AcceptAsync()
    {
        var wires = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(stop.Token);
                wires.Add(CarryAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(wires);
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var near = client;
        if (Volatile.Read(ref carrying) is not { } wire)
        {
            Interlocked.Increment(ref refused);
            return;
        }

        using var far = host.StartsWith('/')
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await far.ConnectAsync(host.StartsWith('/') ? new UnixDomainSocketEndPoint($"{host}/.s.PGSQL.{port}") : new DnsEndPoint(host, port));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, wire.Token);
        var there = CopyAsync(near, far, mayLose: false, ended);
        var back = CopyAsync(far, near, mayLose: true, ended);
        await Task.WhenAll(there, back);
    }

    private async Task CopyAsync(Socket from, Socket to, bool mayLose, CancellationTokenSource ended)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, ended.Token) is var read and > 0)
            {
                if (mayLose && Interlocked.Exchange(ref swallow, 0) == 1)
                {
                    Swallowed++;
                    break;
                }

                await to.SendAsync(buffer.AsMemory(0, read), ended.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One side hung up; so does the other.
        }

        await ended.CancelAsync();
    }
}
