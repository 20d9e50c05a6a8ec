namespace HazardLedger.EventStore.Tests.Faults;

/// <summary>A client that does what its random numbers say: new cases, steps on versions it believes in, groups over two streams, natural keys,
/// the same request again, the same request with another body, impatience.</summary>
internal sealed class SeededClient(Ledger ledger, Witness witness, Guid[] streams, Random random, string name)
{
    private readonly Dictionary<Guid, long> believed = [];
    private readonly List<AppendGroup> sent = [];
    private int requests;

    public async Task LiveAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var group = Next();
            sent.Add(group);
            using var impatience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var sending = witness.SendAsync(ledger, group, impatience.Token);
            if (random.Next(12) == 0)
            {
                await impatience.CancelAsync();
            }

            Learn(group, await sending);
        }
    }

    private AppendGroup Next()
    {
        if (sent.Count > 0 && random.Next(8) == 0)
        {
            return sent[random.Next(sent.Count)];
        }

        if (sent.Count > 0 && random.Next(16) == 0)
        {
            return Campaign.Case(random) with { Request = sent[random.Next(sent.Count)].Request! with { BodyHash = [99] } };
        }

        var stream = streams[random.Next(streams.Length)];
        var group = random.Next(3) switch
        {
            0 => Campaign.Case(random),
            1 when streams[random.Next(streams.Length)] is var other && other != stream =>
                Some.Two(stream, Believed(stream), other, Believed(other)) with { Register = [Some.Row(0, "N-" + stream.ToString("N")), Some.Row(1, "N-" + other.ToString("N"))] },
            _ => Campaign.Step(random, stream, Believed(stream)),
        };
        return group with
        {
            Keys = random.Next(5) == 0 ? [new KeyClaim("number", random.Next(40).ToString(System.Globalization.CultureInfo.InvariantCulture), 0)] : [],
            Request = Some.Request($"{name}-{requests++}"),
        };
    }

    private long Believed(Guid stream) => believed.GetValueOrDefault(stream);

    private void Learn(AppendGroup group, AppendOutcome? outcome)
    {
        if (outcome is WrongVersion wrong)
        {
            believed[wrong.Stream] = wrong.ActualVersion;
        }

        if (outcome is Appended appended)
        {
            foreach (var (stream, version) in group.Streams.Zip(appended.Versions))
            {
                believed[stream.Id] = version;
            }
        }
    }
}
