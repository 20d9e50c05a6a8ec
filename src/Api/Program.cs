using HazardLedger.Api.Copies;
using HazardLedger.Api.Hosting;
using HazardLedger.EventStore;
using HazardLedger.Api.Imports;
using HazardLedger.LocalPostgres;

try
{
    return args switch
    {
        ["key", .. var words] => await KeyVerb.RunAsync(words),
        ["import", .. var words] => await ImportVerb.RunAsync(words),
        ["export", .. var words] => await CopyVerbs.ExportAsync(words),
        ["restore", .. var words] => await CopyVerbs.RestoreAsync(words),
        _ => await LedgerHost.RunAsync(HostSettings.From(args), Console.Out.WriteLine),
    };
}
catch (Exception e) when (e is LocalPostgresException or LedgerMismatchException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
