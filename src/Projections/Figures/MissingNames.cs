namespace HazardLedger.Projections.Figures;

/// <summary>Which ids of names are not known yet. Ids are given out before they are committed, so one may appear below others that are known already; one
/// whose transaction was rolled back never does, and must not make everything above it be read again and again.</summary>
internal sealed class MissingNames<T>(Column<T> names, Predicate<T> isKnown)
{
    private readonly List<int> holes = [];
    private int lookedThrough = 1; // ids begin at 1

    /// <summary>Everything from an id on, and ids below it that nobody has seen.</summary>
    public (int From, int[] Holes) Now()
    {
        var items = names.Items;
        holes.RemoveAll(id => isKnown(items[id]));
        for (; lookedThrough < names.Count; lookedThrough++)
        {
            if (!isKnown(items[lookedThrough]))
            {
                holes.Add(lookedThrough);
            }
        }

        return (lookedThrough, [.. holes]);
    }
}
