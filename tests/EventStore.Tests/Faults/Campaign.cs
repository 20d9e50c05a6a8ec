namespace HazardLedger.EventStore.Tests.Faults;

/// <summary>What all fault tests share: how long they last, their seeds, and what they append.</summary>
internal static class Campaign
{
    /// <summary>The full form, of minutes.</summary>
    public static readonly bool Long = Environment.GetEnvironmentVariable("HAZARDLEDGER_TEST_LONG") == "1";

    /// <summary>The seed that HAZARDLEDGER_TEST_SEED asks for, else a new one.</summary>
    public static int Seed() => int.TryParse(Environment.GetEnvironmentVariable("HAZARDLEDGER_TEST_SEED"), out var asked) ? asked : Random.Shared.Next();

    /// <summary>A new stream of one to four events, with postings and a register row, under a request key of its own.</summary>
    public static AppendGroup Case(Random random)
    {
        var stream = Guid.CreateVersion7();
        return Step(random, stream, 0) with { Request = Some.Request("case " + stream.ToString("N")) };
    }

    /// <summary>Some more events of a stream.</summary>
    public static AppendGroup Step(Random random, Guid stream, long version)
    {
        var group = Some.Group(stream, version, random.Next(1, 5));
        return group with
        {
            Postings = [.. Enumerable.Range(0, group.Events.Count).Select(i => Some.Posting(i, dims: 1))],
            Register = [Some.Row(0, "N-" + stream.ToString("N"))],
        };
    }

    /// <summary>The positions of committed groups, as a follower takes them.</summary>
    public static IEnumerable<long> Positions(IEnumerable<CommittedGroup> groups) =>
        groups.SelectMany(group => Enumerable.Range(0, group.Outcome.Count).Select(i => group.Outcome.FirstPosition + i));
}
