using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace HazardLedger.EventStore;

/// <summary>The parameters of <c>hl.append</c>: one array a column, in the order of the function's arguments. Made once, refilled for each train.</summary>
internal sealed class AppendArrays
{
    private readonly List<NpgsqlParameter> all = [];
    private readonly NpgsqlParameter<int> generation;
    private readonly NpgsqlParameter<string[]> callers, keys, streamTypes, eventTypes, kinds, values;
    private readonly NpgsqlParameter<byte[][]> bodyHashes, dataHashes, headersHashes;
    private readonly NpgsqlParameter<int[]> groupEvents, streamGroups, streamEvents, streamLasts, eventStreams, eventVersions, claimStreams, rowStreams, standing, lineStreams;
    private readonly NpgsqlParameter<DateTimeOffset?[]> clocks;
    private readonly NpgsqlParameter<long?[]> others;
    private readonly NpgsqlParameter<Guid[]> streamIds, eventIds;
    private readonly NpgsqlParameter<long[]> expected;
    private readonly NpgsqlParameter<ReadOnlyMemory<byte>[]> data, headers, rows;
    private readonly PostingArrays postings;
    private readonly SearchArrays lines;

    public AppendArrays()
    {
        generation = Add<int>(NpgsqlDbType.Integer);
        (callers, keys, bodyHashes) = (Array<string>(NpgsqlDbType.Text), Array<string>(NpgsqlDbType.Text), Array<byte[]>(NpgsqlDbType.Bytea));
        (groupEvents, clocks, others) = (Array<int>(NpgsqlDbType.Integer), Array<DateTimeOffset?>(NpgsqlDbType.TimestampTz), Array<long?>(NpgsqlDbType.Bigint));
        (streamGroups, streamIds, streamTypes) = (Array<int>(NpgsqlDbType.Integer), Array<Guid>(NpgsqlDbType.Uuid), Array<string>(NpgsqlDbType.Text));
        (expected, streamEvents, streamLasts) = (Array<long>(NpgsqlDbType.Bigint), Array<int>(NpgsqlDbType.Integer), Array<int>(NpgsqlDbType.Integer));
        (eventStreams, eventVersions) = (Array<int>(NpgsqlDbType.Integer), Array<int>(NpgsqlDbType.Integer));
        (eventIds, eventTypes) = (Array<Guid>(NpgsqlDbType.Uuid), Array<string>(NpgsqlDbType.Text));
        (data, headers) = (Array<ReadOnlyMemory<byte>>(NpgsqlDbType.Jsonb), Array<ReadOnlyMemory<byte>>(NpgsqlDbType.Jsonb));
        (dataHashes, headersHashes) = (Array<byte[]>(NpgsqlDbType.Bytea), Array<byte[]>(NpgsqlDbType.Bytea));
        (claimStreams, kinds, values) = (Array<int>(NpgsqlDbType.Integer), Array<string>(NpgsqlDbType.Text), Array<string>(NpgsqlDbType.Text));
        postings = new PostingArrays(all);
        (rowStreams, rows) = (Array<int>(NpgsqlDbType.Integer), Array<ReadOnlyMemory<byte>>(NpgsqlDbType.Jsonb));
        (standing, lineStreams) = (Array<int>(NpgsqlDbType.Integer), Array<int>(NpgsqlDbType.Integer));
        lines = new SearchArrays(all);
    }

    /// <summary>The call, one placeholder for each parameter.</summary>
    public string Call => $"SELECT * FROM hl.append({string.Join(", ", Enumerable.Range(1, all.Count).Select(i => "$" + i))})";

    public void AddTo(DbParameterCollection parameters) => all.ForEach(p => parameters.Add(p));

    public void Fill(IReadOnlyList<AppendTicket> tickets, int ofGeneration)
    {
        generation.TypedValue = ofGeneration;
        callers.TypedValue = [.. tickets.Select(t => t.Request.Caller)];
        keys.TypedValue = [.. tickets.Select(t => t.Request.Key)];
        bodyHashes.TypedValue = [.. tickets.Select(t => t.Request.BodyHash)];
        groupEvents.TypedValue = [.. tickets.Select(t => t.Group.Events.Count)];
        clocks.TypedValue = [.. tickets.Select(t => t.Group.Clock?.ToUniversalTime())];
        others.TypedValue = [.. tickets.Select(t => t.Group.OthersReadAt)];
        FillStreamsAndEvents(tickets);
        FillClaims(tickets);
        postings.Fill(tickets);
    }

