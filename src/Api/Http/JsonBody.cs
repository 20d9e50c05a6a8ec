using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HazardLedger.Proofs;
using Microsoft.Net.Http.Headers;

namespace HazardLedger.Api.Http;

/// <summary>Reads a JSON body strictly: media type, size, well-formed I-JSON (RFC 7493) without duplicate members, lone surrogates
/// or U+0000, no deeper than 32.</summary>
public static class JsonBody
{
    /// <summary>Most bytes of one command.</summary>
    public const int CommandLimit = 256 * 1024;

    /// <summary>Most bytes of a batch.</summary>
    public const int BatchLimit = 8 * 1024 * 1024;

    // Room for these is made before they come.
    private const int Short = 16 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>True when a media type names UTF-8 or no charset; one that nobody knows is none that we read.</summary>
    public static bool IsUtf8(MediaTypeHeaderValue type) => !type.Charset.HasValue || type.Encoding?.CodePage == Encoding.UTF8.CodePage;

    /// <summary>The body, or the problem that answers it.</summary>
    public static async Task<(byte[] Bytes, IResult? Problem)> ReadAsync(HttpRequest request, int limit, params string[] mediaTypes)
    {
        var known = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && mediaTypes.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)
            && IsUtf8(type);
        if (!known)
        {
            return ([], Problem.Of(ProblemKind.UnsupportedMediaType));
        }

        if (request.ContentLength > limit)
        {
            return ([], Problem.Of(ProblemKind.TooLarge));
        }

        if (request.ContentLength is { } length and <= Short)
        {
            // The server gives no more bytes than were announced, and fails itself when there are fewer.
            var whole = new byte[length];
            await request.Body.ReadExactlyAsync(whole, request.HttpContext.RequestAborted);
            return (whole, null);
        }

        return await GrowingAsync(request, limit);
    }

    // What is announced and never sent takes no room.
    private static async Task<(byte[] Bytes, IResult? Problem)> GrowingAsync(HttpRequest request, int limit)
    {
        using var body = new MemoryStream();
        var buffer = new byte[Short];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > limit)
            {
                return ([], Problem.Of(ProblemKind.TooLarge));
            }

            body.Write(buffer, 0, read);
        }

        return (body.ToArray(), null);
    }

    /// <summary>The parsed text with the hash of its canonical form (RFC 8785), or null with what is wrong.</summary>
    public static (JsonElement Root, byte[] Hash)? Parse(ReadOnlyMemory<byte> utf8, out Fault? fault)
    {
        fault = null;
        try
        {
            var root = JsonElement.Parse(utf8.Span, Strict);
            if (utf8.Span.IndexOf(@"\u0000"u8) >= 0 && HasNul(root))
            {
                fault = new("", "文本中不得有 U+0000。", "A text contains U+0000.");
                return null;
            }

            return (root, SHA256.HashData(Jcs.Canonicalize(utf8.Span)));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            // Broken text, lone surrogates, numbers that no double holds: all of it is the caller's, none of it ours.
            fault = new("", "不是合格的 JSON。", "Not well-formed JSON.");
            return null;
        }
    }

    // Raw it is no JSON, so that there is an escape where there is one.
    private static bool HasNul(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!.Contains('\0', StringComparison.Ordinal),
        JsonValueKind.Array => element.EnumerateArray().Any(HasNul),
        JsonValueKind.Object => element.EnumerateObject().Any(member => member.Name.Contains('\0', StringComparison.Ordinal) || HasNul(member.Value)),
        _ => false,
    };
}
