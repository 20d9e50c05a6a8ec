using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HazardLedger.EventStore;

/// <summary>JSON objects as lines, gathered into pieces of some tens of kibibytes.</summary>
internal sealed class LineWriter : IAsyncDisposable
{
    private const int Piece = 64 * 1024;
    private readonly Stream to;
    private readonly ArrayBufferWriter<byte> gathered = new(2 * Piece);
    private readonly Utf8JsonWriter json;

    public LineWriter(Stream to)
    {
        this.to = to;
        json = new Utf8JsonWriter(gathered, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>One line: an object with one member, named after what it is.</summary>
    public async ValueTask LineAsync(string kind, Action<Utf8JsonWriter> write, CancellationToken ct)
    {
        json.WriteStartObject();
        json.WriteStartObject(kind);
        write(json);
        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(ct);
        json.Reset();
        gathered.Write("\n"u8);
        if (gathered.WrittenCount >= Piece)
        {
            await FlushAsync(ct);
        }
    }

    public async ValueTask FlushAsync(CancellationToken ct)
    {
        await to.WriteAsync(gathered.WrittenMemory, ct);
        gathered.ResetWrittenCount();
        await to.FlushAsync(ct);
    }

    public ValueTask DisposeAsync() => json.DisposeAsync();
}
