namespace HazardLedger.Projections.Rebuild;

/// <summary>Work that keeps a processor busy, or waits for the database, for long: on a thread of its own. The pool's few threads are then free for what
/// comes and goes, and do not spin between two pieces, which costs the database on the same machine its processors.</summary>
internal static class OwnThread
{
    /// <summary>Begins the work; what it awaits, if anything, goes on wherever it comes back.</summary>
    public static Task<T> Run<T>(Func<Task<T>> work, CancellationToken ct) =>
        Task.Factory.StartNew(work, ct, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    /// <summary>The same of work that awaits nothing.</summary>
    public static Task<T> Run<T>(Func<T> work, CancellationToken ct) => Task.Factory.StartNew(work, ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>The same of work without a result.</summary>
    public static Task Run(Action work, CancellationToken ct) => Task.Factory.StartNew(work, ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
