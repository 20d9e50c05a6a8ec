namespace HazardLedger.Proofs;

/// <summary>A growing text that can be put in order in place: an object's members are written as they come and sorted at its end.</summary>
internal sealed class JcsText(int capacity)
{
    private byte[] bytes = new byte[capacity];

    public int Length { get; private set; }

    public Span<byte> Written => bytes.AsSpan(0, Length);

    public void Write(ReadOnlySpan<byte> more)
    {
        if (bytes.Length - Length < more.Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + more.Length));
        }

        more.CopyTo(bytes.AsSpan(Length));
        Length += more.Length;
    }

    /// <summary>Ends an array or object: the separator after its last member, when there is one, becomes the bracket.</summary>
    public void Close(byte separator, byte bracket)
    {
        if (separator != 0)
        {
            bytes[Length - 1] = bracket;
            return;
        }

        Write([bracket]);
    }
}
