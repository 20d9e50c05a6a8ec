using System.Text;

namespace HazardLedger.Api.Evidence;

/// <summary>What a file is, by its first bytes; what it calls itself is not asked. Photographs and PDF only: nothing that a browser would run.</summary>
internal static class MediaTypes
{
    /// <summary>So many first bytes decide.</summary>
    public const int Enough = 12;

    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis", "mif1", "msf1"];

    /// <summary>The media type; null for anything else.</summary>
    public static string? Of(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        _ when start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8) => "image/gif",
        _ when start.StartsWith("%PDF-"u8) => "application/pdf",
        _ when start.Length >= Enough && start.StartsWith("RIFF"u8) && start[8..].StartsWith("WEBP"u8) => "image/webp",
        _ when start.Length >= Enough && start[4..].StartsWith("ftyp"u8) && HeicBrands.Contains(Encoding.ASCII.GetString(start[8..Enough])) => "image/heic",
        _ => null,
    };
}
