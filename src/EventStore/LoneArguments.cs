using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace HazardLedger.EventStore;

/// <summary>The parameters of <c>hl.append_one</c>, in the order of the function's arguments. Made once, refilled for each group of one event that travels
/// alone. What there is none of is null: an array costs the server as much empty as full.</summary>
internal sealed class LoneArguments
{
    private static readonly int DayZero = new DateOnly(2000, 1, 1).DayNumber;

    private readonly List<NpgsqlParameter> all = [];
    private readonly NpgsqlParameter<int> generation;
    private readonly NpgsqlParameter<string> caller, key, streamType, eventType;
    private readonly NpgsqlParameter<byte[]> bodyHash, dataHash, headersHash;
    private readonly NpgsqlParameter<DateTimeOffset?> clock;
    private readonly NpgsqlParameter<long?> others;
    private readonly NpgsqlParameter<Guid> stream, eventId;
    private readonly NpgsqlParameter<long> expected;
    private readonly NpgsqlParameter<ReadOnlyMemory<byte>> data, headers;
    private readonly NpgsqlParameter<bool> stands;
    private readonly NpgsqlParameter claims, legs, row;
    private readonly SearchArrays lines;

    public LoneArguments()
    {
        generation = Add<int>(NpgsqlDbType.Integer);
        (caller, key, bodyHash) = (Add<string>(NpgsqlDbType.Text), Add<string>(NpgsqlDbType.Text), Add<byte[]>(NpgsqlDbType.Bytea));
        (clock, others) = (Add<DateTimeOffset?>(NpgsqlDbType.TimestampTz), Add<long?>(NpgsqlDbType.Bigint));
        (stream, streamType, expected) = (Add<Guid>(NpgsqlDbType.Uuid), Add<string>(NpgsqlDbType.Text), Add<long>(NpgsqlDbType.Bigint));
        (eventId, eventType) = (Add<Guid>(NpgsqlDbType.Uuid), Add<string>(NpgsqlDbType.Text));
        (data, headers) = (Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Jsonb), Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Jsonb));
        (dataHash, headersHash) = (Add<byte[]>(NpgsqlDbType.Bytea), Add<byte[]>(NpgsqlDbType.Bytea));
        (claims, legs) = (Maybe(NpgsqlDbType.Array | NpgsqlDbType.Text), Maybe(NpgsqlDbType.Array | NpgsqlDbType.Bigint));
        (row, stands) = (Maybe(NpgsqlDbType.Jsonb), Add<bool>(NpgsqlDbType.Boolean));
        lines = new SearchArrays(all);
    }

    /// <summary>The call, one placeholder for each parameter.</summary>
    public string Call => $"SELECT * FROM hl.append_one({string.Join(", ", Enumerable.Range(1, all.Count).Select(i => "$" + i))})";

    /// <summary>True for what this call can carry: one event of one stream.</summary>
    public static bool CanCarry(AppendTicket ticket) => ticket.Group is { Streams.Count: 1, Events.Count: 1 };

    public void AddTo(DbParameterCollection parameters) => all.ForEach(p => parameters.Add(p));

    public void Fill(AppendTicket ticket, int ofGeneration)
    {
        var (group, happened) = (ticket.Group, ticket.Group.Events[0]);
        generation.TypedValue = ofGeneration;
        (caller.TypedValue, key.TypedValue, bodyHash.TypedValue) = (ticket.Request.Caller, ticket.Request.Key, ticket.Request.BodyHash);
        (clock.TypedValue, others.TypedValue) = (group.Clock?.ToUniversalTime(), group.OthersReadAt);
        (stream.TypedValue, streamType.TypedValue, expected.TypedValue) = (group.Streams[0].Id, group.Streams[0].Type, group.Streams[0].ExpectedVersion);
        (eventId.TypedValue, eventType.TypedValue) = (happened.Id, happened.Type);
        (data.TypedValue, headers.TypedValue) = (happened.Data, happened.Headers);
        (dataHash.TypedValue, headersHash.TypedValue) = (ticket.DataHashes[0], ticket.HeadersHashes[0]);
        claims.Value = group.Keys.Count == 0 ? DBNull.Value : group.Keys.SelectMany(x => (string[])[x.Kind, x.Value]).ToArray();
        legs.Value = group.Postings.Count == 0 ? DBNull.Value : group.Postings.SelectMany(Numbers).ToArray();
        row.Value = group.Register is [{ Json.IsEmpty: false } one] ? one.Json : DBNull.Value;
        stands.TypedValue = group.Register is [{ Json.IsEmpty: true }];
        lines.FillOrLeave([.. group.Register.SelectMany(x => x.Lines)]);
    }

    private static long?[] Numbers(NewPosting leg) =>
        [leg.Cause, leg.Code, leg.Day.DayNumber - DayZero, leg.Cohort.DayNumber - DayZero, leg.Mark?.DayNumber - DayZero, leg.Dims, leg.Party, leg.Amount];

    private NpgsqlParameter<T> Add<T>(NpgsqlDbType type)
    {
        var parameter = new NpgsqlParameter<T> { NpgsqlDbType = type };
        all.Add(parameter);
        return parameter;
    }

    private NpgsqlParameter Maybe(NpgsqlDbType type)
    {
        var parameter = new NpgsqlParameter { NpgsqlDbType = type, Value = DBNull.Value };
        all.Add(parameter);
        return parameter;
    }
}
