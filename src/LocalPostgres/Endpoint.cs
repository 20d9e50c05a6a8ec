using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace HazardLedger.LocalPostgres;

/// <summary>Where clients reach the server: a socket directory, or 127.0.0.1 with a password where there are no private sockets.</summary>
internal sealed record Endpoint(string Host, int Port, string? Password)
{
    public static Endpoint For(ClusterHome home) => OperatingSystem.IsWindows()
        ? new Endpoint("127.0.0.1", FreePort(), File.ReadAllText(PasswordFile(home)).Trim())
        : new Endpoint(home.Socket, 5432, Password: null);

    /// <summary>initdb's words for who may connect. On Unix the 0700 directory of the socket is the guard; root and the server's account both pass it.</summary>
    public static string[] InitialAuthentication(ClusterHome home)
    {
        if (!OperatingSystem.IsWindows())
        {
            return ["--auth-local=trust", "--auth-host=reject"];
        }

        File.WriteAllText(PasswordFile(home), RandomNumberGenerator.GetHexString(32));
        return ["--auth=scram-sha-256", "--pwfile=" + PasswordFile(home)];
    }

    /// <summary>Settings the server gets at every start, whatever its configuration file says.</summary>
    public IEnumerable<string> Settings(bool durable)
    {
        string[] settings = Password is null
            ? ["listen_addresses=", $"unix_socket_directories={Quoted(Host)}", "unix_socket_permissions=0700"]
            : ["listen_addresses=127.0.0.1"];
        string[] safety = durable ? ["fsync=on", "full_page_writes=on"] : ["fsync=off", "full_page_writes=off"];
        return [$"port={Port}", .. settings, .. safety];
    }

    // The setting is a list: a comma in the path would end it without the quotes.
    private static string Quoted(string path) => $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string PasswordFile(ClusterHome home) => Path.Combine(home.Private, "password");

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
