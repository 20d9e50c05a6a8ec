using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HazardLedger.Api.Access;
using HazardLedger.Api.Http;
using HazardLedger.Api.Recording;
using HazardLedger.EventStore;
using HazardLedger.Projections;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Feed;

/// <summary>`GET /v1/figures/stream`: the headline figures of one question, sent whole when one of them has changed, and at each legal midnight.
/// The id is position and day (`16342.20260617`), because midnight changes figures without an event.</summary>
public sealed class FigureStream(FigureReads figures, FigureColumns columns, Ledger ledger, AccessKeys keys, TimeProvider clock, IHostApplicationLifetime life)
{
    // Changes within this time are told together.
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(250);

    private readonly SharedShots shots = new();

    /// <summary>Answers the request, or the faults of its query.</summary>
    /// <param name="http">The request.</param>
    /// <param name="scope">What its caller may see. A visitor of a demonstration's pages holds no key; a key is asked at each beat whether it still holds.</param>
    public async Task<IResult> AnswerAsync(HttpContext http, Scope scope)
    {
        var query = new Query(http);
        foreach (var name in new[] { "knownAt", "position" }.Where(http.Request.Query.ContainsKey))
        {
            query.Text(name);
            query.Refuse(new(name, "实时数字总是截至当前所知。", "Live figures are always those known now."));
        }

        if (!figures.CanGroup(await QuestionAsync(http, scope, query, Versions.Today(clock))))
        {
            query.Refuse(new("groupBy", "单位过多，请缩小范围。", "Too many enterprises: narrow the question."));
        }

        var resumed = ResumedAt(http, query);
        return query.Problem() ?? (Accept.Choose(http.Request, Sse.MediaType) is null ? Http.Problem.Of(ProblemKind.NotAcceptable) : new Streamed(() => SendAsync(http, scope, resumed)));
    }

    private static (long Position, DateOnly Day)? ResumedAt(HttpContext http, Query query)
    {
        var header = http.Request.Headers["Last-Event-ID"];
        if (header.Count == 0)
        {
            return null;
        }

        if (header.ToString().Split('.') is [var position, var day] && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) && on.Year is >= 1949 and < 2200)
        {
            return (at, on);
        }

        query.Refuse(Fault.Form("Last-Event-ID", "16342.20260617"));
        return null;
    }

    private async Task SendAsync(HttpContext http, Scope scope, (long Position, DateOnly Day)? resumed)
    {
        await Sse.BeginAsync(http);
        if (HeadRequests.IsHead(http))
        {
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        var key = string.Join('|', http.Request.QueryString.Value, Language.IsEnglish(http), EventFeed.KeyOf(scope));
        var lane = shots.Enter(key);
        try
        {
            var known = resumed is { } at && at.Position <= columns.Position ? ShotOf(http, await QuestionAsync(http, scope, new Query(http), at.Day) with { Position = at.Position }, at.Day) : null;
            await SendAllAsync(http, scope, lane, known?.Content, ending.Token);
        }
        catch (OperationCanceledException) when (life.ApplicationStopping.IsCancellationRequested)
        {
            // The client comes back to the next program.
        }
        finally
        {
            shots.Leave(key, lane);
        }
    }

    private async Task SendAllAsync(HttpContext http, Scope scope, SharedShots.Lane lane, string? told, CancellationToken ct)
    {
        var (sent, writer) = (columns.Position - 1, http.Response.BodyWriter);
        var beat = Task.Delay(Sse.Beat, clock, ct);
        while (true)
        {
            var today = Versions.Today(clock);
            var question = await QuestionAsync(http, scope, new Query(http), today);
            var shot = lane.After(sent, today, () => ShotOf(http, question, today));
            if (!string.Equals(shot.Content, told, StringComparison.Ordinal))
            {
                Sse.Write(writer, shot.Id, shot.Json);
                await writer.FlushAsync(ct);
            }

            (sent, told) = (shot.Position, shot.Content);
            while (await IsBeatFirstAsync(sent, today, beat, ct))
            {
                writer.Write(Sse.BeatOf(shot.Id));
                await writer.FlushAsync(ct);
                if (http.TryCaller() is { } caller && !await keys.StillHoldsAsync(caller, ct))
                {
                    return;
                }

                beat = Task.Delay(Sse.Beat, clock, ct);
            }

            await Task.Delay(Together, ct);
        }
    }

    // Waits for a change, midnight or the next beat, whichever comes first.
    private async Task<bool> IsBeatFirstAsync(long sent, DateOnly today, Task beat, CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var left = LegalZone.StartOf(today.AddDays(1)) - clock.GetUtcNow();
        var midnight = Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, waiting.Token);
        var change = columns.BeyondAsync(sent, waiting.Token);
        var first = await Task.WhenAny(change, midnight, beat);
        await waiting.CancelAsync();
        await Task.WhenAll(midnight, change).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        return first == beat;
    }

    private FigureShot ShotOf(HttpContext http, FigureQuestion question, DateOnly today)
    {
        var answer = figures.Headline(question);
        var body = FigureWords.Headline(answer, question, today, Language.IsEnglish(http));
        var position = body["position"]?.DeepClone();
        body.Remove("position");
        var content = body.ToJsonString();
        body.Insert(2, "knownAt", JsonSerializer.SerializeToNode(LegalZone.Local(clock.GetUtcNow()), EventJson.Options));
        body.Insert(3, "position", position);
        return new(answer.Position, today, JsonSerializer.SerializeToUtf8Bytes<JsonNode>(body, EventJson.Options), content);
    }

    private Task<FigureQuestion> QuestionAsync(HttpContext http, Scope scope, Query query, DateOnly today) =>
        FigureQuery.ReadAsync(query, scope, ledger, today, http.RequestAborted, grouped: true);
}
