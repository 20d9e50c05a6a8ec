namespace HazardLedger.Api.Http;

/// <summary>A body that was written before: JSON in UTF-8, in one or more pieces.</summary>
internal sealed class JsonText(params ReadOnlyMemory<byte>[] pieces) : IResult
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = pieces.Sum(piece => (long)piece.Length);
        foreach (var piece in pieces)
        {
            await httpContext.Response.Body.WriteAsync(piece, httpContext.RequestAborted);
        }
    }
}
