using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using HazardLedger.Api.Http;
using HazardLedger.Domain.Hazards;
using HazardLedger.Proofs;

namespace HazardLedger.Api.Imports;

/// <summary>One line read: an item of a batch, or what is wrong with it.</summary>
/// <param name="Number">Line in what was sent, from 1.</param>
/// <param name="Subject">Whom it is about: another system's id, or a hazard's; null when it names neither or cannot be read at all.</param>
/// <param name="IsCase">True when consecutive lines about this subject are one case.</param>
/// <param name="Item">The item; null when it has faults.</param>
/// <param name="Row">Its command.</param>
/// <param name="Hash">SHA-256 of its canonical form (RFC 8785).</param>
/// <param name="Faults">What is wrong with it; empty when nothing is.</param>
internal sealed record ImportItem(
    long Number, string? Subject, bool IsCase, Batches.BatchItem? Item, CommandRow? Row, byte[] Hash, IReadOnlyList<Fault> Faults)
{
    private const int LongestKey = 128;
    private static readonly Shape ItemShape = Shape.Of(typeof(Batches.BatchItem));
    private static readonly Fault TooLong = new("", $"一行不得超过 {ImportLines.Limit / 1024} KiB。", $"A line may have {ImportLines.Limit / 1024} KiB at most.");

    /// <summary>False when not even the subject of the line can be told.</summary>
    public bool IsReadable => Hash.Length > 0;

    /// <summary>Another system's id as it is written in reports: "system:id".</summary>
    public string? External => IsCase ? Subject : null;

    /// <summary>Reads a line.</summary>
    public static ImportItem Read(ImportLine line)
    {
        var broken = TooLong;
        if (line.Utf8 is null || JsonBody.Parse(line.Utf8, out broken) is not { } parsed)
        {
            return new(line.Number, null, false, null, null, [], [broken!]);
        }

        var faults = new List<Fault>();
        if (parsed.Root.ValueKind != JsonValueKind.Object)
        {
            return new(line.Number, null, false, null, null, [], [Fault.Form("", "object")]);
        }

        Shape.RefuseUnknown(parsed.Root, faults, ItemShape);
        faults.RemoveAll(fault => fault.Field == RefusedFile.Member); // a line that came back once, mended
        var item = (Batches.BatchItem)ItemShape.Read(parsed.Root, faults);
        var row = HazardCommands.All.FirstOrDefault(row => row.Route == item.Command && row.Command != typeof(CancelEntry) && !row.AnswersProposal);
        if (row is null)
        {
            faults.Add(Fault.Form("command", "registrations | gradings | …"));
        }

        if (item.IdempotencyKey is { Length: 0 or > LongestKey })
        {
            faults.Add(Fault.Form("idempotencyKey", $"1–{LongestKey}"));
        }

        if (item is { Hazard: null, External: null } && row is not null && row.Command != typeof(RegisterHazard))
        {
            faults.Add(Fault.Missing("external"));
        }

        var external = item.External is { System: not null, Id: not null } named ? $"{named.System}:{named.Id}" : null;
        return new(line.Number, external ?? item.Hazard?.ToString(), external is not null, faults.Count == 0 ? item : null, row, HashOf(parsed.Root, parsed.Hash), faults);
    }

    // A line that came back once is the same request with and without the reason why.
    private static byte[] HashOf(JsonElement line, byte[] whole)
    {
        if (!line.TryGetProperty(RefusedFile.Member, out _))
        {
            return whole;
        }

        var plain = JsonObject.Create(line)!;
        plain.Remove(RefusedFile.Member);
        return SHA256.HashData(Jcs.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(plain)));
    }
}
