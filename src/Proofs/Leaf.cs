using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HazardLedger.Proofs;

/// <summary>The leaf of an event in the ledger's Merkle tree (RFC 6962 §2.1). This layout can never change: see
/// <c>docs/adr/0002-what-exactly-is-hashed.md</c> and the test vectors beside the tests.</summary>
public static class Leaf
{
    /// <summary>Length of a leaf in bytes.</summary>
    public const int Size = 32;

    private const byte LeafPrefix = 0x00; // RFC 6962: leaves 0x00, inner nodes 0x01
    private const byte FormatOne = 0x01;

    /// <summary>SHA-256 over the canonical form (RFC 8785, exact numbers) of an event's data or headers.</summary>
    /// <exception cref="FormatException">The JSON has no exact canonical form.</exception>
    public static byte[] HashJson(ReadOnlySpan<byte> json) => SHA256.HashData(Jcs.Write(json, exact: true).Written);

    /// <summary>The leaf of an event as it stands in the ledger.</summary>
    /// <exception cref="FormatException">Data or headers have no exact canonical form.</exception>
    public static byte[] Of(
        long position, Guid stream, long version, Guid id, DateTimeOffset recordedAt, string type, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> data) =>
        Of(position, stream, version, id, Microseconds(recordedAt), type, HashJson(headers), HashJson(data));

    /// <summary>The leaf from its parts: SHA-256(0x00 ‖ 0x01 ‖ position ‖ stream ‖ version ‖ id ‖ microseconds ‖ length of type ‖ type
    /// ‖ hash of headers ‖ hash of data), integers big-endian, ids in network order (RFC 9562).</summary>
    /// <param name="position">Place in the ledger.</param>
    /// <param name="stream">The stream's id.</param>
    /// <param name="version">Place in the stream.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="microseconds">Recording instant since 1970-01-01T00:00:00Z.</param>
    /// <param name="type">The stored alias; at most 65,535 bytes of UTF-8.</param>
    /// <param name="headersHash">From <see cref="HashJson"/>, 32 bytes.</param>
    /// <param name="dataHash">From <see cref="HashJson"/>, 32 bytes.</param>
    public static byte[] Of(
        long position, Guid stream, long version, Guid id, long microseconds, string type, ReadOnlySpan<byte> headersHash, ReadOnlySpan<byte> dataHash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(headersHash.Length, Size);
        ArgumentOutOfRangeException.ThrowIfNotEqual(dataHash.Length, Size);
        var length = Encoding.UTF8.GetByteCount(type);
        var entry = new byte[60 + length + (2 * Size)];
        entry[0] = LeafPrefix;
        entry[1] = FormatOne;
        BinaryPrimitives.WriteInt64BigEndian(entry.AsSpan(2), position);
        stream.TryWriteBytes(entry.AsSpan(10), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(entry.AsSpan(26), version);
        id.TryWriteBytes(entry.AsSpan(34), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(entry.AsSpan(50), microseconds);
        BinaryPrimitives.WriteUInt16BigEndian(entry.AsSpan(58), checked((ushort)length));
        Encoding.UTF8.GetBytes(type, entry.AsSpan(60));
        headersHash.CopyTo(entry.AsSpan(60 + length));
        dataHash.CopyTo(entry.AsSpan(60 + length + Size));
        return SHA256.HashData(entry);
    }

    /// <summary>Microseconds since the Unix epoch; finer parts are cut off, as PostgreSQL keeps none.</summary>
    public static long Microseconds(DateTimeOffset at) =>
        (at.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
