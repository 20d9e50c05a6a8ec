using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>How far the ledger has come, as this process knows. A commit of its own moves it at once, without the database; other processes
/// tell theirs by NOTIFY, on a connection beside the append, so that no append ever waits for it. Nothing is told while nobody else listens.</summary>
/// <remarks>A notification is only a hint: the head is read before it is believed. One that is lost, or a broken connection, costs at most
/// <see cref="LookAgain"/>, because the head is looked at anyway. Who listens holds <see cref="ListenerLock"/> shared, by which the others know of
/// him, and says <see cref="Hello"/> when he begins. Dispose it after the ledger and before the data source.</remarks>
public sealed class HeadWatch : IAsyncDisposable
{
    /// <summary>PostgreSQL's name of the channel; the payload is a position in decimal, or <see cref="Hello"/>.</summary>
    public const string ChannelName = "hl_head";

    /// <summary>What a new listener says, so that the others begin to tell him.</summary>
    public const string Hello = "hello";

    /// <summary>Keys of the advisory lock that every listener holds shared as long as he listens.</summary>
    public const string ListenerLock = "4729, 3";

    /// <summary>The head is read at least this often while nobody tells of it.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // Between two tellings: commits in between are told together, which bounds what NOTIFY's one lock for the cluster costs.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(1);

    private const string Look =
        "SELECT head, EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND (classid, objid, objsubid) = (4729, 3, 2) AND pid <> pg_backend_pid() "
        + "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())), "
        + "(SELECT id FROM es.mt_events WHERE seq_id = head), (SELECT id FROM es.mt_events WHERE seq_id = $1) FROM hl.ledger";

    private readonly NpgsqlDataSource source;
    private readonly Action<long>? looked;
    private readonly Channel<long> announced = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource<(long Known, long Found)> replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task running = Task.CompletedTask;
    private (long Position, Guid? Event) seen;
    private long own;
    private volatile bool othersListen;

    /// <summary>A watch that is not running yet.</summary>
    /// <param name="source">Connections; one of them listens as long as the watch runs.</param>
    /// <param name="looked">Told the head whenever it was looked at or moved. Must be quick and must not throw.</param>
    public HeadWatch(NpgsqlDataSource source, Action<long>? looked = null) => (this.source, this.looked) = (source, looked);

    /// <summary>The newest position known to be committed; wait here for the next.</summary>
    public Milestone Head { get; } = new();

    /// <summary>Ends when the ledger in the database no longer holds what this process knew to be committed up to a position: an older copy has taken its
    /// place, by a restore or by a fail-over, and whatever is kept in memory tells of events that are no more. Found is where the ledger stood then; it is
    /// beyond Known when others, or an append of our own, came before the next look.</summary>
    /// <remarks>A server that follows another is never taken for the ledger: nobody can listen there.</remarks>
    public Task<(long Known, long Found)> Replaced => replaced.Task;

    /// <summary>Starts to listen and to tell. Returns at once.</summary>
    public void Start() => running = Task.WhenAll(Task.Run(ListenAsync), Task.Run(TellAsync));

    /// <summary>This process has committed groups. For <see cref="LedgerOptions.Committed"/>: returns at once and never throws.</summary>
    /// <param name="groups">In the order of their positions, all of them after those of the call before: else the ledger is another one.</param>
    public void Announce(IReadOnlyList<CommittedGroup> groups)
    {
        var (first, position) = (groups[0].Outcome.FirstPosition, groups[^1].Outcome.LastPosition);
        if (first <= own)
        {
            replaced.TrySetResult((own, position));
        }

        own = position;
        Learn(position);
        if (othersListen)
        {
            announced.Writer.TryWrite(position);
        }
    }

    /// <summary>Somebody has read in the database that the head is there.</summary>
    public void Learn(long position)
    {
        Head.Reach(position);
        looked?.Invoke(position);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private async Task TellAsync()
    {
        try
        {
            while (true)
            {
                var position = await announced.Reader.ReadAsync(stopping.Token);
                await TellAsync(position);
                await Task.Delay(Pause, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end of telling, not a failure.
        }
    }

    // A hint may be lost, so its commit does not wait for the disk.
    private async Task TellAsync(long position)
    {
        try
        {
            await using var tell = source.CreateCommand("SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)");
            tell.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ChannelName });
            tell.Parameters.Add(new NpgsqlParameter<string> { TypedValue = position.ToString(CultureInfo.InvariantCulture) });
            await tell.ExecuteNonQueryAsync(stopping.Token);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
        {
            // The others look for themselves soon.
        }
    }

    private async Task ListenAsync()
    {
        var retry = TimeSpan.FromMilliseconds(20);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ListenOnceAsync(() => retry = TimeSpan.FromMilliseconds(20));
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or InvalidOperationException)
            {
                // The database is away: ask again, ever slower, until it is back.
                await Task.Delay(retry, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                retry = retry * 2 > LongestRetry ? LongestRetry : retry * 2;
            }
        }
    }

    private async Task ListenOnceAsync(Action succeeded)
    {
        var (hint, greeted) = (0L, false);
        await using var connection = await source.OpenConnectionAsync(stopping.Token);
        void Hear(object sender, NpgsqlNotificationEventArgs told)
        {
            greeted = greeted || (told.Payload == Hello && told.PID != connection.ProcessID);
            hint = long.TryParse(told.Payload, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? Math.Max(hint, position) : hint;
        }

        connection.Notification += Hear;
        try
        {
            await RunAsync(connection, $"LISTEN {ChannelName}; SELECT pg_advisory_lock_shared({ListenerLock}); NOTIFY {ChannelName}, '{Hello}'");
            while (true)
            {
                var head = await LookAsync(connection);
                Learn(head);
                if (greeted)
                {
                    announced.Writer.TryWrite(head); // what was committed between his first look and his greeting
                }

                (hint, greeted) = (0, false);
                succeeded();
                var since = Stopwatch.GetTimestamp();
                while (await connection.WaitAsync(LookAgain, stopping.Token) && !greeted && hint <= Head.Position && Stopwatch.GetElapsedTime(since) < LookAgain)
                {
                    // Told what is known already, most often by ourselves.
                }
            }
        }
        finally
        {
            connection.Notification -= Hear;
            await HushAsync(connection);
        }
    }

    // The connection goes back to a pool that resets nothing.
    private static async Task HushAsync(NpgsqlConnection connection)
    {
        try
        {
            await RunAsync(connection, $"UNLISTEN *; SELECT pg_advisory_unlock_shared({ListenerLock})");
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or IOException)
        {
            // It is broken, and the pool throws it away.
        }
    }

    // The head, whether anybody beside this connection listens to this database, and whether the event that was the newest at the last look still is where it was.
    private async Task<long> LookAsync(NpgsqlConnection connection)
    {
        var known = Head.Position; // taken before the look, which therefore sees at least that
        await using var command = new NpgsqlCommand(Look, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = seen.Position });
        await using var row = await command.ExecuteReaderAsync(stopping.Token);
        await row.ReadAsync(stopping.Token);
        var head = row.GetInt64(0);
        othersListen = row.GetBoolean(1);
        if (head < known || row.GetFieldValue<Guid?>(3) != seen.Event)
        {
            replaced.TrySetResult((head < known ? known : seen.Position, head));
        }

        seen = (head, row.GetFieldValue<Guid?>(2));
        return head;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
