using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HazardLedger.Demonstration;

/// <summary>Ids and evidence digests derived by hashing: the same plan on every run.</summary>
internal static class Digests
{
    /// <summary>SHA-256 of a text, as 64 lower-case hexadecimal digits.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A UUID of version 7 (RFC 9562 §5.7) whose random part is a digest of the key.</summary>
    public static Guid Uuid7(DateTimeOffset at, string key)
    {
        Span<byte> bytes = stackalloc byte[8 + 16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, at.ToUnixTimeMilliseconds());
        var id = bytes[2..18];
        SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 10).CopyTo(id[6..]);
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
