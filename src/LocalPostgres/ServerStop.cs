using System.Globalization;

namespace HazardLedger.LocalPostgres;

/// <summary>Ends a server: first as asked, then harder, so that nothing is left running.</summary>
internal static class ServerStop
{
    public static async Task StopAsync(string data, PostgresBinaries binaries, RunUser user, bool immediate, TimeSpan patience)
    {
        if (ServerProcesses.Of(data).Count == 0)
        {
            return;
        }

        var seconds = ((int)patience.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await Command.RunAsync(
            user.Wrap(binaries["pg_ctl"], "stop", "-D", data, "-m", immediate ? "immediate" : "fast", "-w", "-t", seconds), CancellationToken.None);
        if (!await ServerProcesses.GoneAsync(data, TimeSpan.FromSeconds(5), CancellationToken.None))
        {
            ServerProcesses.Kill(data);
            await ServerProcesses.GoneAsync(data, TimeSpan.FromSeconds(10), CancellationToken.None);
        }
    }
}
