using HazardLedger.Api.Sweep;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Api.Recording;

/// <content>Deciding: line by line, each on what the ones before it would make true.</content>
public sealed partial class Recorder
{
    // Null: every line was decided and is in the draft.
    private async Task<RecordOutcome?> DecideAsync(Draft draft, RecordRequest request, bool fresh, CancellationToken ct)
    {
        for (var i = 0; i < request.Lines.Count; i++)
        {
            var line = request.Lines[i];
            var registers = line.Command is RegisterHazard;
            if (registers && !fresh && !draft.Knows(line.Hazard))
            {
                draft.Take(line.Hazard, Story.Empty); // its id was made for this request; should it exist after all, the append says so
            }

            await TakeAsync(draft, line.Hazard, fresh, ct);
            var story = draft[line.Hazard];
            if (!registers && (story.Version == 0 || !MaySee(request, story.Now)))
            {
                return new HazardNotFound(i);
            }

            if (request.IfMatch is { } expected && expected != story.Version)
            {
                return new StaleVersion(line.Hazard, story.Version);
            }

            var refusal = await DecideLineAsync(draft, line, request, fresh, ct);
            if (refusal is not null)
            {
                return new RefusedByRule(refusal, line.Hazard, story.Now, story.Version, i) 
                {
                    Route = line.Command is SweptOverdue ? "" : HazardCommands.Of(line.Command).Route,
                };
            }

            if (!MaySee(request, draft[line.Hazard].Now) && (registers || line.Command is CorrectHazard or ApproveProposal))
            {
                return new OutsideScope(i);
            }
        }

        return null;
    }

    private async Task<Refusal?> DecideLineAsync(Draft draft, CommandLine line, RecordRequest request, bool fresh, CancellationToken ct)
    {
        var story = draft[line.Hazard];
        var (command, entry) = HazardDecider.Meant(line.Command, line.Entry, story);
        if (await evidence.RefusesAsync(entry, ct) is { } unknown)
        {
            return unknown;
        }

        var desk = DeskFor(draft, command, entry, story, request);
        var decision = DecideAlone(line, command, entry, story, desk);
        if (decision.Refusal is not null || decision.IsAlreadySo)
        {
            return decision.Refusal;
        }

        var absorption = command is MergeHazard merge ? await AbsorbAsync(draft, line.Hazard, merge, entry, request, fresh, ct) : default;
        if (absorption.Refusal is not null)
        {
            return absorption.Refusal;
        }

        var kept = decision.Events.Aggregate(entry, (said, recorded) => SecondPerson.Kept(recorded, said, story.Now, desk.Policy));
        foreach (var recorded in decision)
        {
            draft.Add(line.Hazard, recorded, kept);
        }

        // A merger that is only proposed does nothing to its survivor; the proposal's number counts on the duplicate.
        foreach (var recorded in line.IsProposed ? default : absorption)
        {
            draft.Add(((MergeHazard)command).Survivor, recorded, kept with { Proposal = null });
        }

        return null;
    }

    private static Decision DecideAlone(CommandLine line, HazardCommand command, Entry entry, Story story, Desk desk) => line switch
    {
        { IsProposed: true } => HazardDecider.DecideProposal(command, entry, story, desk),
        { Command: SweptOverdue } => HazardDecider.DecideOverdue(entry, story),
        _ => HazardDecider.Decide(line.Command, line.Entry, story, desk),
    };

    // The rules are those of the place where the hazard stands, or is to stand.
    private Desk DeskFor(Draft draft, HazardCommand command, Entry entry, Story story, RecordRequest request) =>
        draft.Rules.DeskFor(
            command is RegisterHazard register ? register.Area : story.Now.Area, entry.OccurredOn, request.Clock is { } at ? LegalZone.DayOf(at) : Today)
        with { ActsAlone = request.ActsAlone };

    private async Task<Decision> AbsorbAsync(Draft draft, Guid duplicate, MergeHazard merge, Entry entry, RecordRequest request, bool fresh, CancellationToken ct)
    {
        await TakeAsync(draft, merge.Survivor, fresh, ct);
        return MaySee(request, draft[merge.Survivor].Now)
            ? HazardDecider.DecideAbsorption(merge, duplicate, draft[duplicate], entry, draft[merge.Survivor])
            : SurvivorUnknown;
    }

    private async Task TakeAsync(Draft draft, Guid stream, bool fresh, CancellationToken ct)
    {
        if (!draft.Knows(stream))
        {
            draft.Take(stream, await stories.LoadAsync(stream, fresh, ct));
        }
    }
}
