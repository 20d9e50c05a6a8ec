namespace HazardLedger.Projections.Figures;

/// <content>Answers and drills that are kept for who asks again.</content>
public sealed partial class FigureReads
{
    private readonly FigureAnswers<KeptAnswer> answers = new(64);
    private readonly FigureAnswers<Behind> drills = new(8);

    // The newest answer is brought forward over legs that cannot have changed it. An answer at a position of the past is right for ever.
    private HeadlineFigures Kept(ColumnsView view, FigureQuestion question)
    {
        var key = FigureAnswers<KeptAnswer>.KeyOf(question) + (question.Position is null ? "" : "\u001f" + view.Position);
        if (answers.Find(key) is { } kept && (kept.Answer.Position == view.Position || StillRight(kept, view, question)))
        {
            return kept.Answer.Position == view.Position ? kept.Answer : At(kept.Answer, view.Position);
        }

        var (answer, filter) = question.GroupBy == FigureGrouping.Campaign ? (ByCampaign(view, question), null) : Headline(view, question);
        answers.Keep(key, new(answer, CanBeBroughtForward(question) ? filter?.Taken() : null));
        return answer;
    }

    private bool StillRight(KeptAnswer kept, ColumnsView view, FigureQuestion question) =>
        kept.Taken is { } taken && kept.Answer.Position < view.Position && taken.Party != FigureFilter.NoParty
        && columns.Recent.LeaveAlone(question, taken, (uint)kept.Answer.Position, view.Position);

    // What lies behind parties and hazards may change with any leg.
    private static bool CanBeBroughtForward(FigureQuestion question) =>
        question.Position is null && question.GroupBy is not (FigureGrouping.Enterprise or FigureGrouping.Level);

    private static HeadlineFigures At(HeadlineFigures answer, long position) =>
        answer with { Position = position, Groups = answer.Groups?.Select(group => group with { Position = position }).ToList() };

    // By their places among all hazards, in order: a page is then a slice.
    private int[] BehindKept(FigureDefinition definition, ColumnsView view, FigureQuestion question)
    {
        var key = $"{definition.Name}\u001f{view.Position}\u001f{FigureAnswers<Behind>.KeyOf(question)}";
        if (drills.Find(key) is { } kept)
        {
            return kept.Hazards;
        }

        var standing = Standing(definition, view, new FigureFilter(view, question), question);
        var hazards = Places(standing);
        drills.Keep(key, new(hazards));
        return hazards;
    }

    private static int[] Places(long[] standing)
    {
        var (places, count) = (new int[standing.Length - standing.AsSpan().Count(0)], 0);
        for (var hazard = 0; hazard < standing.Length; hazard++)
        {
            if (standing[hazard] != 0)
            {
                places[count++] = hazard;
            }
        }

        return places;
    }

    private sealed record KeptAnswer(HeadlineFigures Answer, TakenDims? Taken);

    private sealed record Behind(int[] Hazards);
}
