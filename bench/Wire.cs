using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HazardLedger.Bench;

/// <summary>One keep-alive connection (HTTP/1.1): a request goes out, its answer is read to the end. Knows lengths and chunks, nothing else.</summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[256 * 1024];
    private int start;
    private int end;

    public static async Task<Wire> OpenAsync(Uri address)
    {
        var wire = new Wire();
        await wire.socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return wire;
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Status and body.</summary>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> SendAsync(ReadOnlyMemory<byte> request)
    {
        (start, end) = (0, 0);
        await socket.SendAsync(request);
        var head = await UntilAsync("\r\n\r\n"u8.ToArray(), 0) + 4;
        var text = Encoding.ASCII.GetString(buffer, 0, head);
        var status = int.Parse(text.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        if (LengthIn(text) is { } length)
        {
            await FillAsync(head + length);
            return (status, buffer.AsMemory(head, length));
        }

        start = head;
        while (true)
        {
            var line = await UntilAsync("\r\n"u8.ToArray(), start);
            var size = int.Parse(Encoding.ASCII.GetString(buffer, start, line - start), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await FillAsync(line + 2 + size + 2);
            start = line + 2 + size + 2;
            if (size == 0)
            {
                return (status, buffer.AsMemory(head, start - head)); // with the chunks' own words, which nobody here reads
            }
        }
    }

    private static int? LengthIn(string head)
    {
        const string Name = "\r\nContent-Length: ";
        var at = head.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? head.Contains("chunked", StringComparison.OrdinalIgnoreCase) ? null : 0
            : int.Parse(head.AsSpan(at + Name.Length, head.IndexOf('\r', at + Name.Length) - at - Name.Length), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private async ValueTask<int> UntilAsync(byte[] mark, int from)
    {
        while (true)
        {
            var at = buffer.AsSpan(from, end - from).IndexOf(mark);
            if (at >= 0)
            {
                return from + at;
            }

            await ReadAsync();
        }
    }

    private async ValueTask FillAsync(int upTo)
    {
        while (end < upTo)
        {
            await ReadAsync();
        }
    }

    private async ValueTask ReadAsync()
    {
        var read = await socket.ReceiveAsync(buffer.AsMemory(end));
        end += read > 0 ? read : throw new IOException("The server hung up.");
    }
}
