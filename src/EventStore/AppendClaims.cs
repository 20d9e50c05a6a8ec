namespace HazardLedger.EventStore;

/// <summary>What the groups of a train, and those left waiting before them, lay a hand on. One call may touch each only once.</summary>
internal sealed class AppendClaims
{
    private readonly HashSet<Guid> streams = [];
    private readonly HashSet<(string Kind, string Value)> keys = [];
    private readonly HashSet<(string Caller, string Key)> requests = [];

    public void Clear()
    {
        streams.Clear();
        keys.Clear();
        requests.Clear();
    }

    /// <summary>Lays the ticket's hand on all it touches; false when something of it was touched before.</summary>
    public bool Take(AppendTicket ticket)
    {
        var free = requests.Add((ticket.Request.Caller, ticket.Request.Key));
        foreach (var stream in ticket.Group.Streams)
        {
            free &= streams.Add(stream.Id);
        }

        foreach (var key in ticket.Group.Keys)
        {
            free &= keys.Add((key.Kind, key.Value));
        }

        return free;
    }
}
