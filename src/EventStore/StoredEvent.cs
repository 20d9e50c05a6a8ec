using System.Runtime.InteropServices;
using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>An event as it stands in the ledger. Data and headers are PostgreSQL's jsonb text in UTF-8, not the client's bytes.</summary>
/// <param name="Position">Place in the ledger: 1, 2, 3 … without a gap.</param>
/// <param name="Stream">The stream's id.</param>
/// <param name="Version">Place in the stream: 1, 2, 3 … without a gap.</param>
/// <param name="Id">The event's own id.</param>
/// <param name="Type">The stored alias.</param>
/// <param name="RecordedAt">When the ledger learned it (UTC, microseconds); never before that of an earlier position.</param>
/// <param name="Data">What happened.</param>
/// <param name="Headers">Who said so.</param>
public sealed record StoredEvent(
    long Position, Guid Stream, long Version, Guid Id, string Type, DateTimeOffset RecordedAt,
    ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Headers);

/// <summary>An event of a stream that its reader named, with what its story needs: neither the stream's id nor its own. Data and headers as
/// in <see cref="StoredEvent"/>.</summary>
/// <param name="Version">Place in the stream: 1, 2, 3 … without a gap.</param>
/// <param name="Position">Place in the ledger.</param>
/// <param name="Type">The stored alias.</param>
/// <param name="RecordedAt">When the ledger learned it (UTC, microseconds).</param>
/// <param name="Data">What happened.</param>
/// <param name="Headers">Who said so.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StoredStep(
    long Version, long Position, string Type, DateTimeOffset RecordedAt, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Headers);

/// <summary>A posting as it stands in the ledger.</summary>
public sealed record StoredPosting(
    long Position, short N, Guid Hazard, short Cause, short Code, DateOnly Day, DateOnly Cohort, DateOnly? Mark,
    int Dims, int Party, long Amount)
{
    /// <summary>The row on which a COPY stands: position, n, hazard, cause, code, day, cohort, mark, dims, party, amount.</summary>
    /// <remarks>The rows lie in the client's buffer already: reading each column asynchronously would cost more than the column.</remarks>
    public static StoredPosting Read(NpgsqlBinaryExporter row)
    {
        var (position, n, hazard) = (row.Read<long>(), row.Read<short>(), row.Read<Guid>());
        var (cause, code, day, cohort) = (row.Read<short>(), row.Read<short>(), row.Read<DateOnly>(), row.Read<DateOnly>());
        DateOnly? mark = null;
        if (row.IsNull)
        {
            row.Skip();
        }
        else
        {
            mark = row.Read<DateOnly>();
        }

        return new StoredPosting(position, n, hazard, cause, code, day, cohort, mark, row.Read<int>(), row.Read<int>(), row.Read<long>());
    }
}

/// <summary>What a request key was used for.</summary>
public sealed record StoredRequest(byte[] BodyHash, long FirstPosition, int Count);

/// <summary>The ledger's head row.</summary>
/// <param name="Position">Position of the newest event, 0 when there is none.</param>
/// <param name="LastAt">When it was recorded; null when there is none.</param>
/// <param name="Generation">Generation of the posting rules.</param>
/// <param name="Synthetic">A demonstration ledger: groups may bring their own clock.</param>
/// <param name="OthersAt">Position of the newest event outside the streams of hazards, 0 when there is none.</param>
public sealed record LedgerHead(long Position, DateTimeOffset? LastAt, int Generation, bool Synthetic, long OthersAt)
{
    /// <summary>How far the ledger has come.</summary>
    public LedgerMark Mark => new(Position, OthersAt);
}

/// <summary>How far the ledger has come: with everything, and with what is no hazard.</summary>
/// <param name="Position">Position of the newest event.</param>
/// <param name="OthersAt">Position of the newest event outside the streams of hazards.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LedgerMark(long Position, long OthersAt);

/// <summary>The dimensions by which figures are grouped and filtered: one row of <c>hl.dims</c>.</summary>
public sealed record Dims(
    string Area, string AreaPath, string Sector, string Grade, string Source, string SourceGroup, string? Regulator,
    IReadOnlyList<string> Campaigns, string FoundBy)
{
    /// <summary>Two rows are equal when every value is, the campaigns in their order.</summary>
    public bool Equals(Dims? other) =>
        other is not null && Area == other.Area && AreaPath == other.AreaPath && Sector == other.Sector && Grade == other.Grade
        && Source == other.Source && SourceGroup == other.SourceGroup && Regulator == other.Regulator && FoundBy == other.FoundBy
        && Campaigns.SequenceEqual(other.Campaigns, StringComparer.Ordinal);

    /// <inheritdoc />
    public override int GetHashCode() =>
        HashCode.Combine(Area, Sector, Grade, Source, Regulator, FoundBy, Campaigns.Count, Campaigns.Count > 0 ? Campaigns[0] : "");
}
