using System.Buffers;
using System.Text;

namespace HazardLedger.Api.Feed;

/// <summary>Server-sent events as bytes (WHATWG HTML, "Server-sent events"). Written by hand because one frame is made once and sent to a thousand
/// clients, and because a heartbeat is a comment, which the framework's writer cannot say.</summary>
internal static class Sse
{
    public const string MediaType = "text/event-stream";

    /// <summary>How often a stream says that it lives, and looks whether its key still does.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>Headers, and the body begun: the client knows at once that it is connected.</summary>
    public static async Task BeginAsync(HttpContext http)
    {
        http.Response.ContentType = MediaType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would keep the events for itself
        await http.Response.StartAsync(http.RequestAborted);
        if (!Http.HeadRequests.IsHead(http))
        {
            http.Response.BodyWriter.Write("retry: 1000\n\n"u8);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
    }

    /// <summary>One event; JSON has no line breaks of its own, so one data line holds it.</summary>
    public static void Write(IBufferWriter<byte> to, string id, ReadOnlySpan<byte> json)
    {
        to.Write("id: "u8);
        to.Write(Encoding.ASCII.GetBytes(id));
        to.Write("\ndata: "u8);
        to.Write(json);
        to.Write("\n\n"u8);
    }

    /// <summary>A comment. Its id moves the client's mark without an event, so that whoever sees little does not ask for all of it again.</summary>
    public static byte[] BeatOf(string id) => Encoding.ASCII.GetBytes($": heartbeat\nid: {id}\n\n");
}
