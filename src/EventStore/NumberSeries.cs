using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>One series of numbers. A draw begins when whatever stands ready to run has run, for who was answered together asks again together, and takes one
/// for everybody who waits; whoever asks while others are being drawn waits for the next. A number whose group was refused comes back and is given to the next.</summary>
internal sealed class NumberSeries(NpgsqlDataSource source, string name)
{
    private readonly Lock gate = new();
    private readonly Queue<long> returned = new();
    private List<TaskCompletionSource<long>> waiting = [];
    private bool drawing;

    public Task<long> NextAsync(CancellationToken ct)
    {
        var mine = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (returned.TryDequeue(out var number))
            {
                return Task.FromResult(number);
            }

            waiting.Add(mine);
            if (!drawing)
            {
                drawing = true;
                ThreadPool.UnsafeQueueUserWorkItem(static series => _ = series.DrawAsync(), this, preferLocal: false);
            }
        }

        return mine.Task.WaitAsync(ct);
    }

    public void Return(long number)
    {
        lock (gate)
        {
            returned.Enqueue(number);
        }
    }

    private async Task DrawAsync()
    {
        while (true)
        {
            List<TaskCompletionSource<long>> now;
            lock (gate)
            {
                if (waiting.Count == 0)
                {
                    drawing = false;
                    return;
                }

                (now, waiting) = (waiting, []);
            }

            try
            {
                var first = await DrawAsync(now.Count) - now.Count + 1;
                for (var i = 0; i < now.Count; i++)
                {
                    now[i].TrySetResult(first + i);
                }
            }
            catch (Exception e)
            {
                // Whatever it was, those who wait are told; the next who asks tries again.
                now.ForEach(one => one.TrySetException(e));
            }
        }
    }

    private async Task<long> DrawAsync(int many)
    {
        await using var command = source.CreateCommand("SELECT hl.next_number($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = many });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
