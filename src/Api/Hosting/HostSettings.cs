namespace HazardLedger.Api.Hosting;

/// <summary>What `run` was told: from the command line, the environment and appsettings, in this order.</summary>
public sealed record HostSettings
{
    /// <summary>Where the private cluster, the evidence and the administrator's key live.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The demonstration ledger instead of the real one.</summary>
    public bool Demo { get; init; }

    /// <summary>Connection string of an own server; null starts a private PostgreSQL.</summary>
    public string? Connection { get; init; }

    /// <summary>Login that may create the schema, where it is not the one above.</summary>
    public string? OwnerConnection { get; init; }

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Clock of the process.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Arguments that are neither --data nor --demo, for the framework's own configuration.</summary>
    public IReadOnlyList<string> Rest { get; init; } = [];

    // `dotnet run` starts a web project in its own folder; what it keeps belongs beside the solution, where `./run` keeps it.
    private static string Home()
    {
        for (var at = new DirectoryInfo(Environment.CurrentDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "HazardLedger.sln")))
            {
                return at.FullName;
            }
        }

        return Environment.CurrentDirectory;
    }

    /// <summary>Reads the command line.</summary>
    public static HostSettings From(IReadOnlyList<string> args)
    {
        var configuration = new ConfigurationBuilder().AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().AddCommandLine([.. args.Where(arg => arg != "--demo")]).Build();
        return new HostSettings
        {
            DataDirectory = Path.GetFullPath(configuration["data"] ?? configuration["HAZARDLEDGER_DATA"] ?? Path.Combine(Home(), ".hazardledger")),
            Demo = args.Contains("--demo", StringComparer.Ordinal),
            Connection = configuration.GetConnectionString("Ledger"),
            OwnerConnection = configuration.GetConnectionString("LedgerOwner"),
            Urls = configuration["urls"] ?? configuration["ASPNETCORE_URLS"] ?? "http://127.0.0.1:5080",
            Rest = [.. args.Where(arg => arg != "--demo")],
        };
    }
}
