using HazardLedger.Api.Hosting;
using HazardLedger.EventStore;
using HazardLedger.LocalPostgres;

try
{
    return args is ["key", .. var words]
        ? await KeyVerb.RunAsync(words)
        : await LedgerHost.RunAsync(HostSettings.From(args), Console.Out.WriteLine);
}
catch (Exception e) when (e is LocalPostgresException or LedgerMismatchException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
