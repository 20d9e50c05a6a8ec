using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.EventStore.Tests;

/// <summary>A group that travels alone goes through a function of its own: what it leaves must be what the one for trains leaves.</summary>
public sealed class AppendOneTests
{
    private static readonly string[] Tables = ["es.mt_streams", "es.mt_events", "hl.request", "hl.key", "hl.posting", "hl.register", "hl.register_search", "hl.block", "hl.ledger"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_alone_and_the_same_group_in_a_train_leave_the_same_rows_and_get_the_same_answers()
    {
        var seed = Random.Shared.Next();
        var groups = Groups(new Random(seed)).ToList();

        var alone = await RecordAsync(groups, function: "append_one");
        var train = await RecordAsync(groups, function: "append");

        alone.Answers.ShouldBe(train.Answers, $"seed {seed}");
        foreach (var table in Tables)
        {
            alone.Rows[table].ShouldBe(train.Rows[table], $"{table}, seed {seed}");
        }
    }

    // New streams and more of old ones; stale versions, keys held by others, requests repeated with the same and with another body.
    private static IEnumerable<AppendGroup> Groups(Random random)
    {
        var versions = new Dictionary<Guid, long>();
        for (var i = 0; i < 60; i++)
        {
            var stream = versions.Count > 0 && random.Next(3) > 0 ? versions.Keys.ElementAt(random.Next(versions.Count)) : Guid.CreateVersion7();
            var expected = versions.GetValueOrDefault(stream) - (random.Next(6) == 0 && versions.GetValueOrDefault(stream) > 0 ? 1 : 0);
            yield return new AppendGroup([new(stream, i % 7 == 3 ? "policy" : "hazard", expected)], [Some.Event(data: $$"""{"n":{{random.Next()}}}""")])
            {
                Request = Some.Request("k" + random.Next(50), body: (byte)random.Next(2)),
                Keys = random.Next(3) == 0 ? [new("number", "N-" + random.Next(8), 0), new("paper", "P-" + random.Next(40), 0)] : [],
                Postings = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Some.Posting(0, 1, mark: random.Next(2) == 0 ? Some.Day : null))],
                Register = random.Next(4) > 0 ? [RowOf(random)] : [],
                OthersReadAt = random.Next(2) == 0 ? null : random.Next(60),
                Clock = new DateTimeOffset(2026, 6, 17, 8, 0, 0, TimeSpan.Zero).AddMinutes((i * 3) + random.Next(-5, 5)),
            };
            versions[stream] = expected == versions.GetValueOrDefault(stream) ? expected + 1 : versions.GetValueOrDefault(stream);
        }
    }

    private static RegisterRow RowOf(Random random) => new(0, random.Next(3) == 0 ? default : Some.Json(
        $$"""{"number":"N{{random.Next(9)}}","lifecycle":"registered","discovered_on":"2026-06-17","campaigns":["a"],"unit":1}"""))
    {
        Lines = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new SearchedLine([.. Enumerable.Range(random.Next(3), random.Next(3))], random.Next(2) == 0, random.Next(3) == 0))],
    };

    private static async Task<(List<string> Answers, Dictionary<string, string> Rows)> RecordAsync(List<AppendGroup> groups, string function)
    {
        await using var database = await LedgerDatabase.CreateAsync(synthetic: true);
        await using var connection = await database.Owner.OpenConnectionAsync(Ct);
        var answers = new List<string>();
        foreach (var ticket in groups.Select(group => AppendTicket.For(group, Ct)))
        {
            await using var command = Call(function, ticket, connection);
            await using var reader = await command.ExecuteReaderAsync(Ct);
            await reader.ReadAsync(Ct);
            answers.Add((function == "append" ? AppendAnswer.Read(reader, 1)[0] : AppendAnswer.ReadAlone(reader)).ToString());
        }

        answers.Select(answer => answer.Split(',')[0]).Distinct().Count().ShouldBeGreaterThan(3, "refusals of every kind are among them");
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in Tables)
        {
            rows[table] = (await database.ScalarAsync<string>($"SELECT coalesce(jsonb_agg(t ORDER BY t::text)::text, '') FROM {table} t"))!;
        }

        return (answers, rows);
    }

    private static NpgsqlCommand Call(string function, AppendTicket ticket, NpgsqlConnection connection)
    {
        var (lone, train) = (new LoneArguments(), new AppendArrays());
        var command = new NpgsqlCommand(function == "append" ? train.Call : lone.Call, connection);
        if (function == "append")
        {
            train.Fill([ticket], 1);
            train.AddTo(command.Parameters);
        }
        else
        {
            lone.Fill(ticket, 1);
            lone.AddTo(command.Parameters);
        }

        return command;
    }
}
