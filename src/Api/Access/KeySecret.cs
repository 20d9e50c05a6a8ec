using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HazardLedger.Api.Access;

/// <summary>The form of a secret: <c>hlk_</c>, the key's id as 32 hexadecimal digits, <c>_</c>, 256 random bits as base64url (RFC 4648 §5).
/// The prefix lets secret scanners find it; the id finds the row; a fast digest is enough because nobody chose the rest.</summary>
internal static class KeySecret
{
    public const string Prefix = "hlk_";
    private const int IdLength = 32;
    private const int Length = 4 + IdLength + 1 + 43;

    public static string Make(Guid id) => $"{Prefix}{id:N}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>Reads the id out of a secret of the right form; says nothing about whether it is good.</summary>
    public static bool TryReadId(string secret, out Guid id)
    {
        id = Guid.Empty;
        return secret.Length == Length
            && secret.StartsWith(Prefix, StringComparison.Ordinal)
            && secret[Prefix.Length + IdLength] == '_'
            && Base64Url.IsValid(secret.AsSpan(Prefix.Length + IdLength + 1))
            && Guid.TryParseExact(secret.AsSpan(Prefix.Length, IdLength), "N", out id);
    }

    /// <summary>What is stored: SHA-256 of the whole secret.</summary>
    public static byte[] Digest(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
