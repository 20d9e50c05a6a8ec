using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace HazardLedger.Testing;

/// <summary>Which way bytes go.</summary>
public enum Way
{
    Request,
    Reply,
}

/// <summary>A wire to PostgreSQL that can be torn after any byte of a request or a reply, by a close or by a reset, and that can fall silent.</summary>
public sealed class FaultWire : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly NpgsqlConnectionStringBuilder target;
    private readonly Task accepting;
    private (Way Way, int Left, bool Reset)? tear;
    private int wires;
    private int silentUpto;

    public FaultWire(string connectionString)
    {
        target = new(connectionString);
        listener.Start();
        Through = new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, SslMode = SslMode.Disable }.ConnectionString;
        accepting = AcceptAsync();
    }

    /// <summary>The connection string that goes through the wire.</summary>
    public string Through { get; }

    /// <summary>How often it was torn.</summary>
    public int Torn { get; private set; }

    /// <summary>Bytes of replies that never came, because the wire was silent.</summary>
    public long Withheld { get; private set; }

    /// <summary>Tears whichever connection carries the byte after so many more.</summary>
    public void TearAfter(Way way, int bytes, bool reset)
    {
        lock (gate)
        {
            tear = (way, bytes, reset);
        }
    }

    /// <summary>All connections of now stay open and carry no reply any more, as behind a router that lost its table.</summary>
    public void FallSilent()
    {
        lock (gate)
        {
            silentUpto = wires;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var carrying = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(stop.Token);
                lock (gate)
                {
                    wires++;
                }

                carrying.Add(CarryAsync(client, wires));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(carrying);
        }
    }

    private async Task CarryAsync(Socket client, int wire)
    {
        using var near = client;
        var unix = target.Host!.StartsWith('/');
        using var far = unix ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        try
        {
            await far.ConnectAsync(unix ? new UnixDomainSocketEndPoint($"{target.Host}/.s.PGSQL.{target.Port}") : new DnsEndPoint(target.Host, target.Port), ended.Token);
            await Task.WhenAll(CopyAsync(near, far, Way.Request, wire, ended), CopyAsync(far, near, Way.Reply, wire, ended));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The server is not there; the client hears it by the wire's end.
        }
    }

    private async Task CopyAsync(Socket from, Socket to, Way way, int wire, CancellationTokenSource ended)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, ended.Token) is var read and > 0)
            {
                var (pass, torn, reset) = Judge(way, wire, read);
                await to.SendAsync(buffer.AsMemory(0, pass), ended.Token);
                if (torn)
                {
                    // With no time to linger the close goes out as a reset.
                    if (reset)
                    {
                        (from.LingerState, to.LingerState) = (new(true, 0), new(true, 0));
                    }

                    break;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // One side hung up; so does the other.
        }

        await ended.CancelAsync();
    }

    private (int Pass, bool Torn, bool Reset) Judge(Way way, int wire, int read)
    {
        lock (gate)
        {
            if (way == Way.Reply && wire <= silentUpto)
            {
                Withheld += read;
                return (0, false, false);
            }

            if (tear is not { } planned || planned.Way != way)
            {
                return (read, false, false);
            }

            if (planned.Left >= read)
            {
                tear = planned with { Left = planned.Left - read };
                return (read, false, false);
            }

            tear = null;
            Torn++;
            return (planned.Left, true, planned.Reset);
        }
    }
}
