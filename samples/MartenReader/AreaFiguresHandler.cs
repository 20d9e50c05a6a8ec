using System.Collections.Concurrent;
using Wolverine.Runtime;
using Wolverine.Runtime.Handlers;

namespace HazardLedger.MartenReader;

/// <summary>What Wolverine calls with figures that have moved. A program of yours would tell a dashboard or write a letter; this one keeps
/// the last message about each area, so that the end of a run can show that they arrived. Written as a <see cref="MessageHandler{T}"/>,
/// which needs neither generated code nor a compiler at run time.</summary>
public sealed class AreaFiguresHandler : MessageHandler<AreaFiguresMoved>
{
    private readonly ConcurrentDictionary<string, AreaFiguresMoved> _latest = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Messages that arrived.</summary>
    public int Count => _count;

    /// <summary>The last message about each area.</summary>
    public IReadOnlyCollection<AreaFiguresMoved> Areas => [.. _latest.Values.OrderBy(moved => moved.Area, StringComparer.Ordinal)];

    protected override Task HandleAsync(AreaFiguresMoved message, MessageContext context, CancellationToken cancellation)
    {
        // Messages may come twice or late. Those of one area carry the position up to which they know, so the newest wins.
        _latest.AddOrUpdate(message.Area, message, (_, known) => known.Position > message.Position ? known : message);
        Interlocked.Increment(ref _count);
        return Task.CompletedTask;
    }
}
