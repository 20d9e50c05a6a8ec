using System.Globalization;

namespace HazardLedger.Api.Feed;

/// <summary>The answer to a question about figures at one position on one day.</summary>
/// <param name="Json">As it is sent.</param>
/// <param name="Content">What of it means something changed: all but where and when it was read.</param>
internal sealed record FigureShot(long Position, DateOnly Day, byte[] Json, string Content)
{
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Position}.{Day:yyyyMMdd}");
}

/// <summary>Clients with the same question share its answers: a thousand screens on one wall of figures cost one computation a change.</summary>
internal sealed class SharedShots
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Lane> lanes = new(StringComparer.Ordinal);

    public Lane Enter(string question)
    {
        lock (gate)
        {
            if (!lanes.TryGetValue(question, out var lane))
            {
                lanes[question] = lane = new Lane();
            }

            lane.Clients++;
            return lane;
        }
    }

    public void Leave(string question, Lane lane)
    {
        lock (gate)
        {
            if (--lane.Clients == 0)
            {
                lanes.Remove(question);
            }
        }
    }

    /// <summary>One question with its newest answer.</summary>
    internal sealed class Lane
    {
        private readonly Lock turn = new();
        private FigureShot? newest;

        public int Clients { get; set; }

        /// <summary>An answer of a day that lies after a position: the one that is there, or else a new one, which takes milliseconds.</summary>
        public FigureShot After(long position, DateOnly day, Func<FigureShot> make)
        {
            lock (turn)
            {
                return newest is { } shot && shot.Position > position && shot.Day == day ? shot : newest = make();
            }
        }
    }
}
