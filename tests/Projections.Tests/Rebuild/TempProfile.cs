using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Rebuild;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Tests.Rebuild;

public sealed class TempProfile
{
    [Fact]
    public void Prof()
    {
        var day = new DateOnly(2026, 11, 22);
        var entry = new Domain.Entry { OccurredOn = day, Actor = new("P-2041", "350304-EMB", "recorder"), Channel = "platform" };
        HazardEvent[] life = [
            new RandomHistory(1).Grow(1, 1).Journal[0].After.Facts[0].Event,
        ];
        var stories = new List<(Guid, byte[][] Data, string[] Types, byte[][] Heads)>();
        for (var s = 0; s < 400; s++)
        {
            foreach (var (id, story) in new RandomHistory(s).Grow(8, 60).Stories)
            {
                stories.Add((id, [.. story.Facts.Select(f => EventJson.Data(f.Event))], [.. story.Facts.Select(f => EventJson.TypeName(f.Event.GetType()))], [.. story.Facts.Select(f => EventJson.Headers(f.Entry))]));
            }
        }

        var events = stories.Sum(s => s.Data.Length);
        List<History> histories = [];
        var sink = 0L;
        void Time(string what, Action work)
        {
            for (var i = 0; i < 4; i++) { work(); }
            var best = double.MaxValue;
            for (var i = 0; i < 5; i++)
            {
                var before = Environment.CpuUsage.TotalTime;
                work();
                best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / events);
            }

            Console.WriteLine($"PROF {what}: {best:0.00} µs an event");
        }

        Console.WriteLine($"PROF {events} events, {stories.Count} hazards, plain {stories.Count(s => true)}");
        Time("decode data", () => { foreach (var s in stories) { for (var i = 0; i < s.Data.Length; i++) { sink += EventJson.Read(s.Types[i], s.Data[i]).GetHashCode() & 1; } } });
        Time("decode heads", () => { foreach (var s in stories) { for (var i = 0; i < s.Data.Length; i++) { sink += EventJson.ReadEntry(s.Heads[i]).OccurredOn.Day; } } });
        histories = [.. stories.Select(s => new History(s.Item1, [.. s.Data.Select((d, i) => new RecordedFact(i + 1, i + 1, s.Types[i], DateTimeOffset.UnixEpoch, EventJson.Read(s.Types[i], d), EventJson.ReadEntry(s.Heads[i])))]))];
        List<History> Fresh() => [.. histories.Select(h => new History(h.Hazard, h.Facts))];
        Time("story now", () => { foreach (var h in Fresh()) { sink += h.Story.Now.ReopenCount; } });
        var forward = histories.Where(h => h.Facts.Zip(h.Facts.Skip(1)).All(p => Story.DayOf(h.Story.Facts[(int)p.First.Version - 1]) <= Story.DayOf(h.Story.Facts[(int)p.Second.Version - 1]))).ToList();
        events = forward.Sum(h => h.Facts.Count);
        Console.WriteLine($"PROF forward {events}");
        Time("each forward", () => { foreach (var h in forward) { foreach (var l in HazardPostings.Each(h.Story.Facts)) { sink += l.Count; } } });
        events = histories.Sum(h => h.Facts.Count);
        Time("each", () => { foreach (var h in histories) { foreach (var l in HazardPostings.Each(h.Story.Facts)) { sink += l.Count; } } });
        Time("of", () => { foreach (var h in histories) { sink += HazardPostings.Of(h.Story).Count; } });
        var legs = histories.SelectMany(h => HazardPostings.Of(h.Story).Select(l => (h.Hazard, l))).ToList();
        Console.WriteLine($"PROF legs {legs.Count}");
        Time("digest", () => { var d = new FigureDigest(); foreach (var (h, l) in legs) { d.Add(h, l); } });
        Time("row json", () => { foreach (var h in histories) { sink += RegisterRows.Of(h.Hazard, h.Story).Length; } });
        Console.WriteLine($"PROF {sink}");
    }
}
