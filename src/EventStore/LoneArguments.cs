using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace HazardLedger.EventStore;

/// <summary>The parameters of <c>hl.append_one</c>, in the order of the function's arguments. Made once, refilled for each group that travels alone.</summary>
internal sealed class LoneArguments
{
    private readonly List<NpgsqlParameter> all = [];
    private readonly NpgsqlParameter<int> generation;
    private readonly NpgsqlParameter<string> caller, key, streamType;
    private readonly NpgsqlParameter<byte[]> bodyHash;
    private readonly NpgsqlParameter<DateTimeOffset?> clock;
    private readonly NpgsqlParameter<long?> others;
    private readonly NpgsqlParameter<Guid> stream;
    private readonly NpgsqlParameter<long> expected;
    private readonly NpgsqlParameter<Guid[]> eventIds;
    private readonly NpgsqlParameter<string[]> eventTypes, kinds, values;
    private readonly NpgsqlParameter<ReadOnlyMemory<byte>[]> data, headers;
    private readonly NpgsqlParameter<byte[][]> dataHashes, headersHashes;
    private readonly PostingArrays postings;
    private readonly NpgsqlParameter row;
    private readonly SearchArrays lines;

    public LoneArguments()
    {
        generation = Add<int>(NpgsqlDbType.Integer);
        (caller, key, bodyHash) = (Add<string>(NpgsqlDbType.Text), Add<string>(NpgsqlDbType.Text), Add<byte[]>(NpgsqlDbType.Bytea));
        (clock, others) = (Add<DateTimeOffset?>(NpgsqlDbType.TimestampTz), Add<long?>(NpgsqlDbType.Bigint));
        (stream, streamType, expected) = (Add<Guid>(NpgsqlDbType.Uuid), Add<string>(NpgsqlDbType.Text), Add<long>(NpgsqlDbType.Bigint));
        (eventIds, eventTypes) = (Array<Guid>(NpgsqlDbType.Uuid), Array<string>(NpgsqlDbType.Text));
        (data, headers) = (Array<ReadOnlyMemory<byte>>(NpgsqlDbType.Jsonb), Array<ReadOnlyMemory<byte>>(NpgsqlDbType.Jsonb));
        (dataHashes, headersHashes) = (Array<byte[]>(NpgsqlDbType.Bytea), Array<byte[]>(NpgsqlDbType.Bytea));
        (kinds, values) = (Array<string>(NpgsqlDbType.Text), Array<string>(NpgsqlDbType.Text));
        postings = new PostingArrays(all);
        all.Add(row = new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Jsonb });
        lines = new SearchArrays(all);
    }

    /// <summary>The call, one placeholder for each parameter.</summary>
    public string Call => $"SELECT * FROM hl.append_one({string.Join(", ", Enumerable.Range(1, all.Count).Select(i => "$" + i))})";

    public void AddTo(DbParameterCollection parameters) => all.ForEach(p => parameters.Add(p));

    public void Fill(AppendTicket ticket, int ofGeneration)
    {
        var group = ticket.Group;
        generation.TypedValue = ofGeneration;
        (caller.TypedValue, key.TypedValue, bodyHash.TypedValue) = (ticket.Request.Caller, ticket.Request.Key, ticket.Request.BodyHash);
        (clock.TypedValue, others.TypedValue) = (group.Clock?.ToUniversalTime(), group.OthersReadAt);
        (stream.TypedValue, streamType.TypedValue, expected.TypedValue) = (group.Streams[0].Id, group.Streams[0].Type, group.Streams[0].ExpectedVersion);
        (eventIds.TypedValue, eventTypes.TypedValue) = ([.. group.Events.Select(x => x.Id)], [.. group.Events.Select(x => x.Type)]);
        (data.TypedValue, headers.TypedValue) = ([.. group.Events.Select(x => x.Data)], [.. group.Events.Select(x => x.Headers)]);
        (dataHashes.TypedValue, headersHashes.TypedValue) = (ticket.DataHashes, ticket.HeadersHashes);
        (kinds.TypedValue, values.TypedValue) = ([.. group.Keys.Select(x => x.Kind)], [.. group.Keys.Select(x => x.Value)]);
        postings.Fill([ticket]);
        row.Value = group.Register is [var one] ? one.Json : DBNull.Value;
        lines.Fill([.. group.Register.SelectMany(x => x.Lines)]);
    }

    private NpgsqlParameter<T[]> Array<T>(NpgsqlDbType element) => Add<T[]>(NpgsqlDbType.Array | element);

    private NpgsqlParameter<T> Add<T>(NpgsqlDbType type)
    {
        var parameter = new NpgsqlParameter<T> { NpgsqlDbType = type };
        all.Add(parameter);
        return parameter;
    }
}
