using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using HazardLedger.Api.Recording;
using HazardLedger.Projections;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Api.Http;

/// <summary>Headlines that were asked for, as they were written: the same until the ledger or the day moves on. Only the instant of asking differs.</summary>
internal sealed class FigureMemo
{
    private const int MostKept = 256;
    private const string Mark = "@knownAt";
    private readonly ConcurrentDictionary<(string Asked, Scope Scope, bool English), Written> kept = new();

    /// <summary>The answer to a query string, if it was given at this position on this day.</summary>
    public Written? Find(string asked, Scope scope, bool english, long position, DateOnly today) =>
        kept.TryGetValue((asked, scope, english), out var written) && written.Position == position && written.Today == today ? written : null;

    public void Keep(string asked, Scope scope, bool english, Written written)
    {
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }

        kept[(asked, scope, english)] = written;
    }

    /// <summary>Writes an answer, with a gap where knownAt comes.</summary>
    public static Written Write(HeadlineFigures answer, DateOnly today)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(answer with { KnownAt = Mark }, EventJson.Options);
        var gap = text.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"\"{Mark}\""));
        return new(answer.Position, today, text.AsMemory(0, gap), text.AsMemory(gap + Mark.Length + 2));
    }

    /// <summary>A written answer.</summary>
    internal sealed record Written(long Position, DateOnly Today, ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> After)
    {
        public IResult At(DateTimeOffset knownAt) => new JsonText(Before, JsonSerializer.SerializeToUtf8Bytes(LegalZone.Local(knownAt), EventJson.Options), After);
    }
}
