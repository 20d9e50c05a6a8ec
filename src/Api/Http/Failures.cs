using HazardLedger.EventStore;
using Npgsql;

namespace HazardLedger.Api.Http;

/// <summary>What went wrong below, as answers: the database is away (503), the queue is full (503), a mistake of ours (500 with the trace id).
/// A race, a duplicate or bad input never ends up here.</summary>
public static class Failures
{
    /// <summary>Middleware around everything that asks the database.</summary>
    public static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            if (!http.Response.HasStarted)
            {
                http.Response.StatusCode = 499; // nobody is there to read it
            }
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            await Problem.Of(ProblemKind.Of(e.StatusCode)).ExecuteAsync(http);
        }
        catch (UnstorableEventException) when (!http.Response.HasStarted)
        {
            await Problem.Of(ProblemKind.Malformed).ExecuteAsync(http);
        }
        catch (Exception e) when (IsAway(e) && !http.Response.HasStarted)
        {
            await Problem.Of(ProblemKind.Unavailable).ExecuteAsync(http);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            // The last boundary: log it whole, tell the caller the trace id and nothing else.
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("HazardLedger").LogError(e, "A request failed.");
            await Problem.Of(ProblemKind.Internal).ExecuteAsync(http);
        }
    }

    /// <summary>True when the database is away, or takes no more for now: it may be asked again.</summary>
    internal static bool IsAway(Exception e) =>
        e is LedgerBusyException or LedgerUnavailableException or TimeoutException
        || (e is NpgsqlException postgres && (e is not PostgresException || postgres.IsTransient));
}
