using System.Buffers.Binary;
using System.Security.Cryptography;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using Dims = HazardLedger.Domain.Figures.Dims;

namespace HazardLedger.Projections.Figures;

/// <summary>Order-free digest over leg values: Σ amount × SHA-256(leg without amount), in four words modulo 2⁶⁴. Linear, so postings that
/// cancel each other leave no trace, and the table, the columns and a replay of the events come to the same. It finds mistakes;
/// against forgery stand the ledger's leaf hashes.</summary>
public sealed class FigureDigest
{
    private const int StackBytes = 1024;
    private const int FixedBytes = 160;
    private static readonly string[] Grades = Enum.GetNames<Grade>();
    private static readonly string[] Sources = Enum.GetNames<DiscoverySource>();
    private readonly ulong[] words = new ulong[4];

    /// <summary>The digest of nothing.</summary>
    public FigureDigest()
    {
    }

    /// <summary>Goes on from a digest that was kept.</summary>
    internal FigureDigest(long[] kept) => words = [.. kept.Select(word => unchecked((ulong)word))];

    /// <summary>Adds a posting with the values that its row of dimensions and its party stand for.</summary>
    public void Add(StoredPosting posting, Dims dims, string party) => Add(
        posting.Hazard,
        new Leg(posting.Code, posting.Day, posting.Cohort, posting.Mark, dims, party, (Cause)posting.Cause, posting.Amount));

    /// <summary>Adds a leg of a hazard, as <see cref="HazardPostings.Of"/> gives it.</summary>
    public void Add(Guid hazard, Leg leg)
    {
        var dims = leg.Dims;
        var most = FixedBytes + (3 * (dims.Area.Length + dims.Sector.Length + (dims.Regulator?.Length ?? 1) + dims.Campaigns.Length + dims.FoundBy.Length + leg.Party.Length));
        Span<byte> text = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        var line = new DigestLine(text);
        line.Add(hazard);
        line.Add(leg.Code);
        line.Add(DayCode.Of(leg.Day));
        line.Add(DayCode.Of(leg.Cohort));
        line.Add(DayCode.Of(leg.Mark));
        line.Add(dims.Area);
        line.Add(dims.Sector);
        line.Add(Grades[(int)dims.Grade]);
        line.Add(Sources[(int)dims.Source]);
        line.Add(dims.Regulator ?? "\u0000");
        line.Add(dims.Campaigns);
        line.Add(dims.FoundBy);
        line.Add(leg.Party);
        line.Add((short)leg.Cause);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(line.Text, hash);
        for (var at = 0; at < words.Length; at++)
        {
            words[at] += unchecked(BinaryPrimitives.ReadUInt64BigEndian(hash[(8 * at)..]) * (ulong)leg.Amount);
        }
    }

    /// <summary>Adds what another digest has added up.</summary>
    internal void Add(FigureDigest other)
    {
        for (var at = 0; at < words.Length; at++)
        {
            words[at] = unchecked(words[at] + other.words[at]);
        }
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => string.Concat(words.Select(word => word.ToString("x16")));
}
