using HazardLedger.LocalPostgres;

// Played by OrphanTests: start a cluster, say so, and hold it until somebody kills this process.
if (args is ["hold", var directory])
{
    await LocalCluster.StartAsync(new LocalClusterOptions { DataDirectory = directory, Durable = false });
    Console.WriteLine("holding");
    await new TaskCompletionSource().Task;
}

return args.Contains("--server", StringComparer.Ordinal)
    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, (_, _) => { })
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