    private void FillStreamsAndEvents(IReadOnlyList<AppendTicket> tickets)
    {
        var (streamCount, eventCount) = (tickets.Sum(t => t.Group.Streams.Count), tickets.Sum(t => t.Group.Events.Count));
        var (groups, counts, lasts) = (new int[streamCount], new int[streamCount], new int[streamCount]);
        var (ofStream, versions) = (new int[eventCount], new int[eventCount]);
        var (s, e) = (0, 0);
        for (var t = 0; t < tickets.Count; t++)
        {
            foreach (var next in tickets[t].Group.Events)
            {
                var stream = s + next.Stream;
                ofStream[e] = stream + 1;
                versions[e] = ++counts[stream];
                lasts[stream] = ++e;
            }

            groups.AsSpan(s, tickets[t].Group.Streams.Count).Fill(t + 1);
            s += tickets[t].Group.Streams.Count;
        }

        (streamGroups.TypedValue, streamEvents.TypedValue, streamLasts.TypedValue) = (groups, counts, lasts);
        (eventStreams.TypedValue, eventVersions.TypedValue) = (ofStream, versions);
        StreamExpectation[] streams = [.. tickets.SelectMany(t => t.Group.Streams)];
        streamIds.TypedValue = [.. streams.Select(x => x.Id)];
        streamTypes.TypedValue = [.. streams.Select(x => x.Type)];
        expected.TypedValue = [.. streams.Select(x => x.ExpectedVersion)];
        NewEvent[] events = [.. tickets.SelectMany(t => t.Group.Events)];
        eventIds.TypedValue = [.. events.Select(x => x.Id)];
        eventTypes.TypedValue = [.. events.Select(x => x.Type)];
        data.TypedValue = [.. events.Select(x => x.Data)];
        headers.TypedValue = [.. events.Select(x => x.Headers)];
        dataHashes.TypedValue = [.. tickets.SelectMany(t => t.DataHashes)];
        headersHashes.TypedValue = [.. tickets.SelectMany(t => t.HeadersHashes)];
    }

    private void FillClaims(IReadOnlyList<AppendTicket> tickets)
    {
        var (claims, registers) = (new List<(int Stream, KeyClaim Claim)>(), new List<(int Stream, RegisterRow Row)>());
        var before = 1;
        foreach (var group in tickets.Select(t => t.Group))
        {
            claims.AddRange(group.Keys.Select(k => (before + k.Stream, k)));
            registers.AddRange(group.Register.Select(r => (before + r.Stream, r)));
            before += group.Streams.Count;
        }

        claimStreams.TypedValue = [.. claims.Select(c => c.Stream)];
        kinds.TypedValue = [.. claims.Select(c => c.Claim.Kind)];
        values.TypedValue = [.. claims.Select(c => c.Claim.Value)];
        rowStreams.TypedValue = [.. registers.Where(r => !r.Row.Json.IsEmpty).Select(r => r.Stream)];
        rows.TypedValue = [.. registers.Where(r => !r.Row.Json.IsEmpty).Select(r => r.Row.Json)];
        standing.TypedValue = [.. registers.Where(r => r.Row.Json.IsEmpty).Select(r => r.Stream)];
        lineStreams.TypedValue = [.. registers.SelectMany(r => r.Row.Lines.Select(_ => r.Stream))];
        lines.Fill([.. registers.SelectMany(r => r.Row.Lines)]);
    }

    private NpgsqlParameter<T[]> Array<T>(NpgsqlDbType element) => Add<T[]>(NpgsqlDbType.Array | element);

    private NpgsqlParameter<T> Add<T>(NpgsqlDbType type)
    {
        var parameter = new NpgsqlParameter<T> { NpgsqlDbType = type };
        all.Add(parameter);
        return parameter;
    }
}
