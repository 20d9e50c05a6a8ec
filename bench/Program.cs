using HazardLedger.Bench;

// One verb a measurement; each prints its table in the form in which the docs show it.
if (args is ["figures", .. var rest])
{
    FiguresBench.Run(rest is [var hazards] ? int.Parse(hazards) : 1_000_000);
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

if (args is ["definitions"])
{
    Console.WriteLine(HazardLedger.Projections.Figures.FigureTable.Markdown());
    return 0;
}

Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- figures [hazards] | telemetry | feed [clients] [seconds] | definitions");
return 2;
