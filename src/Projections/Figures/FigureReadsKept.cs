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
        answers.Keep(key, new(answer, filter));
        return answer;
    }

    private bool StillRight(KeptAnswer kept, ColumnsView view, FigureQuestion question) =>
        kept.Filter is { } filter && kept.Answer.Position < view.Position && filter.Party != FigureFilter.NoParty
        && question.GroupBy is not (FigureGrouping.Enterprise or FigureGrouping.Level)
        && columns.Recent.LeaveAlone(question, filter, (uint)kept.Answer.Position, view.Position);

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
        int[] hazards = [.. Enumerable.Range(0, standing.Length).Where(hazard => standing[hazard] != 0)];
        drills.Keep(key, new(hazards));
        return hazards;
    }

    private sealed record KeptAnswer(HeadlineFigures Answer, FigureFilter? Filter);

    private sealed record Behind(int[] Hazards);
}
