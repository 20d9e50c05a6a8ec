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
    /// <summary>All commands but the registration, in the order of the command table.</summary>
    public static IReadOnlyList<NextCommand> After(Hazard hazard, Policy policy) =>
    [
        .. HazardCommands.All.Where(row => row.Command != typeof(RegisterHazard))
            .Select(row => (row.Route, Refusal: RefusalOf(row, hazard, policy)))
            .Select(next => new NextCommand(next.Route, next.Refusal is null, Told(next.Refusal))),
    ];

    private static Refusal? RefusalOf(CommandRow row, Hazard hazard, Policy policy)
    {
        if (row.AnswersProposal)
        {
            return HazardOrder.Allows(row, hazard) ? null : HazardOrder.Refuses(typeof(ProposalRefused), hazard) ?? HazardRefusals.ProposalUnknown;
        }

        var refusals = row.Steps.Select(step => HazardOrder.Refuses(step, hazard)).ToList();
        return refusals.Contains(null) ? RefusalByState(row.Command, hazard, policy) : refusals[0];
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
}
