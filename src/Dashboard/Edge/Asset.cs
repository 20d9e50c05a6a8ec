using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HazardLedger.Dashboard.Edge;

/// <summary>The stylesheets and the optional script: built into the assembly, served under a name that changes with their content.</summary>
internal sealed class Asset
{
    /// <summary>The stylesheet of all pages but the papers.</summary>
    public static readonly Asset Style = new("hl.css", "text/css; charset=utf-8");

    /// <summary>The stylesheet of the papers.</summary>
    public static readonly Asset PrintStyle = new("print.css", "text/css; charset=utf-8");

    /// <summary>The script; every page works without it.</summary>
    public static readonly Asset Script = new("hl.js", "text/javascript; charset=utf-8");

    private readonly byte[] _bytes;
    private readonly string _type;

    private Asset(string name, string type)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(name)!;
        _bytes = new byte[stream.Length];
        stream.ReadExactly(_bytes);
        _type = type;
        Path = $"/assets/{name.Insert(name.IndexOf('.', StringComparison.Ordinal), "." + Convert.ToHexStringLower(SHA256.HashData(_bytes))[..12])}";
    }

    /// <summary>Address on this origin.</summary>
    public string Path { get; }

    /// <summary>Size in bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>Serves it, to be kept for ever.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, (HttpContext context) =>
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(_bytes, _type);
    }).AllowAnonymous().ExcludeFromDescription();
}
