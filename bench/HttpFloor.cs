using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using static HazardLedger.Bench.StoreFloor;

namespace HazardLedger.Bench;

/// <summary>A service written by hand for the same five routes: minimal APIs, serialisers made at compile time, one prepared batch a
/// transaction, a table of counters. It asks nobody who he is, keeps no postings, no proofs, no register, and forgets request keys.</summary>
internal static class HttpFloor
{
    private const string AddEvent =
        "INSERT INTO es.mt_events (seq_id, id, stream_id, version, data, type, timestamp) VALUES (nextval('es.mt_events_sequence'), $1, $2, $3, $4, $5, now()) RETURNING seq_id";

    private static readonly string[] Figures = ["found", "open", "rectified", "overdue", "major", "listed", "awaiting", "closed", "reopened", "onTime"];

    public static async Task RunAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await SeedAsync(source);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error);
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v1/hazards", http => RegisterAsync(http, source));
        app.MapPost("/v1/hazards/{id}/{command}", http => RecordAsync(http, source));
        app.MapGet("/v1/hazards/{id}", http => ReadAsync(http, source));
        app.MapGet("/v1/figures", http => FiguresAsync(http, source));
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
    }

    private static async Task SeedAsync(NpgsqlDataSource source)
    {
        foreach (var (area, figure) in Enumerable.Range(0, Lives.Areas).SelectMany(area => Figures.Select(figure => (Lives.Area(area), figure))))
        {
            await using var command = source.CreateCommand("INSERT INTO counter (area, figure, value) VALUES ($1, $2, 0)");
            command.Parameters.Add(Of(area));
            command.Parameters.Add(Of(figure));
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task RegisterAsync(HttpContext http, NpgsqlDataSource source)
    {
        var body = await http.Request.ReadFromJsonAsync(FloorJson.Default.FloorRegistration, http.RequestAborted);
        if (body is not { Area.Length: > 0, Sector.Length: > 0, Place.Length: > 0, Description.Length: > 0, Discoverers.Length: > 0 })
        {
            http.Response.StatusCode = 400;
            return;
        }

        var (id, data) = (Guid.CreateVersion7(), JsonSerializer.SerializeToUtf8Bytes(body, FloorJson.Default.FloorRegistration));
        await using var connection = await source.OpenConnectionAsync(http.RequestAborted);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command("INSERT INTO es.mt_streams (id, type, version) VALUES ($1, 'hazard', 1)", Of(id)));
        batch.BatchCommands.Add(Command(AddEvent, Of(Guid.CreateVersion7()), Of(id), Of(1L), Json(data), Of("hazard_registered")));
        batch.BatchCommands.Add(Command("INSERT INTO state (id, version, data) VALUES ($1, 1, $2)", Of(id), Json(data)));
        batch.BatchCommands.Add(Command("UPDATE counter SET value = value + 1 WHERE area = $1 AND figure = $2", Of(body.Area), Of("found")));
        var position = (long)(await batch.ExecuteScalarAsync(http.RequestAborted))!;
        await AnswerAsync(http, new(id, "350304-2026-" + position.ToString("000000", CultureInfo.InvariantCulture), 1, position));
    }

    private static async Task RecordAsync(HttpContext http, NpgsqlDataSource source)
    {
        var body = await http.Request.ReadFromJsonAsync(FloorJson.Default.FloorReport, http.RequestAborted);
        if (body is null || body.Percent is < 0 or > 100 || !Guid.TryParse((string?)http.Request.RouteValues["id"], out var id))
        {
            http.Response.StatusCode = 400;
            return;
        }

        await using var connection = await source.OpenConnectionAsync(http.RequestAborted);
        if (await StateAsync(connection, id, http.RequestAborted) is not ({ } version, { } state))
        {
            http.Response.StatusCode = 404;
            return;
        }

        var registration = JsonSerializer.Deserialize(state, FloorJson.Default.FloorRegistration)!;
        var data = JsonSerializer.SerializeToUtf8Bytes(body, FloorJson.Default.FloorReport);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command("UPDATE es.mt_streams SET version = $2, timestamp = now() WHERE id = $1 AND version = $3", Of(id), Of(version + 1), Of(version)));
        batch.BatchCommands.Add(Command(AddEvent, Of(Guid.CreateVersion7()), Of(id), Of(version + 1), Json(data), Of("rectification_progress_reported")));
        batch.BatchCommands.Add(Command("UPDATE state SET version = $2, data = $3 WHERE id = $1", Of(id), Of(version + 1), Json(state)));
        batch.BatchCommands.Add(Command("UPDATE counter SET value = value + 1 WHERE area = $1 AND figure = $2", Of(registration.Area), Of("open")));
        await AnswerAsync(http, new(id, "", version + 1, (long)(await batch.ExecuteScalarAsync(http.RequestAborted))!));
    }

    private static async Task ReadAsync(HttpContext http, NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync(http.RequestAborted);
        if (!Guid.TryParse((string?)http.Request.RouteValues["id"], out var id) || await StateAsync(connection, id, http.RequestAborted) is not ({ } version, { } state))
        {
            http.Response.StatusCode = 404;
            return;
        }

        http.Response.ContentType = "application/json";
        http.Response.Headers.ETag = $"\"{version}\"";
        http.Response.ContentLength = state.Length;
        await http.Response.Body.WriteAsync(state, http.RequestAborted);
    }

    private static async Task FiguresAsync(HttpContext http, NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT area, figure, value FROM counter ORDER BY area, figure");
        var cells = new List<FloorCell>(Lives.Areas * Figures.Length);
        await using (var reader = await command.ExecuteReaderAsync(http.RequestAborted))
        {
            while (await reader.ReadAsync(http.RequestAborted))
            {
                cells.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));
            }
        }

        await http.Response.WriteAsJsonAsync(cells, FloorJson.Default.ListFloorCell, cancellationToken: http.RequestAborted);
    }

    private static async Task<(long? Version, byte[]? State)> StateAsync(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT version, data FROM state WHERE id = $1", connection) { Parameters = { Of(id) } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : (null, null);
    }

    private static Task AnswerAsync(HttpContext http, FloorAnswer answer)
    {
        http.Response.StatusCode = 201;
        return http.Response.WriteAsJsonAsync(answer, FloorJson.Default.FloorAnswer, cancellationToken: http.RequestAborted);
    }
}
