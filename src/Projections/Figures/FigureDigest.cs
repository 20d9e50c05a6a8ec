using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HazardLedger.Domain.Figures;
using HazardLedger.EventStore;
using Dims = HazardLedger.Domain.Figures.Dims;

namespace HazardLedger.Projections.Figures;

/// <summary>Order-free digest over leg values: Σ amount × SHA-256(leg without amount), in four words modulo 2⁶⁴. Linear, so postings that
/// cancel each other leave no trace, and the table, the columns and a replay of the events come to the same. It finds mistakes;
/// against forgery stand the ledger's leaf hashes.</summary>
public sealed class FigureDigest
{
    private readonly ulong[] words = new ulong[4];

    /// <summary>The digest of nothing.</summary>
    public FigureDigest()
    {
    }

    /// <summary>Goes on from a digest that was kept.</summary>
    internal FigureDigest(long[] kept) => words = [.. kept.Select(word => unchecked((ulong)word))];

    /// <summary>As they are kept.</summary>
    internal long[] Words => [.. words.Select(word => unchecked((long)word))];

    /// <summary>Adds a posting with the values that its row of dimensions and its party stand for.</summary>
    public void Add(StoredPosting posting, Dims dims, string party) => Add(
        posting.Hazard,
        new Leg(posting.Code, posting.Day, posting.Cohort, posting.Mark, dims, party, (Cause)posting.Cause, posting.Amount));

    /// <summary>Adds a leg of a hazard, as <see cref="HazardPostings.Of"/> gives it.</summary>
    public void Add(Guid hazard, Leg leg)
    {
        var text = string.Join(
            '\u001f', hazard.ToString("N"), leg.Code, DayCode.Of(leg.Day), DayCode.Of(leg.Cohort), DayCode.Of(leg.Mark), leg.Dims.Area, leg.Dims.Sector, leg.Dims.Grade,
            leg.Dims.Source, leg.Dims.Regulator ?? "\u0000", leg.Dims.Campaigns, leg.Dims.FoundBy, leg.Party, (short)leg.Cause);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        for (var at = 0; at < words.Length; at++)
        {
            words[at] += unchecked(BinaryPrimitives.ReadUInt64BigEndian(hash[(8 * at)..]) * (ulong)leg.Amount);
        }
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => string.Concat(words.Select(word => word.ToString("x16")));
}
