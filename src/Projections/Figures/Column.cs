namespace HazardLedger.Projections.Figures;

/// <summary>An array that one writer appends to. A reader that takes <see cref="Items"/> after it has read the columns' position finds
/// in it everything up to that position: what stands once never moves or changes. Likewise with <see cref="Count"/>, when that is read first.</summary>
/// <param name="first">Room at the beginning.</param>
internal sealed class Column<T>(int first = 256)
{
    private const int Large = 1 << 16;
    private T[] items = new T[first];
    private int count;

    public T[] Items => Volatile.Read(ref items);

    public int Count => Volatile.Read(ref count);

    public int Add(T item)
    {
        var at = count;
        Reserve(at);
        items[at] = item;
        Volatile.Write(ref count, at + 1);
        return at;
    }

    /// <summary>Puts an item at a place of its own, leaving the places before it empty.</summary>
    public void Put(int at, T item)
    {
        Reserve(at);
        items[at] = item;
        Volatile.Write(ref count, Math.Max(count, at + 1));
    }

    // A large one grows by an eighth: half of it empty would be half of the memory.
    private void Reserve(int at)
    {
        if (at >= items.Length)
        {
            var larger = new T[Math.Max(items.Length + (items.Length / (items.Length < Large ? 2 : 8)), at + 1)];
            items.CopyTo(larger, 0);
            Volatile.Write(ref items, larger);
        }
    }
}
