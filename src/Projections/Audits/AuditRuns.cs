using System.Collections.Concurrent;

namespace HazardLedger.Projections.Audits;

/// <summary>An audit that ended.</summary>
/// <param name="Report">What it found.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Took">How long it walked.</param>
public sealed record AuditRun(AuditReport Report, DateTimeOffset EndedAt, TimeSpan Took);

/// <summary>Audits one after the other, whoever asks for them: a walk over all history costs minutes on a large ledger, and two at once cost more than two.
/// The last one of each scope is kept, so that people can look at it again without another walk.</summary>
public sealed class AuditRuns(LedgerAudit audit, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<string, AuditRun> last = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Walking> walking = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>The last audit of all history that this process has run within a scope; null when there was none.</summary>
    public AuditRun? LastOf(Scope scope) => last.GetValueOrDefault(KeyOf(scope));

    /// <summary>How far the audit that people began within a scope is; null when none runs.</summary>
    public AuditProgress? RunningOf(Scope scope) => walking.GetValueOrDefault(KeyOf(scope))?.Progress;

    /// <summary>Runs an audit when its turn has come.</summary>
    /// <param name="scope">Whose hazards are looked at.</param>
    /// <param name="terms">By what it judges.</param>
    /// <param name="position">The last position looked at; null means the head.</param>
    /// <param name="progress">Told after every batch; null when nobody waits for it.</param>
    /// <param name="ct">Stops the walk.</param>
    public async Task<AuditRun> RunAsync(Scope scope, AuditTerms terms, long? position, Func<AuditProgress, Task>? progress, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            var began = clock.GetTimestamp();
            var report = await audit.RunAsync(scope, terms, position, progress, ct);
            var run = new AuditRun(report, clock.GetUtcNow(), clock.GetElapsedTime(began));
            if (position is null)
            {
                last[KeyOf(scope)] = run;
            }

            return run;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Begins an audit that goes on when whoever began it has left; one that runs already is joined. The task ends with it.</summary>
    public Task<AuditRun> Begin(Scope scope, AuditTerms terms)
    {
        lock (gate)
        {
            if (walking.GetValueOrDefault(KeyOf(scope)) is { Task: { } running })
            {
                return running;
            }

            var walk = new Walking();
            walking[KeyOf(scope)] = walk;
            return walk.Task = Task.Run(() => WalkAsync(scope, terms, walk), CancellationToken.None);
        }
    }

    /// <summary>Stops what runs.</summary>
    public void Dispose()
    {
        ending.Cancel();
        ending.Dispose();
        turn.Dispose();
    }

    private async Task<AuditRun> WalkAsync(Scope scope, AuditTerms terms, Walking walk)
    {
        try
        {
            return await RunAsync(scope, terms, null, Tell, ending.Token);
        }
        finally
        {
            walking.TryRemove(KeyOf(scope), out _);
        }

        Task Tell(AuditProgress progress)
        {
            walk.Progress = progress;
            return Task.CompletedTask;
        }
    }

    private static string KeyOf(Scope scope) => $"{string.Join(',', scope.Areas)}|{string.Join(',', scope.Sectors)}|{scope.Party}";

    private sealed class Walking
    {
        public Task<AuditRun>? Task { get; set; }

        public AuditProgress Progress { get; set; } = new(0, 0);
    }
}
