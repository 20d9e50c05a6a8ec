using HazardLedger.Bench;

// One verb a measurement; each prints its table in the form in which the docs show it.
if (args is ["figures", .. var rest])
{
    FiguresBench.Run(rest is [var hazards] ? int.Parse(hazards) : 1_000_000);
    return 0;
}

if (args is ["million", .. var asked])
{
    return await MillionBench.RunAsync(asked);
}

if (args is ["serve-ledger", var database, var home])
{
    await MillionServed.ServeAsync(database, home);
    return 0;
}

if (args is ["telemetry"])
{
    TelemetryBench.Run();
    return 0;
}

if (args is ["feed", .. var terms])
{
    return await FeedBench.RunAsync(terms is [var clients, ..] ? int.Parse(clients) : 1000, terms is [_, var seconds] ? int.Parse(seconds) : 15);
}

if (args is ["pages", .. var where])
{
    return await PagesBench.RunAsync(where is [var connection, ..] ? connection : null, where is [_, "--demo"]);
}

if (args is ["store", .. var words])
{
    Table.Write("store", "one process and its PostgreSQL", await StoreBench.RunAsync(TimeSpan.FromSeconds(1), rounds: 7, words is [var only, ..] ? only : ""), whole: words is []);
    return 0;
}

if (args is ["lag", .. var time])
{
    return await LagBench.RunAsync(time is [var whole] ? int.Parse(whole) : 30);
}

if (args is ["follow", var followed, var upto])
{
    await LagBench.FollowAsync(followed, long.Parse(upto));
    return 0;
}

if (args is ["rebuild", .. var size])
{
    await RebuildBench.RunAsync(size is [var events] ? int.Parse(events) : 200_000);
    return 0;
}

if (args is ["notify", .. var spread])
{
    await NotifyBench.RunAsync(TimeSpan.FromSeconds(1), rounds: spread is [var several] ? int.Parse(several) : 7);
    return 0;
}

if (args is ["http", .. var which])
{
    Table.Write("http", "three processes and their PostgreSQL, 64 keep-alive connections", await HttpBench.RunAsync(TimeSpan.FromSeconds(1.5), rounds: 7, which is [var one, ..] ? one : ""), whole: which is []);
    return 0;
}

if (args is ["serve-floor", var floor])
{
    await HttpFloor.RunAsync(floor);
    return 0;
}

if (args is ["serve-ours", var ledger, var directory])
{
    await HttpOurs.RunAsync(ledger, directory);
    return 0;
}

if (args is ["definitions"])
{
    Console.WriteLine(HazardLedger.Projections.Figures.FigureTable.Markdown());
    return 0;
}

Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- store [row] | rebuild [events] | lag [seconds] | notify [rounds] | http [row] | figures [hazards] | million [hazards] [--keep DIRECTORY] [--build-only | --tell-only] | telemetry | feed [clients] [seconds] | pages [connection string [--demo]] | definitions");
return 2;
