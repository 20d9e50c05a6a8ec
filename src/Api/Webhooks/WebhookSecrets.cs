using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HazardLedger.Api.Webhooks;

/// <summary>Secrets of webhooks and what they sign (Standard Webhooks 1.0: `whsec_` and base64; HMAC-SHA256 over id, timestamp and body). In the
/// database a secret lies sealed with AES-256-GCM; the sealing key is a file of the program (`webhooks.key`, mode 0600) or `Webhooks:Key`, so that
/// whoever reads the database can neither sign nor verify.</summary>
public sealed class WebhookSecrets
{
    private const string Prefix = "whsec_";
    private readonly byte[] key;

    private WebhookSecrets(byte[] key) => (this.key, SealedBy) = (key, Convert.ToHexStringLower(SHA256.HashData([.. "sealed by "u8, .. key]))[..16]);

    /// <summary>Name of the sealing key; says nothing about it. Webhooks sealed by another program's key are left to that program.</summary>
    public string SealedBy { get; }

    /// <summary>With the key that is configured (base64 of 32 bytes), else the one in the data directory, made on first use.</summary>
    /// <exception cref="InvalidOperationException">What is configured is no such key.</exception>
    public static WebhookSecrets Open(string? configured, string directory)
    {
        var text = configured ?? FromFile(Path.Combine(directory, "webhooks.key"));
        var bytes = new byte[32];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == bytes.Length
            ? new(bytes) : throw new InvalidOperationException("Webhooks:Key must be 32 bytes in base64.");
    }

    /// <summary>A new secret as the receiver gets it, this once.</summary>
    public static string Make() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>The secret as it is stored, bound to its webhook.</summary>
    public byte[] Seal(string secret, Guid webhook)
    {
        var plain = Encoding.ASCII.GetBytes(secret);
        byte[] nonce = RandomNumberGenerator.GetBytes(12), tag = new byte[16], cipher = new byte[plain.Length];
        using var aes = new AesGcm(key, tag.Length);
        aes.Encrypt(nonce, plain, cipher, tag, webhook.ToByteArray());
        return [.. nonce, .. tag, .. cipher];
    }

    /// <summary>The secret of what is stored.</summary>
    /// <exception cref="CryptographicException">It was sealed by another key, for another webhook, or changed.</exception>
    public string Unseal(byte[] stored, Guid webhook)
    {
        var plain = new byte[stored.Length - 28];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(stored.AsSpan(0, 12), stored.AsSpan(28), stored.AsSpan(12, 16), plain, webhook.ToByteArray());
        return Encoding.ASCII.GetString(plain);
    }

    /// <summary>The header `webhook-signature`: one signature for each secret that holds, the receiver takes whichever it knows.</summary>
    public static string Sign(IEnumerable<string> secrets, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.")), .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))));
    }

    private static string FromFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new StreamWriter(path, options);
            file.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }
        catch (IOException) when (File.Exists(path))
        {
            // Made before.
        }

        return File.ReadAllText(path);
    }
}
