using HazardLedger.Api.Http;

namespace HazardLedger.Api.Feed;

/// <summary>An answer that is written bit by bit until the client hangs up, which is its usual end and no failure.</summary>
internal sealed class Streamed(Func<Task> write) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (httpContext.RequestAborted.IsCancellationRequested && e is (OperationCanceledException or IOException))
        {
            // Gone, or cut off because it did not keep up.
        }
        catch (Exception e) when (Failures.IsAway(e))
        {
            httpContext.Abort(); // the status is sent already; a broken connection tells the client to come again
        }
    }
}
