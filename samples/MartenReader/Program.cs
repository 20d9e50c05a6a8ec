using System.Text.Json;
using System.Text.Json.Serialization;
using HazardLedger.Domain.Hazards;
using HazardLedger.MartenReader;
using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weasel.Core;
using Wolverine;
using Wolverine.Marten;

if (args is not ([_, "figures"] or [_, "hazard", _]))
{
    await Console.Error.WriteLineAsync("usage: MartenReader CONNECTION figures | MartenReader CONNECTION hazard ID");
    return 2;
}

var (connection, handler) = (args[0], new AreaFiguresHandler());
var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Wolverine.Configuration", LogLevel.Error);
builder.Services.AddMarten(options =>
{
    options.Connection(connection);
    options.AutoCreateSchemaObjects = AutoCreate.None; // the ledger's tables are not ours to make or change
    options.Events.DatabaseSchemaName = "es";
    options.Events.MetadataConfig.HeadersEnabled = true;
    options.DatabaseSchemaName = "reader"; // everything of this program
    options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);
    options.Events.AddEventTypes(typeof(HazardEvent).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(HazardEvent))));
    options.Projections.Add<HazardCardProjection>(ProjectionLifecycle.Live);
    options.Projections.Add<AreaFiguresProjection>(ProjectionLifecycle.Async);
})
.IntegrateWithWolverine(integration =>
{
    integration.MessageStorageSchemaName = "reader";
    integration.AutoCreate = AutoCreate.CreateOrUpdate; // Wolverine's own tables, in this program's schema
})
.AddAsyncDaemon(JasperFx.Events.Daemon.DaemonMode.Solo);

builder.UseWolverine(options =>
{
    options.Durability.Mode = DurabilityMode.Solo;
    options.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
    options.Discovery.DisableConventionalDiscovery();
    options.AddMessageHandler(handler);
    options.PublishMessage<AreaFiguresMoved>().ToLocalQueue("figures").UseDurableInbox(); // kept in the transaction that moves the projection
});

using var host = builder.Build();
var store = host.Services.GetRequiredService<IDocumentStore>();
if (args is [_, "hazard", var id])
{
    await using var session = store.QuerySession();
    var card = await session.Events.AggregateStreamAsync<HazardCard>(Guid.Parse(id));
    Console.WriteLine(JsonSerializer.Serialize(card, new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } }));
    return card is null ? 1 : 0;
}

await ReaderTables.EnsureAsync(store);
await host.StartAsync();
await host.WaitForNonStaleProjectionDataAsync(TimeSpan.FromMinutes(5));
IReadOnlyList<AreaFigures> areas;
await using (var session = store.QuerySession())
{
    areas = await session.Query<AreaFigures>().ToListAsync();
}

// What the projection has written was handed over in the same transaction; the queue needs a moment to bring it.
for (var tries = 0; tries < 100 && (handler.Areas.Count < areas.Count || handler.Areas.Sum(moved => moved.Found) != areas.Sum(area => area.Found)); tries++)
{
    await Task.Delay(100);
}

Console.WriteLine(JsonSerializer.Serialize(
    new
    {
        areas = areas.Count,
        found = areas.Sum(area => area.Found),
        rectified = areas.Sum(area => area.Rectified),
        major = new { found = areas.Sum(area => area.MajorFound), closed = areas.Sum(area => area.MajorClosed) },
        handled = new { messages = handler.Count, areas = handler.Areas.Count, found = handler.Areas.Sum(moved => moved.Found), rectified = handler.Areas.Sum(moved => moved.Rectified) },
    },
    JsonSerializerOptions.Web));
await host.StopAsync();
return 0;
