using System.Threading.Channels;
using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>Moves Marten's sequence up to the newest committed event: a moment after an append, never inside it, and once for all appends of
/// that moment. To Marten a sequence that stands behind is a ledger of a moment ago; one ahead would be a hole.</summary>
internal sealed class SequenceFollower : IAsyncDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlDataSource source;
    private readonly CancellationTokenSource ending = new();
    private readonly Channel<bool> appended = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Task running;

    public SequenceFollower(NpgsqlDataSource source)
    {
        this.source = source;
        running = Task.Run(RunAsync);
    }

    /// <summary>Something was committed. Returns at once.</summary>
    public void Wake() => appended.Writer.TryWrite(true);

    /// <summary>Follows a last time, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        appended.Writer.TryComplete();
        await ending.CancelAsync();
        await running;
        ending.Dispose();
    }

    private async Task RunAsync()
    {
        while (await appended.Reader.WaitToReadAsync())
        {
            await Task.Delay(Moment, ending.Token).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            appended.Reader.TryRead(out _); // taken before the head is read: what is committed after that wakes us again
            try
            {
                await using var command = source.CreateCommand("SELECT hl.settle()");
                await command.ExecuteNonQueryAsync();
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException or TimeoutException)
            {
                // The database is away, or being closed with us. The sequence stays behind until the next append, which harms nobody.
            }
        }
    }
}
