using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>What <c>hl.append</c> or <c>hl.append_one</c> says to one group, column by column.</summary>
internal sealed record AppendAnswer(int Status, long? Position, DateTimeOffset? At, long? Version, Guid? Stream, int? Claim)
{
    public const int IsAppended = 0;
    public const int IsReplayed = 2;

    /// <summary>Of a call for one group alone: a value a column.</summary>
    public static AppendAnswer ReadAlone(NpgsqlDataReader reader) => new(
        reader.GetInt32(0), reader.GetFieldValue<long?>(1), reader.GetFieldValue<DateTimeOffset?>(2), reader.GetFieldValue<long?>(3), reader.GetFieldValue<Guid?>(4),
        reader.GetFieldValue<int?>(5));

    /// <summary>Of a call for many: an array a column.</summary>
    public static AppendAnswer[] Read(NpgsqlDataReader reader, int count)
    {
        var status = reader.GetFieldValue<int[]>(0);
        var position = reader.GetFieldValue<long?[]>(1);
        var at = reader.GetFieldValue<DateTimeOffset?[]>(2);
        var version = reader.GetFieldValue<long?[]>(3);
        var stream = reader.GetFieldValue<Guid?[]>(4);
        var claim = reader.GetFieldValue<int?[]>(5);
        return [.. Enumerable.Range(0, count).Select(i => new AppendAnswer(status[i], position[i], at[i], version[i], stream[i], claim[i]))];
    }

    /// <summary>The outcome; <paramref name="claimsBefore"/> counts the key claims of the groups before this one in the call.</summary>
    public AppendOutcome ToOutcome(AppendGroup group, int claimsBefore) => Status switch
    {
        IsAppended => new Appended(Position!.Value, group.Events.Count, At!.Value, Versions(group)),
        1 => new WrongVersion(Stream!.Value, Version!.Value),
        IsReplayed => new Replayed(Position!.Value, (int)Version!.Value),
        3 => new RequestKeyReused(),
        4 => KeyIsTaken(group.Keys[Claim!.Value - 1 - claimsBefore]),
        5 => new StaleGeneration((int)Version!.Value),
        6 => new Archived(Stream!.Value),
        7 => new OthersMoved(Version!.Value),
        _ => throw new LedgerBrokenException($"The append answered with status {Status}, which does not exist."),
    };

    private static long[] Versions(AppendGroup group)
    {
        var versions = group.Streams.Select(s => s.ExpectedVersion).ToArray();
        foreach (var stream in group.Events.Select(e => e.Stream))
        {
            versions[stream]++;
        }

        return versions;
    }

    private KeyTaken KeyIsTaken(KeyClaim claim) => new(claim.Kind, claim.Value, Stream!.Value);
}
