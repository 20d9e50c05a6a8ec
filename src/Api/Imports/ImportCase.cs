using System.Runtime.CompilerServices;

namespace HazardLedger.Api.Imports;

/// <summary>What is recorded whole or refused whole: consecutive lines about one subject of another system, or one line by itself.</summary>
internal sealed class ImportCase(string? subject)
{
    /// <summary>Most lines of a case.</summary>
    public const int MostLines = 1000;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whom all lines are about; null for a registration that no other system knows.</summary>
    public string? Subject { get; } = subject;

    /// <summary>Its lines in order, at most <see cref="MostLines"/>.</summary>
    public List<ImportItem> Lines { get; } = [];

    /// <summary>Number of its last line, kept or not.</summary>
    public long LastLine { get; private set; }

    /// <summary>Lines that were not kept because there are too many.</summary>
    public long Dropped { get; private set; }

    /// <summary>Number of an unreadable line just before, which may have belonged to it.</summary>
    public long? UnreadableBefore { get; init; }

    /// <summary>The case before it about the same subject.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    /// <summary>Completed when it is recorded or refused.</summary>
    public Task Done => _done.Task;

    public void Add(ImportItem line)
    {
        LastLine = line.Number;
        if (Lines.Count < MostLines)
        {
            Lines.Add(line);
        }
        else
        {
            Dropped++;
        }
    }

    public void Settle() => _done.TrySetResult();

    /// <summary>Groups lines into cases. A line that cannot be read at all may have belonged to the case before it or after it, so
    /// neither can be known to be whole, and both are refused.</summary>
    public static async IAsyncEnumerable<ImportCase> GroupAsync(IAsyncEnumerable<ImportLine> lines, [EnumeratorCancellation] CancellationToken ct)
    {
        var (current, unreadable) = ((ImportCase?)null, (long?)null);
        await foreach (var line in lines.WithCancellation(ct))
        {
            var item = ImportItem.Read(line);
            var joins = current is not null && (item.IsReadable ? item.IsCase && item.Subject == current.Subject : current.IsOfAnotherSystem);
            if (!joins)
            {
                if (current is not null)
                {
                    yield return current;
                }

                current = new(item.Subject) { UnreadableBefore = item.IsCase ? unreadable : null };
            }

            current!.Add(item);
            unreadable = item.IsReadable ? null : item.Number;
        }

        if (current is not null)
        {
            yield return current;
        }
    }

    private bool IsOfAnotherSystem => Lines[0].IsCase;
}
