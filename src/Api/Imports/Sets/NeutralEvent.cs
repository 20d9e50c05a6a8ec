using System.IO.Compression;
using System.Text.Json;

namespace HazardLedger.Api.Imports.Sets;

/// <summary>One event of a neutral stream: what any register of such cases knows, in nobody's format.</summary>
/// <param name="Case">The other register's own id.</param>
/// <param name="At">What the clock on that place's wall showed.</param>
/// <param name="Deadline">A day, or an instant of that clock.</param>
internal sealed record NeutralEvent(
    string Case, int Seq, string Type, DateTime At, string? Area = null, string? Category = null, string? Grade = null, string? Deadline = null,
    string? Order = null, string? Outcome = null, string? Status = null)
{
    /// <summary>The cases of a gzipped NDJSON stream, each with its events in order.</summary>
    public static IReadOnlyList<IReadOnlyList<NeutralEvent>> ReadCases(string file)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var events = new List<NeutralEvent>();
        while (lines.ReadLine() is { } line)
        {
            events.Add(JsonSerializer.Deserialize<NeutralEvent>(line, JsonSerializerOptions.Web)!);
        }

        return [.. events.GroupBy(e => e.Case, StringComparer.Ordinal).Select(one => one.OrderBy(e => e.Seq).ToList())];
    }
}
