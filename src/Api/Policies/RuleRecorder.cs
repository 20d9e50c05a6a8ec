using HazardLedger.Api.Recording;
using HazardLedger.Domain;
using HazardLedger.Domain.Policies;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Policies;

/// <summary>A change of the rules on its way to the ledger.</summary>
public sealed record RuleRequest(RuleCommand Command, Entry Entry)
{
    /// <summary>Makes it idempotent for ever.</summary>
    public RequestKey? Key { get; init; }

    /// <summary>Version that the jurisdiction's or year's stream must have.</summary>
    public long? IfMatch { get; init; }

    /// <summary>Decide and record nothing.</summary>
    public bool ValidateOnly { get; init; }
}

/// <summary>Every answer to a change of the rules.</summary>
public abstract record RuleOutcome
{
    /// <summary>It stands in the ledger.</summary>
    public sealed record Stands(IReadOnlyList<StoredEvent> Events) : RuleOutcome;

    /// <summary>Nothing was recorded: so already (no event), or only validated.</summary>
    public sealed record NothingRecorded(long Version, RuleEvent? Would) : RuleOutcome;

    /// <summary>A rule about rules says no.</summary>
    public sealed record Refused(Refusal Refusal, long Version) : RuleOutcome;

    /// <summary>If-Match named another version.</summary>
    public sealed record Stale(long Version) : RuleOutcome;

    /// <summary>The idempotency key was used with another body.</summary>
    public sealed record KeyUsed : RuleOutcome;

    /// <summary>The stream moved five times under us.</summary>
    public sealed record Busy : RuleOutcome;
}

/// <summary>Decides changes of policies and calendars and appends them to their own streams. They post nothing: no figure moves.</summary>
public sealed class RuleRecorder(Ledger ledger, PolicyShelf shelf, TimeProvider clock)
{
    private const int Attempts = 5;

    /// <summary>Records a change, or says why not.</summary>
    public async Task<RuleOutcome> RecordAsync(RuleRequest request, CancellationToken ct)
    {
        if (request.Key is { } key && await ledger.FindRequestAsync(key.Caller, key.Key, ct) is { } before)
        {
            return before.BodyHash.AsSpan().SequenceEqual(key.BodyHash) ? await StandsAsync(before.FirstPosition, before.Count, ct) : new RuleOutcome.KeyUsed();
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await TryAsync(request, ct) is { } outcome)
            {
                return outcome;
            }
        }

        return new RuleOutcome.Busy();
    }

    private async Task<RuleOutcome?> TryAsync(RuleRequest request, CancellationToken ct)
    {
        var stream = RuleStream.Of(request.Command);
        var shelved = await shelf.CurrentAsync(ct);
        var version = shelved.VersionOf(stream.Id);
        if (request.IfMatch is { } expected && expected != version)
        {
            return new RuleOutcome.Stale(version);
        }

        var decision = RuleDecider.Decide(request.Command, request.Entry, shelved.Book, LegalZone.DayOf(clock.GetUtcNow()));
        if (decision.Refusal is { } refusal)
        {
            return new RuleOutcome.Refused(refusal, version);
        }

        if (decision.IsAlreadySo || request.ValidateOnly)
        {
            return new RuleOutcome.NothingRecorded(version, decision.Event);
        }

        var group = new AppendGroup(
            [new(stream.Id, stream.Type, version)],
            [new(0, Guid.CreateVersion7(), EventJson.TypeName(decision.Event!.GetType()), RuleJson.Data(decision.Event), EventJson.Headers(request.Entry))])
        {
            Keys = [new(RuleJson.KeyKind, stream.Name, 0)],
            Request = request.Key,
        };
        return await ledger.AppendAsync(group, ct) switch
        {
            Appended appended => await StandsAsync(appended.FirstPosition, appended.Count, ct),
            Replayed replayed => await StandsAsync(replayed.FirstPosition, replayed.Count, ct),
            RequestKeyReused => new RuleOutcome.KeyUsed(),
            WrongVersion => null,
            var other => throw new InvalidOperationException($"A change of the rules was answered with {other}."),
        };
    }

    private async Task<RuleOutcome> StandsAsync(long first, int count, CancellationToken ct) => new RuleOutcome.Stands(await ledger.ReadRangeAsync(first, count, ct));
}
