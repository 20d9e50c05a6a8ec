using System.Buffers;
using System.Text.Json;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Http;

/// <summary>A body that was written before: JSON in UTF-8, in one or more pieces.</summary>
internal sealed class JsonText(params ReadOnlyMemory<byte>[] pieces) : IResult
{
    private int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>A value, written whole before the first byte is sent: its length is known, and it goes in one piece.</summary>
    public static JsonText Of<T>(T value, int status) => new(JsonSerializer.SerializeToUtf8Bytes(value, EventJson.Options)) { Status = status };

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = pieces.Sum(piece => (long)piece.Length);
        if (pieces.Length == 1)
        {
            await httpContext.Response.Body.WriteAsync(pieces[0], httpContext.RequestAborted);
            return;
        }

        foreach (var piece in pieces)
        {
            httpContext.Response.BodyWriter.Write(piece.Span); // they travel together
        }

        await httpContext.Response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }
}
