using System.Net;
using System.Text;

namespace HazardLedger.Api.Tests;

/// <summary>Random requests over every route of the contract: no answer is a 500, every refusal is a problem and changes nothing.</summary>
public sealed class FuzzTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("HAZARDLEDGER_TEST_LONG") == "1";
    private static readonly int[] Allowed = [200, 201, 304, 400, 403, 404, 405, 406, 409, 412, 413, 415, 422, 503];

    public static TheoryData<int> Seeds => [.. Long ? Enumerable.Range(1, 20).Append(Random.Shared.Next()) : [Random.Shared.Next(), 3504]];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_comes_the_answer_is_one_of_the_contract(int seed)
    {
        await using var api = await RunningApi.StartAsync();
        var hazards = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            hazards.Add((await api.PostAsync("/v1/hazards", Bodies.Register(external: $"E-{i}")))["id"].GetString()!);
        }

        var routes = (await api.GetAsync("/openapi/v1.json"))["paths"].EnumerateObject().Where(path => path.Name.StartsWith("/v1", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, operation.Name.ToUpperInvariant()))).ToList();
        var random = new Random(seed);
        var requests = new FuzzRequests(random, routes, hazards);
        var head = await HeadAsync(api);
        for (var i = 0; i < 1200; i++)
        {
            var english = random.Next(2) == 0;
            var (request, said) = requests.Next(english);
            using (request)
            {
                request.RequestUri = new Uri(api.Address.GetLeftPart(UriPartial.Authority) + request.RequestUri!.OriginalString["http://x".Length..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
                request.Headers.Authorization = api.Client.DefaultRequestHeaders.Authorization;
                using var response = await Sender.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                var now = await HeadAsync(api);
                await JudgeOneAsync(api, request.Method, response, english, head, now, $"Seed {seed}, request {i}: {said}");
                head = now;
            }
        }
    }

    private static async Task JudgeOneAsync(RunningApi api, HttpMethod method, HttpResponseMessage response, bool english, long before, long after, string said)
    {
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
        {
            return; // it has no end; its own tests read it
        }

        try
        {
            await JudgeAsync(api, method, await Answer.OfAsync(response), english, before, after);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new InvalidOperationException($"{said}\n{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}\n{e.Message}", e);
        }
    }

    private static readonly HttpClient Sender = new(new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8 });

    private static async Task JudgeAsync(RunningApi api, HttpMethod method, Answer answer, bool english, long before, long after)
    {
        Allowed.ShouldContain((int)answer.Status);
        answer.Position.ShouldBe(after, "every answer carries Ledger-Position");
        if ((int)answer.Status is >= 400)
        {
            after.ShouldBe(before, "a refusal changes nothing");
            if (method != HttpMethod.Head)
            {
                IsProblem(answer, english);
            }
        }
        else if (method != HttpMethod.Post)
        {
            after.ShouldBe(before, "a read changes nothing");
        }
        else if (answer.Status == HttpStatusCode.Created && answer.Location is { } location)
        {
            var state = await api.GetAsync(location);
            state.Status.ShouldBe(HttpStatusCode.OK);
            state.ETag.ShouldNotBeNull();
            answer.ETag.ShouldNotBeNull();
            state["version"].GetInt64().ShouldBeGreaterThanOrEqualTo(answer["version"].GetInt64());
            answer["recorded"].GetArrayLength().ShouldBeGreaterThan(0);
        }
    }

    private static void IsProblem(Answer answer, bool english)
    {
        answer.MediaType.ShouldBe("application/problem+json");
        answer["status"].GetInt32().ShouldBe((int)answer.Status);
        answer.Code.ShouldNotBeNullOrEmpty();
        var title = answer["title"].GetString()!;
        title.Any(c => c is >= '\u4e00' and <= '\u9fff').ShouldBe(!english, title);
        foreach (var inside in new[] { "HazardLedger.", "Npgsql", "System.", "Microsoft.", "   at ", "SQLSTATE", "mt_events" })
        {
            answer.Text.ShouldNotContain(inside, Case.Sensitive);
        }

        if (answer.Status == HttpStatusCode.BadRequest && answer.Body.TryGetProperty("errors", out var errors))
        {
            errors.ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Object);
        }
    }

    private static Task<long> HeadAsync(RunningApi api) => api.Database.ScalarAsync<long>("SELECT head FROM hl.ledger");
}
