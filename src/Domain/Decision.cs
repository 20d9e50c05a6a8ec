using System.Collections;
using System.Runtime.CompilerServices;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Domain;

/// <summary>The answer to a command: the events to record, or the reason to refuse. Never both.
/// An empty list of events means "it is so already": nothing is recorded and nobody did wrong.</summary>
[CollectionBuilder(typeof(Decision), nameof(Of))]
public readonly struct Decision : IEnumerable<HazardEvent>, IEquatable<Decision>
{
    private readonly HazardEvent[]? _events;

    private Decision(HazardEvent[]? events, Refusal? refusal) => (_events, Refusal) = (events, refusal);

    /// <summary>Why the command is refused; null when it is accepted.</summary>
    public Refusal? Refusal { get; }

    /// <summary>What is to be recorded, in this order; empty when refused or when it was so already.</summary>
    public IReadOnlyList<HazardEvent> Events => _events ?? [];

    /// <summary>True when nothing has to be recorded because the ledger says so already.</summary>
    public bool IsAlreadySo => Refusal is null && Events.Count == 0;

    public static Decision Of(ReadOnlySpan<HazardEvent> events) => new(events.ToArray(), null);

    public static Decision No(Refusal refusal) => new(null, refusal);

    public static implicit operator Decision(Refusal refusal) => No(refusal);

    public Decision ToDecision() => this;

    public IEnumerator<HazardEvent> GetEnumerator() => Events.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(Decision other) => Equals(Refusal, other.Refusal) && Events.SequenceEqual(other.Events);

    public override bool Equals(object? obj) => obj is Decision other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Refusal, Events.Count);

    public static bool operator ==(Decision left, Decision right) => left.Equals(right);

    public static bool operator !=(Decision left, Decision right) => !left.Equals(right);
}

/// <summary>A rule's reason to say no. <paramref name="Code"/> is permanent and public (problem details `code`);
/// the sentences are for people, in Chinese and English; <paramref name="Clause"/> names the law or rule where one says so.</summary>
public sealed record Refusal(string Code, string Chinese, string English, string? Clause = null);
