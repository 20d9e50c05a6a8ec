using HazardLedger.Testing;

namespace HazardLedger.EventStore.Tests;

/// <summary>What must hold after whatever happened: ten invariants, each by its name, told from the tables and from what clients were told.</summary>
internal static class LedgerOracle
{
    /// <summary>The ten, as docs/reliability.md names them.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "I1 positions", "I2 versions", "I3 stream heads", "I4 acknowledged", "I5 refused", "I6 unanswered", "I7 leaves", "I8 instants", "I9 postings", "I10 followers",
    ];

    /// <summary>Every invariant holds and the events are returned; the first words of a failure are the invariant's name.</summary>
    public static async Task<IReadOnlyList<StoredEvent>> MustBeSoundAsync(this LedgerDatabase database, Ledger ledger, CancellationToken ct, Witness? witness = null, string? seed = null)
    {
        var head = await ledger.HeadAsync(ct);
        if (head.Position > 0)
        {
            await database.UntilAsync($"SELECT last_value = {head.Position} FROM es.mt_events_sequence");
        }

        var contents = await LedgerContents.ReadAsync(database.Owner, ct);
        contents.Head.ShouldBe(head.Position);
        contents.Breaches(witness).ShouldBeEmpty(seed);
        return contents.Events;
    }

    /// <summary>Every breach, with the name of its invariant in front.</summary>
    public static IReadOnlyList<string> Breaches(this LedgerContents ledger, Witness? witness = null)
    {
        List<string> breaches = [.. Positions(ledger), .. Versions(ledger), .. StreamHeads(ledger), .. Requests(ledger), .. Leaves(ledger), .. Instants(ledger), .. Postings(ledger)];
        if (witness is not null)
        {
            breaches.AddRange([.. Sent(ledger, witness), .. Followers(ledger, witness)]);
        }

        return breaches;
    }

    private static IEnumerable<string> Positions(LedgerContents ledger)
    {
        if (!ledger.Events.Select(e => e.Position).SequenceEqual(Numbers(ledger.Head)))
        {
            yield return $"I1 positions: not 1 to {ledger.Head} without a hole or a double";
        }

        if (ledger.Events.Select(e => e.Id).Distinct().Count() != ledger.Events.Count)
        {
            yield return "I1 positions: an event's id stands twice";
        }
    }

    private static IEnumerable<string> Versions(LedgerContents ledger) =>
        from stream in ledger.Events.GroupBy(e => e.Stream)
        where !stream.Select(e => e.Version).SequenceEqual(Numbers(stream.Count()))
        select $"I2 versions: stream {stream.Key} has {string.Join(' ', stream.Select(e => e.Version))}";

    private static IEnumerable<string> StreamHeads(LedgerContents ledger)
    {
        var last = ledger.Events.GroupBy(e => e.Stream).ToDictionary(s => s.Key, s => s.Max(e => e.Version));
        return from stream in ledger.Streams.Keys.Union(last.Keys)
               where ledger.Streams.GetValueOrDefault(stream) != last.GetValueOrDefault(stream)
               select $"I3 stream heads: {stream} says {ledger.Streams.GetValueOrDefault(stream)} and has {last.GetValueOrDefault(stream)}";
    }

    // Every group has a request key, its own or the pump's: the requests tile the ledger as the blocks do.
    private static IEnumerable<string> Requests(LedgerContents ledger)
    {
        var next = 1L;
        foreach (var request in ledger.Requests)
        {
            if (request.First != next)
            {
                yield return $"I4 acknowledged: request {request.Key} begins at {request.First}, not at {next}";
            }

            next = request.First + request.Count;
        }

        if (next != ledger.Head + 1)
        {
            yield return $"I4 acknowledged: the requests end before {next}, the ledger at {ledger.Head}";
        }
    }

    private static IEnumerable<string> Sent(LedgerContents ledger, Witness witness)
    {
        var stored = ledger.Events.ToLookup(e => e.Id);
        var (sent, used) = (new HashSet<Guid>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var told in witness.Told)
        {
            var (group, present) = (told.Key, told.Key.Events.SelectMany(e => stored[e.Id]).ToList());
            sent.UnionWith(group.Events.Select(e => e.Id));
            foreach (var breach in Answers(ledger, told, present).Concat(present.Count > 0 ? Standing(ledger, group, present) : []))
            {
                yield return breach;
            }

            if (present.Count > 0 && group.Request is { } request && !used.Add(request.Caller + ' ' + request.Key))
            {
                yield return $"I4 acknowledged: the request {request.Key} took effect twice";
            }
        }

        foreach (var stranger in ledger.Events.Where(e => !sent.Contains(e.Id)))
        {
            yield return $"I5 refused: nobody sent what stands at {stranger.Position}";
        }
    }

    private static IEnumerable<string> Answers(LedgerContents ledger, IGrouping<AppendGroup, AppendOutcome?> told, List<StoredEvent> present)
    {
        foreach (var appended in told.OfType<Appended>().Where(a => !present.Select(e => e.Position).SequenceEqual(Numbers(a.Count, a.FirstPosition))))
        {
            yield return $"I4 acknowledged: {appended} is not where it was told to be";
        }

        if (told.OfType<Replayed>().FirstOrDefault(r => !ledger.Requests.Contains(new(told.Key.Request!.Caller, told.Key.Request.Key, r.FirstPosition, r.Count))) is { } replayed)
        {
            yield return $"I4 acknowledged: {replayed} is no stored request";
        }

        if (present.Count > 0 && told.All(o => o is not (null or Appended or Replayed)))
        {
            yield return $"I5 refused: of a group answered with {string.Join(' ', told)} something stands";
        }
    }

    private static IEnumerable<string> Standing(LedgerContents ledger, AppendGroup group, List<StoredEvent> present)
    {
        if (present.Count != group.Events.Count)
        {
            yield return $"I6 unanswered: {present.Count} of {group.Events.Count} events of a group stand";
            yield break;
        }

        if (present.GroupBy(e => e.Stream).Any(mine => mine.Min(e => e.Version) != group.Streams.Single(s => s.Id == mine.Key).ExpectedVersion + 1))
        {
            yield return "I2 versions: a group stands on a version that it was not decided on";
        }

        if (ledger.PostingsAt(present) != group.Postings.Count)
        {
            yield return "I9 postings: a group's postings are not those it was sent with";
        }
    }

    private static int PostingsAt(this LedgerContents ledger, List<StoredEvent> events)
    {
        var (first, last) = (events.Min(e => e.Position), events.Max(e => e.Position));
        return ledger.Postings.Count(p => p.Position >= first && p.Position <= last);
    }

    private static IEnumerable<string> Leaves(LedgerContents ledger)
    {
        var (next, at) = (1L, ledger.Events.ToLookup(e => e.Position));
        foreach (var block in ledger.Blocks)
        {
            if (block.First != next)
            {
                yield return $"I7 leaves: a block begins at {block.First}, not at {next}";
            }

            for (next = block.First; next <= block.Last; next++)
            {
                var leaf = block.Leaves.AsMemory((int)(next - block.First) * Proofs.Leaf.Size, Proofs.Leaf.Size);
                if (at[next].All(e => !leaf.Span.SequenceEqual(LedgerContents.LeafOf(e))))
                {
                    yield return $"I7 leaves: what stands at {next} is not what was hashed";
                }
            }
        }

        if (next != ledger.Head + 1)
        {
            yield return $"I7 leaves: the blocks end before {next}, the ledger at {ledger.Head}";
        }
    }

    private static IEnumerable<string> Instants(LedgerContents ledger)
    {
        if (ledger.Events.Zip(ledger.Events.Skip(1)).FirstOrDefault(pair => pair.First.RecordedAt > pair.Second.RecordedAt) is { First: { } } back)
        {
            yield return $"I8 instants: time runs backwards after {back.First.Position}";
        }

        var ends = ledger.Events.ToLookup(e => e.Position);
        if (ledger.Events.Count > 0 && (ledger.LastAt != ledger.Events[^1].RecordedAt || ledger.Blocks.Any(b => ends[b.Last].All(e => e.RecordedAt != b.At))))
        {
            yield return "I8 instants: the head or a block tells another time than its last event";
        }
    }

    // Every movement belongs to an event of its own hazard, and a register row tells of its hazard's last event.
    private static IEnumerable<string> Postings(LedgerContents ledger)
    {
        var (at, last) = (ledger.Events.ToLookup(e => e.Position), ledger.Events.GroupBy(e => e.Stream).ToDictionary(s => s.Key, s => s.MaxBy(e => e.Version)!));
        foreach (var (position, hazard) in ledger.Postings.Where(p => at[p.Position].All(e => e.Stream != p.Hazard)))
        {
            yield return $"I9 postings: {hazard} has one at {position} without an event there";
        }

        foreach (var row in ledger.Register.Where(r => !last.TryGetValue(r.Hazard, out var e) || (e.Version, e.Position) != (r.Version, r.Position)))
        {
            yield return $"I9 postings: the register says {row}";
        }
    }

    private static IEnumerable<string> Followers(LedgerContents ledger, Witness witness) =>
        from seen in witness.Followers
        where seen.Count > 0 && (!seen.SequenceEqual(Numbers(seen.Count)) || seen[^1] > ledger.Head)
        select $"I10 followers: one saw {seen.Count} positions, not 1 to {seen.Count} in order";

    private static IEnumerable<long> Numbers(long count, long first = 1) => Enumerable.Range(0, (int)count).Select(i => first + i);
}
