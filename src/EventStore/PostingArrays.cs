using Npgsql;
using NpgsqlTypes;

namespace HazardLedger.EventStore;

/// <summary>The ten parameters in which postings travel, one array a column.</summary>
internal sealed class PostingArrays
{
    private readonly List<NpgsqlParameter> all;
    private readonly NpgsqlParameter<int[]> events, dims, parties;
    private readonly NpgsqlParameter<short[]> numbers, causes, codes;
    private readonly NpgsqlParameter<DateOnly[]> days, cohorts;
    private readonly NpgsqlParameter<DateOnly?[]> marks;
    private readonly NpgsqlParameter<long[]> amounts;

    /// <summary>Adds its parameters to the end of a call's.</summary>
    public PostingArrays(List<NpgsqlParameter> call)
    {
        all = call;
        (events, numbers) = (Array<int>(NpgsqlDbType.Integer), Array<short>(NpgsqlDbType.Smallint));
        (causes, codes) = (Array<short>(NpgsqlDbType.Smallint), Array<short>(NpgsqlDbType.Smallint));
        (days, cohorts, marks) = (Array<DateOnly>(NpgsqlDbType.Date), Array<DateOnly>(NpgsqlDbType.Date), Array<DateOnly?>(NpgsqlDbType.Date));
        (dims, parties, amounts) = (Array<int>(NpgsqlDbType.Integer), Array<int>(NpgsqlDbType.Integer), Array<long>(NpgsqlDbType.Bigint));
    }

    /// <summary>Postings of all groups of a call, numbered within each event; events count from 1 over the whole call.</summary>
    public void Fill(IReadOnlyList<AppendTicket> tickets)
    {
        var (ofEvent, number) = (new List<int>(), new List<short>());
        var before = 1;
        foreach (var group in tickets.Select(t => t.Group))
        {
            var given = new short[group.Events.Count];
            foreach (var posting in group.Postings)
            {
                ofEvent.Add(before + posting.Event);
                number.Add(given[posting.Event]++);
            }

            before += group.Events.Count;
        }

        NewPosting[] postings = [.. tickets.SelectMany(t => t.Group.Postings)];
        (events.TypedValue, numbers.TypedValue) = ([.. ofEvent], [.. number]);
        (causes.TypedValue, codes.TypedValue) = ([.. postings.Select(p => p.Cause)], [.. postings.Select(p => p.Code)]);
        (days.TypedValue, cohorts.TypedValue) = ([.. postings.Select(p => p.Day)], [.. postings.Select(p => p.Cohort)]);
        marks.TypedValue = [.. postings.Select(p => p.Mark)];
        (dims.TypedValue, parties.TypedValue) = ([.. postings.Select(p => p.Dims)], [.. postings.Select(p => p.Party)]);
        amounts.TypedValue = [.. postings.Select(p => p.Amount)];
    }

    private NpgsqlParameter<T[]> Array<T>(NpgsqlDbType element)
    {
        var parameter = new NpgsqlParameter<T[]> { NpgsqlDbType = NpgsqlDbType.Array | element };
        all.Add(parameter);
        return parameter;
    }
}
