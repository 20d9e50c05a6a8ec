using System.Net;
using System.Net.Sockets;

namespace HazardLedger.Api.Webhooks;

/// <summary>Keeps webhooks out of our own network (OWASP: server-side request forgery): a name is resolved, every address that is not public is left
/// out, and the connection goes to the very address that was looked at, so that a second answer of the name server changes nothing.</summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Forbidden =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    // Of IPv6 only global unicast is public.
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    /// <summary>True when an address lies on the public internet.</summary>
    public static bool Is(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetwork || Global.Contains(plain)) && !Forbidden.Any(network => network.Contains(plain));
    }

    /// <summary>A client that follows no redirect, keeps no cookie, uses no proxy and connects to public addresses only, unless told otherwise.</summary>
    public static HttpClient Client(bool allowPrivate) => Client(address => allowPrivate || Is(address), static (host, ct) => Dns.GetHostAddressesAsync(host, ct));

    /// <summary>The same with other eyes and another name server.</summary>
    internal static HttpClient Client(Func<IPAddress, bool> allowed, Func<string, CancellationToken, Task<IPAddress[]>> resolve) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxConnectionsPerServer = 8,
        ConnectCallback = async (context, ct) => await ConnectAsync(await AllowedAsync(context.DnsEndPoint.Host, allowed, resolve, ct), context.DnsEndPoint.Port, ct),
    })
    { Timeout = TimeSpan.FromSeconds(15) };

    private static async Task<IPAddress[]> AllowedAsync(string host, Func<IPAddress, bool> allowed, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken ct)
    {
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, ct);
        var good = found.Where(allowed).ToArray();
        return good.Length > 0 ? good : throw new HttpRequestException("The address is not a public one.");
    }

    private static async Task<Stream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
