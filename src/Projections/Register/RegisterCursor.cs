using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Register;

/// <summary>Where a walk through a register stands: after which row, by which position and day it began.</summary>
/// <param name="Key">The last row's sort key as text; null when that row has none.</param>
/// <param name="Hazard">The last row's hazard.</param>
/// <param name="Position">The ledger's position when the walk began.</param>
/// <param name="Day">The legal day when the walk began.</param>
internal sealed record RegisterCursor(string? Key, Guid Hazard, long Position, DateOnly Day)
{
    private const int MaxLength = 1024;

    /// <summary>The cursor as clients carry it: base64url of JSON, sealed with the question it belongs to.</summary>
    public string Write(Scope scope, RegisterFilter filter) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Carried(Seal(scope, filter), this), EventJson.Options));

    /// <summary>Reads a cursor; null when it is none, was changed, or belongs to another question or scope. The seal keeps walks
    /// honest, not secrets: the scope filters in SQL whatever a cursor says.</summary>
    public static RegisterCursor? Read(string text, Scope scope, RegisterFilter filter)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            var carried = JsonSerializer.Deserialize<Carried>(Base64Url.DecodeFromChars(text), EventJson.Options);
            return carried is { After: { } cursor } && cursor.Seal(scope, filter) == carried.Seal && cursor.KeyFits(filter.Sort.Key) ? cursor : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or NotSupportedException)
        {
            return null; // anything may stand in a query string
        }
    }

    /// <summary>The key as a parameter of its column's type.</summary>
    public object? KeyValue(RegisterKey key) => Key is null ? null : key switch
    {
        RegisterKey.Number => Key,
        RegisterKey.Position => long.Parse(Key),
        _ => DateOnly.ParseExact(Key, "yyyy-MM-dd"),
    };

    private bool KeyFits(RegisterKey key) => Key is null ? key == RegisterKey.Deadline : key switch
    {
        RegisterKey.Number => true,
        RegisterKey.Position => long.TryParse(Key, out _),
        _ => DateOnly.TryParseExact(Key, "yyyy-MM-dd", out _),
    };

    // The day is the walk's own: at midnight the question stays the same.
    private string Seal(Scope scope, RegisterFilter filter)
    {
        object question = new
        {
            scope.Areas, scope.Sectors, scope.Party, filter.Register, filter.Area, filter.Sector, filter.Grade, filter.SourceGroup,
            filter.Enterprise, filter.Regulator, filter.Words, filter.External, Sort = filter.Sort.ToString(), filter.DueSoonDays, filter.DueFrom, filter.DueTo, filter.Unlisted, After = this,
        };
        return Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(question, EventJson.Options)).AsSpan(0, 12));
    }

    private sealed record Carried(string Seal, RegisterCursor After);
}
