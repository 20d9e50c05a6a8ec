using System.Threading.Channels;
using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>A statement that runs a moment after an append, never inside it, and once for all appends of that moment.</summary>
internal sealed class AfterAppends : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly string statement;
    private readonly TimeSpan moment;
    private readonly CancellationTokenSource ending = new();
    private readonly Channel<bool> appended = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Task running;

    private AfterAppends(NpgsqlDataSource source, string statement, TimeSpan moment)
    {
        (this.source, this.statement, this.moment) = (source, statement, moment);
        running = Task.Run(RunAsync);
        Wake(); // a crash may have left something undone
    }

    /// <summary>Moves Marten's sequence up to the newest committed event. To Marten a sequence that stands behind is a ledger of a moment ago;
    /// one ahead would be a hole.</summary>
    public static AfterAppends MoveSequence(NpgsqlDataSource source) => new(source, "SELECT hl.settle()", TimeSpan.FromMilliseconds(50));

    /// <summary>Sorts new lines into the index of words.</summary>
    public static AfterAppends TidySearch(NpgsqlDataSource source) => new(source, "SELECT hl.tidy_search()", TimeSpan.FromMilliseconds(500));

    /// <summary>Something was committed. Returns at once.</summary>
    public void Wake() => appended.Writer.TryWrite(true);

    /// <summary>Runs a last time, and stops.</summary>
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
            await Task.Delay(moment, ending.Token).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            appended.Reader.TryRead(out _); // taken before the statement begins: what is committed after that wakes us again
            try
            {
                await using var command = source.CreateCommand(statement);
                await command.ExecuteNonQueryAsync();
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException or TimeoutException)
            {
                // The database is away, or being closed with us. It waits for the next append, which harms nobody.
            }
        }
    }
}
