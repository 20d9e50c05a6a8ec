using System.Globalization;
using System.Text;

namespace HazardLedger.Projections.Figures;

/// <summary>Values in UTF-8, a unit separator between each two: what <see cref="FigureDigest"/> hashes. Billions are written over the years of a ledger, so none
/// of them becomes a string first.</summary>
/// <param name="room">Where they are written; long enough for all.</param>
internal ref struct DigestLine(Span<byte> room)
{
    private readonly Span<byte> room = room;
    private int length;

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> Text => room[..length];

    public void Add(Guid value)
    {
        Separate();
        value.TryFormat(room[length..], out var written, "N");
        length += written;
    }

    public void Add(int value)
    {
        Separate();
        value.TryFormat(room[length..], out var written, provider: CultureInfo.InvariantCulture);
        length += written;
    }

    public void Add(string value)
    {
        Separate();
        length += Encoding.UTF8.GetBytes(value, room[length..]);
    }

    private void Separate()
    {
        if (length > 0)
        {
            room[length++] = 0x1f;
        }
    }
}
