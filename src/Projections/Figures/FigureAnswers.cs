namespace HazardLedger.Projections.Figures;

/// <summary>Answers that were given, by question and day: given again as long as nothing new can have changed them. Bounded; safe for many threads.</summary>
/// <typeparam name="T">What was answered.</typeparam>
/// <param name="most">Answers kept; the oldest go first.</param>
internal sealed class FigureAnswers<T>(int most) where T : class
{
    private readonly Dictionary<string, T> answers = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private readonly Lock gate = new();

    public T? Find(string key)
    {
        lock (gate)
        {
            return answers.GetValueOrDefault(key);
        }
    }

    public void Keep(string key, T answer)
    {
        lock (gate)
        {
            if (answers.TryAdd(key, answer))
            {
                order.Enqueue(key);
                if (order.Count > most)
                {
                    answers.Remove(order.Dequeue());
                }
            }
            else
            {
                answers[key] = answer;
            }
        }
    }

    /// <summary>Everything that a question says but the position; two questions with one key have one answer at each position.</summary>
    public static string KeyOf(FigureQuestion question) => string.Join(
        '\u001f', question.From.DayNumber, question.AsOf.DayNumber, question.Area ?? "\0", string.Join('\u001e', question.Sectors), question.Grade, question.SourceGroup,
        question.Source, question.Regulator ?? "\0", question.Party ?? "\0", question.Campaign ?? "\0", question.AlsoCampaign ?? "\0", question.FoundBy ?? "\0", question.GroupBy,
        string.Join('\u001e', question.Scope.Areas), string.Join('\u001e', question.Scope.Sectors), question.Scope.Party ?? "\0");
}
