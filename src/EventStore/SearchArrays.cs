using Npgsql;
using NpgsqlTypes;

namespace HazardLedger.EventStore;

/// <summary>The three parameters in which searched lines travel: what each is, where its grams end, and the grams of all.</summary>
internal sealed class SearchArrays
{
    private const short Own = 0;
    private const short Paper = 1;
    private const short Gone = 2;
    private readonly NpgsqlParameter<short[]> kinds = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Smallint };
    private readonly NpgsqlParameter<int[]> ends = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };
    private readonly NpgsqlParameter<int[]> grams = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer };

    /// <summary>Adds its parameters to the end of a call's.</summary>
    public SearchArrays(List<NpgsqlParameter> call) => call.AddRange([kinds, ends, grams]);

    /// <summary>Lines of a call that travels alone; null when there are none.</summary>
    public void FillOrLeave(IReadOnlyList<SearchedLine> lines)
    {
        if (lines.Count > 0)
        {
            Fill(lines);
        }
        else
        {
            (kinds.TypedValue, ends.TypedValue, grams.TypedValue) = (null, null, null);
        }
    }

    /// <summary>Lines of all groups of a call.</summary>
    public void Fill(IReadOnlyList<SearchedLine> lines)
    {
        var end = 0;
        kinds.TypedValue = [.. lines.Select(line => line.IsGone ? Gone : line.IsPaper ? Paper : Own)];
        ends.TypedValue = [.. lines.Select(line => end += line.Grams.Length)];
        grams.TypedValue = [.. lines.SelectMany(line => line.Grams)];
    }
}
