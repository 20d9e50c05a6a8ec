using System.Collections.Concurrent;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;

namespace HazardLedger.Projections.Histories;

/// <summary>Why a command would be refused now.</summary>
/// <param name="Code">Permanent code of the refusal.</param>
/// <param name="Zh">For people, in Chinese.</param>
/// <param name="En">For people, in English.</param>
/// <param name="Clause">Law or rule, where one says so.</param>
public sealed record Because(string Code, string Zh, string En, string? Clause);

/// <summary>Whether a command may follow, by the order of steps and the policy; its own content is judged when it comes.</summary>
/// <param name="Command">The route's last words.</param>
/// <param name="Allowed">True when no rule on order or policy stands against it.</param>
/// <param name="Because">Why not; absent when allowed.</param>
public sealed record NextCommand(string Command, bool Allowed, Because? Because)
{
    private const int MostKept = 2000;
    private static readonly CommandRow[] Rows = [.. HazardCommands.All.Where(row => row.Command != typeof(RegisterHazard))];
    private static readonly ConcurrentDictionary<Refusals, IReadOnlyList<NextCommand>> Kept = new();

    /// <summary>All commands but the registration, in the order of the command table. States against which the same is said share one list.</summary>
    public static IReadOnlyList<NextCommand> After(Hazard hazard, Policy policy)
    {
        var refusals = new Refusal?[Rows.Length];
        for (var i = 0; i < refusals.Length; i++)
        {
            refusals[i] = RefusalOf(Rows[i], hazard, policy);
        }

        var said = new Refusals(refusals);
        if (Kept.TryGetValue(said, out var kept))
        {
            return kept;
        }

        IReadOnlyList<NextCommand> next = [.. Rows.Select((row, at) => new NextCommand(row.Route, refusals[at] is null, Told(refusals[at])))];
        return Kept.Count < MostKept ? Kept.GetOrAdd(said, next) : next;
    }

    private static Refusal? RefusalOf(CommandRow row, Hazard hazard, Policy policy)
    {
        if (row.AnswersProposal)
        {
            return HazardOrder.Allows(row, hazard) ? null : HazardOrder.Refuses(typeof(ProposalRefused), hazard) ?? HazardRefusals.ProposalUnknown;
        }

        Refusal? first = null;
        foreach (var step in row.Steps)
        {
            if (HazardOrder.Refuses(step, hazard) is not { } refusal)
            {
                return RefusalByState(row.Command, hazard, policy);
            }

            first ??= refusal;
        }

        return first;
    }

    // The rules of single commands that depend on the state alone: a button that is always refused misleads.
    private static Refusal? RefusalByState(Type command, Hazard hazard, Policy policy) => command switch
    {
        _ when command == typeof(CloseHazard) => HazardDecider.RefusesClosing(hazard, policy),
        _ when command == typeof(ReportCompletion) && hazard.Items.Any(item => item.CompletedOn is null) => HazardRefusals.ItemsOpen,
        _ when command == typeof(ListForSupervision) && hazard.Listing is not null => HazardRefusals.AlreadyListed,
        _ when command == typeof(ListForSupervision) && hazard.Grade != Grade.Major && policy.ListOnlyMajor => HazardRefusals.NotMajor,
        _ when command == typeof(RevokeListing) && hazard.Listings.Count == 0 => HazardRefusals.NotListed,
        _ when command == typeof(StartSelfRectification) && Vocabulary.GroupOf(hazard.Source) != SourceGroup.Enterprise => HazardRefusals.NotSelfFound,
        _ when command == typeof(DecideReward) && hazard.Source is not (DiscoverySource.PublicReport or DiscoverySource.WorkerReport) => HazardRefusals.NotReported,
        _ => null,
    };

    private static Because? Told(Refusal? refusal) => refusal is null ? null : new(refusal.Code, refusal.Chinese, refusal.English, refusal.Clause);

    // What stands against each command, in the order of the table; equal to another that says the same.
    private sealed class Refusals(Refusal?[] each) : IEquatable<Refusals>
    {
        private readonly Refusal?[] each = each;

        public bool Equals(Refusals? other) => other is not null && each.AsSpan().SequenceEqual(other.each);

        public override bool Equals(object? obj) => Equals(obj as Refusals);

        public override int GetHashCode()
        {
            var sum = default(HashCode);
            foreach (var refusal in each)
            {
                sum.Add(refusal?.Code, StringComparer.Ordinal);
            }

            return sum.ToHashCode();
        }
    }
}
