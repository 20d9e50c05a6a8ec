namespace HazardLedger.Demonstration;

/// <summary>Where a hazard stands on a day by its schedule.</summary>
internal enum Fate { Unknown, NoDeadline, NotYetDue, Overdue, AwaitingAcceptance, Finished }

/// <summary>The days of one hazard's ordinary course, drawn before anything is written down.</summary>
internal sealed record Schedule
{
    public required DateOnly FoundOn { get; init; }
    public required DateOnly RegisteredOn { get; init; }
    public required DateOnly OrderedOn { get; init; }
    public required DateOnly Deadline { get; init; }
    public required DateOnly DoneOn { get; init; }
    public required DateOnly ReportedOn { get; init; }
    public DateOnly? FailedOn { get; init; }
    public DateOnly? ReportedAgainOn { get; init; }
    public required DateOnly AcceptedOn { get; init; }
    public required DateOnly ClosedOn { get; init; }

    /// <summary>The state at the end of a day.</summary>
    public Fate On(DateOnly day) => day switch
    {
        _ when AcceptedOn <= day => Fate.Finished,
        _ when ReportedAgainOn <= day => Fate.AwaitingAcceptance,
        _ when ReportedOn <= day && !(FailedOn <= day) => Fate.AwaitingAcceptance,
        _ when OrderedOn <= day => Deadline < day ? Fate.Overdue : Fate.NotYetDue,
        _ when RegisteredOn <= day => Fate.NoDeadline,
        _ => Fate.Unknown,
    };

    /// <summary>Draws until the hazard stands at the cut where it is wanted.</summary>
    public static Schedule Until(Fate wanted, Dice dice, string sector, DateOnly from, DateOnly to)
    {
        for (var attempt = 0; attempt < 20_000; attempt++)
        {
            var drawn = General(dice, sector, Days.Draw(dice, from, to), wanted == Fate.Overdue);
            if (drawn.On(Days.Cut) == wanted)
            {
                return drawn;
            }
        }

        throw new InvalidOperationException($"No schedule between {from} and {to} leads to {wanted}.");
    }

    /// <summary>A general hazard: ordered within days, a deadline of three to thirty days, now and then late or failed.</summary>
    public static Schedule General(Dice dice, string sector, DateOnly foundOn, bool late)
    {
        var registeredOn = foundOn.AddDays(dice.Chance(12) ? dice.Between(1, 2) : 0);
        var orderedOn = Days.Working(registeredOn.AddDays(dice.Weighted([(0, 6), (1, 3), (2, 1)])));
        var length = dice.Weighted([(3, 6), (7, 22), (10, 18), (15, 32), (20, 9), (30, 13)]);
        var worked = 1 + Math.Max(dice.Below(length), dice.Below(length));
        var delay = late || dice.Chance(8) ? length - worked + dice.Between(1, late ? 40 : 9) : 0;
        return Finish(dice, new()
        {
            FoundOn = foundOn, RegisteredOn = registeredOn, OrderedOn = orderedOn, Deadline = orderedOn.AddDays(length),
            DoneOn = orderedOn.AddDays(worked + delay), ReportedOn = default, AcceptedOn = default, ClosedOn = default,
        }, sector == "fire" ? 3 : 8, closingLag: dice.Chance(65) ? 0 : dice.Between(1, 4));
    }

    /// <summary>A major hazard: sixty days as a rule, and a closing of its own some days after the acceptance.</summary>
    public static Schedule Major(Dice dice, string sector, DateOnly foundOn)
    {
        var orderedOn = Days.Working(foundOn.AddDays(dice.Between(0, 2)));
        var length = dice.Weighted([(45, 2), (60, 7), (90, 1)]);
        return Finish(dice, new()
        {
            FoundOn = foundOn, RegisteredOn = foundOn, OrderedOn = orderedOn, Deadline = orderedOn.AddDays(length),
            DoneOn = orderedOn.AddDays(dice.Between(16, length)), ReportedOn = default, AcceptedOn = default, ClosedOn = default,
        }, sector == "fire" ? 3 : 10, closingLag: dice.Between(1, 6));
    }

    private static Schedule Finish(Dice dice, Schedule begun, int inspectWithin, int closingLag)
    {
        var reportedOn = begun.DoneOn.AddDays(dice.Chance(70) ? 0 : dice.Between(1, 2));
        var inspectedOn = Days.Working(reportedOn.AddDays(dice.Between(1, inspectWithin)));
        var (failedOn, againOn) = ((DateOnly?)null, (DateOnly?)null);
        if (dice.Chance(6))
        {
            failedOn = inspectedOn;
            againOn = inspectedOn.AddDays(dice.Between(2, 8));
            inspectedOn = Days.Working(againOn.Value.AddDays(dice.Between(1, inspectWithin)));
        }

        return begun with
        {
            ReportedOn = reportedOn, FailedOn = failedOn, ReportedAgainOn = againOn,
            AcceptedOn = inspectedOn, ClosedOn = Days.Working(inspectedOn.AddDays(closingLag)),
        };
    }
}
