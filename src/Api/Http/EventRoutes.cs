using System.Buffers;
using System.Globalization;
using HazardLedger.Api.Access;
using HazardLedger.Api.Feed;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Http;

/// <summary>`GET /v1/events`: the whole ledger in its own order, as far as the caller may see it. A hazard's present area decides.
/// By Accept: a page of JSON, all lines up to the head as NDJSON, or server-sent events that go on.</summary>
public sealed class EventRoutes(Ledger ledger, EventFeed feed, EventSight sight, AccessKeys keys, TimeProvider clock) : IDisposable
{
    private const string Lines = "application/x-ndjson";
    private const int PageSize = 500;

    private readonly SemaphoreSlim _turns = new(8);

    /// <summary>Lets go of the turns.</summary>
    public void Dispose() => _turns.Dispose();

    /// <summary>Maps the route.</summary>
    public static void Map(IEndpointRouteBuilder app) => app
        .MapGet("/v1/events", (HttpContext http, EventRoutes routes) => routes.AnswerAsync(http))
        .RequireAuthorization(AccessPolicy.Read).WithName("ReadEvents").WithTags("events").AddEndpointFilter(MinPosition.FilterAsync)
        .WithMetadata(new DescribedForms("application/json", Lines, Sse.MediaType));

    private async Task<IResult> AnswerAsync(HttpContext http)
    {
        var (query, form) = (new Query(http), Accept.Choose(http.Request, "application/json", Lines, Sse.MediaType));
        http.Response.Headers.Vary = "Accept";
        var after = query.Number("after", 0, long.MaxValue - 1000) ?? 0;
        var limit = form is Lines or Sse.MediaType ? null : query.Number("limit", 1, PageSize);
        after = form == Sse.MediaType ? ResumedAt(http, query) ?? after : after;
        if (query.Problem() is { } problem)
        {
            return problem;
        }

        var head = (await ledger.HeadAsync(http.RequestAborted)).Position;
        Versions.Stamp(http, null, clock.Today(), head);
        return form switch
        {
            null => Problem.Of(ProblemKind.NotAcceptable),
            Lines => Results.Stream(body => WriteLinesAsync(http, after, head, body), Lines),
            Sse.MediaType when after > head => Problem.Faults([Fault.Form("after", $"0–{head}")], ProblemKind.BadParameter),
            Sse.MediaType => new Streamed(() => FollowAsync(http, after)),
            _ => await PageAsync(http, after, (int)(limit ?? 100), head),
        };
    }

    // A client that lost its connection sends the last id it saw; it knows better than the address it began with.
    private static long? ResumedAt(HttpContext http, Query query)
    {
        var header = http.Request.Headers["Last-Event-ID"];
        if (header.Count == 0)
        {
            return null;
        }

        if (long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return position;
        }

        query.Refuse(Fault.Form("Last-Event-ID", "0–"));
        return null;
    }

    private async Task<IResult> PageAsync(HttpContext http, long after, int limit, long head)
    {
        var page = await ledger.ReadAllAsync(after, limit, http.RequestAborted);
        var visible = await sight.OfAsync(http.Caller().Scope, page, http.RequestAborted);
        var last = page.Count == 0 ? after : page[^1].Position;
        return Results.Json(
            new ListAnswer(page.Where(stored => visible(stored.Stream)).Select(EventSight.ViewOf), last < head ? last : null, head), EventJson.Options);
    }

    private async Task WriteLinesAsync(HttpContext http, long after, long head, Stream body)
    {
        while (after < head)
        {
            var page = await ledger.ReadAllAsync(after, (int)Math.Min(PageSize, head - after), http.RequestAborted);
            var visible = await sight.OfAsync(http.Caller().Scope, page, http.RequestAborted);
            foreach (var stored in page.Where(stored => visible(stored.Stream)))
            {
                await body.WriteAsync(EventSight.JsonOf(stored), http.RequestAborted);
                await body.WriteAsync("\n"u8.ToArray(), http.RequestAborted);
            }

            await body.FlushAsync(http.RequestAborted);
            after = page[^1].Position;
        }
    }

    private async Task FollowAsync(HttpContext http, long after)
    {
        await Sse.BeginAsync(http);
        if (HeadRequests.IsHead(http))
        {
            return;
        }

        // What is far behind is read without the feed, whose buffer is made for the present.
        for (var most = PageSize; most == PageSize;)
        {
            (after, most) = await CatchUpAsync(http, after, PageSize);
        }

        var listener = await feed.JoinAsync(http.Caller().Scope, after, http.Abort, http.RequestAborted);
        try
        {
            while (after < listener.JoinedAt)
            {
                (after, _) = await CatchUpAsync(http, after, (int)Math.Min(PageSize, listener.JoinedAt - after));
            }

            await CopyAsync(http, listener);
        }
        finally
        {
            feed.Leave(listener);
        }
    }

    // After a restart a thousand clients come back at once: they take turns, so that commands find connections too.
    private async Task<(long After, int Count)> CatchUpAsync(HttpContext http, long after, int limit)
    {
        await _turns.WaitAsync(http.RequestAborted);
        IReadOnlyList<StoredEvent> page;
        Func<Guid, bool> visible;
        try
        {
            page = await ledger.ReadAllAsync(after, limit, http.RequestAborted);
            visible = await sight.OfAsync(http.Caller().Scope, page, http.RequestAborted);
        }
        finally
        {
            _turns.Release();
        }

        foreach (var stored in page.Where(stored => visible(stored.Stream)))
        {
            Sse.Write(http.Response.BodyWriter, stored.Position.ToString(CultureInfo.InvariantCulture), EventSight.JsonOf(stored));
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        return (page.Count == 0 ? after : page[^1].Position, page.Count);
    }

    private async Task CopyAsync(HttpContext http, FeedListener listener)
    {
        while (await listener.Reader.WaitToReadAsync(http.RequestAborted))
        {
            var beat = false;
            while (listener.Reader.TryRead(out var chunk))
            {
                http.Response.BodyWriter.Write(chunk.Bytes.Span);
                listener.Took(chunk);
                beat |= chunk.IsBeat;
            }

            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            if (beat && !await keys.StillHoldsAsync(http.Caller(), http.RequestAborted))
            {
                return; // revoked or expired meanwhile
            }
        }
    }
}
