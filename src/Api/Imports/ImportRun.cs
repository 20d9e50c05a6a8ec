using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using HazardLedger.Api.Access;

namespace HazardLedger.Api.Imports;

/// <summary>One import while it runs: cases go to the ledger many abreast, cases about one subject one after the other. What is refused
/// is written down as it comes up; what was recorded before a stop stays, and the same lines sent again find it.</summary>
internal sealed class ImportRun(ImportTerms terms, Caller caller, ImportDesk desk, ImportStore store) : IDisposable
{
    // Enough to fill the trains of the append while others are decided; memory stays bounded by so many cases.
    private const int Abreast = 64;
    private const int RefusalsAtOnce = 100;

    private readonly ConcurrentDictionary<string, Task> _last = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<RefusedLine> _unwritten = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private long _lines, _cases, _recorded, _already, _refused, _refusedLines, _events;

    public ImportTerms Terms => terms;

    public Caller Caller => caller;

    /// <summary>How far it is.</summary>
    public ImportCounts Counts => new(
        Interlocked.Read(ref _lines), Interlocked.Read(ref _cases), Interlocked.Read(ref _recorded), Interlocked.Read(ref _already),
        Interlocked.Read(ref _refused), Interlocked.Read(ref _refusedLines), Interlocked.Read(ref _events));

    /// <summary>Reads the body to its end and records what can be recorded.</summary>
    /// <param name="lines">Of NDJSON, or of a table.</param>
    /// <param name="head">Position of the ledger when the import began: what stands at or below it was there already.</param>
    /// <param name="ct">Stops between cases.</param>
    public async Task RunAsync(IAsyncEnumerable<ImportLine> lines, long head, CancellationToken ct)
    {
        var abreast = new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = ct };
        try
        {
            await Parallel.ForEachAsync(CasesAsync(lines, ct), abreast, (one, stop) => HandleAsync(one, head, stop));
        }
        finally
        {
            await WriteRefusalsAsync(least: 1);
        }
    }

    public void Dispose() => _writing.Dispose();

    private async IAsyncEnumerable<ImportCase> CasesAsync(IAsyncEnumerable<ImportLine> lines, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var one in ImportCase.GroupAsync(CountedAsync(lines, ct), ct))
        {
            if (one.Subject is { } subject)
            {
                one.Before = _last.GetValueOrDefault(subject, Task.CompletedTask);
                _last[subject] = one.Done;
            }

            yield return one;
        }
    }

    private async IAsyncEnumerable<ImportLine> CountedAsync(IAsyncEnumerable<ImportLine> lines, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var line in lines.WithCancellation(ct))
        {
            Interlocked.Increment(ref _lines);
            yield return line;
        }
    }

    private async ValueTask HandleAsync(ImportCase one, long head, CancellationToken ct)
    {
        try
        {
            await one.Before.WaitAsync(ct);
            var outcome = await desk.DecideAsync(one, terms, caller, ct);
            Count(one, outcome, head);
            await WriteRefusalsAsync(RefusalsAtOnce);
        }
        finally
        {
            one.Settle();
            if (one.Subject is { } subject)
            {
                _last.TryRemove(new(subject, one.Done));
            }
        }
    }

    private void Count(ImportCase one, CaseOutcome outcome, long head)
    {
        Interlocked.Increment(ref _cases);
        if (outcome.Refusals.Count > 0)
        {
            Interlocked.Increment(ref _refused);
            Interlocked.Add(ref _refusedLines, one.Lines.Count + one.Dropped);
            foreach (var refusal in outcome.Refusals)
            {
                _unwritten.Enqueue(refusal);
            }
        }
        else if (outcome.Events == 0 || (outcome.LastPosition > 0 && outcome.LastPosition <= head))
        {
            Interlocked.Increment(ref _already);
        }
        else
        {
            Interlocked.Increment(ref _recorded);
            Interlocked.Add(ref _events, outcome.Events);
        }
    }

    // Also when the sender has gone: why a line was refused must not be lost with the connection.
    private async Task WriteRefusalsAsync(int least)
    {
        if (_unwritten.Count < least)
        {
            return;
        }

        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            var lines = new List<RefusedLine>();
            while (_unwritten.TryDequeue(out var line))
            {
                lines.Add(line);
            }

            if (lines.Count > 0)
            {
                await store.RefuseAsync(terms.Id, lines, CancellationToken.None);
            }
        }
        finally
        {
            _writing.Release();
        }
    }
}
