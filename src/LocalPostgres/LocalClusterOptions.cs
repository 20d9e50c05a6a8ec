namespace HazardLedger.LocalPostgres;

/// <summary>What a private PostgreSQL cluster needs to know before it starts.</summary>
public sealed record LocalClusterOptions
{
    /// <summary>Directory that holds everything of the cluster: <c>lock</c>, <c>postgres.log</c>, <c>postgres/data</c>. Made when missing.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>
    /// True: nothing acknowledged is lost when the power fails. False (tests): <c>fsync</c> and <c>full_page_writes</c> are off.
    /// <c>synchronous_commit</c> stays on either way, so a killed server still loses nothing that it acknowledged.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>Receives one line about what was found, installed or moved; null for silence.</summary>
    public Action<string>? Say { get; init; }

    /// <summary>Where PostgreSQL is looked for; the real machine unless a test says otherwise.</summary>
    public PostgresSearch Search { get; init; } = new();

    /// <summary>True: a server that ends without being told to is started again, on the same socket, as often as it takes.</summary>
    public bool Supervise { get; init; }
}
