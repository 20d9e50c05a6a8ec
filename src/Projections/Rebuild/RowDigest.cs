using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace HazardLedger.Projections.Rebuild;

/// <summary>Order-free digest of rows as COPY sends them: the sums, modulo 2⁶⁴, of two hashes of each row. What was sent and what lies in the table are told
/// apart by it. It finds mistakes, and costs a fiftieth of a cryptographic hash; against forgery stand the ledger's leaf hashes.</summary>
/// <param name="First">Σ of one hash.</param>
/// <param name="Second">Σ of the other.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowDigest(ulong First, ulong Second)
{
    // Odd numbers without any pattern: the first 32 digits of π and of e, in hexadecimal.
    private const ulong A = 0x243f6a8885a308d3;
    private const ulong B = 0x13198a2e03707345;
    private const ulong C = 0xb7e151628aed2a6b;
    private const ulong D = 0xbf7158809cf4f3c7;

    /// <summary>Of every row of some.</summary>
    public static RowDigest Of(ReadOnlySpan<byte> rows)
    {
        var (sum, at) = (default(RowDigest), 0);
        for (var row = new CopyCursor(rows); row.NextWhole(); at = row.At)
        {
            sum += OfRow(rows[at..row.At]);
        }

        return sum;
    }

    /// <summary>Of one row, or of those of its columns that are to be compared.</summary>
    public static RowDigest OfRow(ReadOnlySpan<byte> row)
    {
        var (first, second) = (A ^ (ulong)row.Length, D ^ (ulong)row.Length);
        for (; row.Length >= 2 * sizeof(ulong); row = row[(2 * sizeof(ulong))..])
        {
            Take(BinaryPrimitives.ReadUInt64LittleEndian(row), BinaryPrimitives.ReadUInt64LittleEndian(row[sizeof(ulong)..]), ref first, ref second);
        }

        if (row.Length > 0)
        {
            Span<byte> rest = stackalloc byte[2 * sizeof(ulong)];
            rest.Clear();
            row.CopyTo(rest);
            Take(BinaryPrimitives.ReadUInt64LittleEndian(rest), BinaryPrimitives.ReadUInt64LittleEndian(rest[sizeof(ulong)..]), ref first, ref second);
        }

        Take(first, second, ref first, ref second);
        return new(first, second);
    }

    public static RowDigest operator +(RowDigest one, RowDigest other) => unchecked(new(one.First + other.First, one.Second + other.Second));

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => $"{First:x16}{Second:x16}";

    private static void Take(ulong low, ulong high, ref ulong first, ref ulong second) =>
        (first, second) = (Folded(low ^ first ^ B, high ^ A), Folded(low ^ C, high ^ second ^ D));

    // All bits of a product of 128 bits, in 64.
    private static ulong Folded(ulong one, ulong other) => Math.BigMul(one, other, out var low) ^ low;
}
