namespace HazardLedger.EventStore;

/// <summary>A small question that many ask at once. Whoever asks gets an answer that was begun after he asked, so it is never older than the
/// question; those who ask while one is under way share the next.</summary>
internal sealed class SharedRead<T>(Func<Task<T>> read)
{
    private readonly Lock gate = new();
    private TaskCompletionSource<T>? next;
    private bool reading;

    public Task<T> NextAsync(CancellationToken ct)
    {
        TaskCompletionSource<T> mine;
        lock (gate)
        {
            mine = next ??= new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (reading)
            {
                return mine.Task.WaitAsync(ct);
            }

            reading = true;
        }

        _ = ReadAsync();
        return mine.Task.WaitAsync(ct);
    }

    private async Task ReadAsync()
    {
        while (true)
        {
            TaskCompletionSource<T> now;
            lock (gate)
            {
                if (next is null)
                {
                    reading = false;
                    return;
                }

                (now, next) = (next, null);
            }

            try
            {
                now.TrySetResult(await read());
            }
            catch (Exception e)
            {
                now.TrySetException(e); // to those who asked; the next who asks tries again
            }
        }
    }
}
