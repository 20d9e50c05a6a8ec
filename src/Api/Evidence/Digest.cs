using System.Security.Cryptography;

namespace HazardLedger.Api.Evidence;

/// <summary>A SHA-256 digest that was read from 64 hexadecimal digits. Paths are made of these bytes alone, so nothing that
/// a caller writes can ever point out of the folder.</summary>
internal readonly struct Digest
{
    private readonly byte[] bytes;

    public Digest(byte[] bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, SHA256.HashSizeInBytes);
        this.bytes = bytes;
    }

    public byte[] Bytes => bytes;

    public static Digest? TryParse(string text) =>
        text.Length == 2 * SHA256.HashSizeInBytes && text.All(char.IsAsciiHexDigit) ? new Digest(Convert.FromHexString(text)) : null;

    public override string ToString() => Convert.ToHexStringLower(bytes);
}
