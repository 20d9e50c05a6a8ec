using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using HazardLedger.Api.Tests.Sweep;

namespace HazardLedger.Api.Tests.Histories;

/// <summary>Who acts in a history: a person with a key of the own organisation.</summary>
internal sealed record Who(string Person, string Organisation, string Role = "recorder");

/// <summary>A history told over HTTP on the days on which it happened: the clock stands at noon of each step's day, everybody has a key.</summary>
internal sealed class Telling : IAsyncDisposable
{
    private static readonly Who Keeper = new("P-0", "KEEPER");
    private readonly Dictionary<Who, HttpClient> _clients = [];
    private readonly RunningApi _api;
    private readonly StepClock _clock;

    private Telling(RunningApi api, StepClock clock) => (_api, _clock) = (api, clock);

    public RunningApi Api => _api;

    /// <summary>Starts a ledger whose clock stands on a day; the cast has its keys from then on.</summary>
    public static async Task<Telling> FromAsync(string day, params Who[] cast)
    {
        var clock = new StepClock(Noon(day));
        var telling = new Telling(await RunningApi.StartAsync(clock), clock);
        foreach (var who in cast.Prepend(Keeper))
        {
            await telling.ClientAsync(who);
        }

        return telling;
    }

    /// <summary>The ledger's day; the clock never goes back.</summary>
    public void On(string day)
    {
        if (Noon(day) > _clock.GetUtcNow())
        {
            _clock.MoveTo(Noon(day));
        }
    }

    /// <summary>Registers a hazard on a day and tells its id.</summary>
    public async Task<Guid> FindAsync(string day, Who who, object body)
    {
        var answer = await SendAsync(day, who, "/v1/hazards", body);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer["id"].GetGuid();
    }

    /// <summary>A step that is recorded; tells the data of its first event.</summary>
    public async Task<JsonElement> DoAsync(Guid hazard, string day, Who who, string route, object? body = null)
    {
        var answer = await SendAsync(day, who, $"/v1/hazards/{hazard}/{route}", body);
        answer.Status.ShouldBe(HttpStatusCode.Created, $"{day} {route}: {answer.Text}");
        return answer["recorded.0.data"];
    }

    /// <summary>A step that a rule refuses, for that reason.</summary>
    public async Task<Answer> RefusedAsync(Guid hazard, string day, Who who, string route, object? body, string code)
    {
        var answer = await SendAsync(day, who, $"/v1/hazards/{hazard}/{route}", body);
        (answer.Status, answer.Code).ShouldBe((HttpStatusCode.Conflict, code), $"{day} {route}: {answer.Text}");
        answer["title"].GetString().ShouldNotBeNullOrEmpty();
        return answer;
    }

    /// <summary>A step that takes two people: proposed by one, approved by another; the event names both.</summary>
    public async Task<JsonElement> AgreeAsync(Guid hazard, string day, Who proposer, Who approver, string route, object body)
    {
        var proposed = await DoAsync(hazard, day, proposer, $"{route}?propose=true", body);
        var n = proposed.GetProperty("n").GetInt32();
        await RefusedAsync(hazard, day, proposer, $"proposals/{n}/approvals", null, "ownRequest");
        var answer = await SendAsync(day, approver, $"/v1/hazards/{hazard}/proposals/{n}/approvals", null);
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        (answer["recorded.0.actor.person"].GetString(), answer["recorded.0.approvedBy.person"].GetString()).ShouldBe((proposer.Person, approver.Person));
        return answer["recorded.0.data"];
    }

    /// <summary>Lets a day come and tells what the daily sweep recorded on a hazard.</summary>
    public async Task<JsonElement> SweptAsync(Guid hazard, string day)
    {
        On(day);
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            var events = await GetAsync($"/v1/hazards/{hazard}/events");
            if (events["items"].EnumerateArray().LastOrDefault(one => one.GetProperty("type").GetString() == "rectification_overdue_recorded") is { ValueKind: JsonValueKind.Object } swept)
            {
                return swept.GetProperty("data");
            }

            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromMinutes(2), events.Text);
        }
    }

    /// <summary>Figures of a day.</summary>
    public async Task<Answer> FiguresAsync(string query)
    {
        var answer = await GetAsync($"/v1/figures?{query}");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return answer;
    }

    /// <summary>A hazard at the end of a day.</summary>
    public async Task<Answer> AtAsync(Guid hazard, string day)
    {
        var answer = await GetAsync($"/v1/hazards/{hazard}?asOf={day}");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return answer;
    }

    /// <summary>Uploads a picture on a day and cites it. On the day of the step: what nobody cites for a month is thrown away.</summary>
    public async Task<object[]> PhotoAsync(string day, string kind, string seed)
    {
        On(day);
        return [new { sha256 = await _api.UploadAsync(seed, await ClientAsync(Keeper)), mediaType = "image/jpeg", kind }];
    }

    /// <summary>Reads with a key that lasts as long as the history; the administrator's own is good for a year.</summary>
    public async Task<Answer> GetAsync(string path) => await RunningApi.SendAsync(HttpMethod.Get, path, null, await ClientAsync(Keeper));

    public async Task<Answer> SendAsync(string day, Who who, string path, object? body)
    {
        On(day);
        var said = body is null ? [] : JsonSerializer.SerializeToNode(body, JsonSerializerOptions.Web)!.AsObject();
        if (!said.ContainsKey("occurredAt") && !path.EndsWith("/approvals", StringComparison.Ordinal)) // an approval has the day of what was proposed
        {
            said["occurredOn"] = day;
        }

        return await RunningApi.SendAsync(HttpMethod.Post, path, said, await ClientAsync(who));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await _api.DisposeAsync();
    }

    private async Task<HttpClient> ClientAsync(Who who) =>
        _clients.TryGetValue(who, out var client) ? client : _clients[who] = await _api.ClientWithAsync(who.Role, who.Person, who.Organisation);

    private static DateTimeOffset Noon(string day) => DateTimeOffset.Parse($"{day}T12:00:00+08:00", CultureInfo.InvariantCulture);
}

/// <summary>Reads of answers, short enough for tables of expectations.</summary>
internal static class Told
{
    public static int Int(this Answer answer, string path) => answer[path].GetInt32();

    public static string? Text(this Answer answer, string path) => answer[path].GetString();

    public static string? Day(this JsonElement data, string name) => data.GetProperty(name).GetString();

    public static (int Numerator, int Denominator) Rate(this Answer answer, string path) => (answer.Int($"{path}.numerator"), answer.Int($"{path}.denominator"));
}
