using System.Globalization;
using System.Text.Json;
using HazardLedger.Domain;

namespace HazardLedger.Projections.Wire;

/// <summary>Reads an entry's everyday members by hand: a rebuild reads millions of entries, and the general way costs it more than all rules together. An
/// entry with anything else in it is read the general way, which alone decides what is well formed.</summary>
internal static class EntryReading
{
    /// <summary>The entry; null when it has to be read the general way.</summary>
    public static Entry? Read(ReadOnlySpan<byte> headers)
    {
        var json = new Utf8JsonReader(headers);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        DateOnly? occurredOn = null;
        Actor? actor = null, approvedBy = null;
        string? channel = null, documentNo = null, note = null, lateReason = null, profile = null;
        IReadOnlyList<string>? basis = [], missing = [];
        IReadOnlyList<EvidenceCitation>? evidence = [];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isRead = json.ValueTextEquals("occurredOn"u8) ? (occurredOn = Day(ref json)) is not null
                : json.ValueTextEquals("actor"u8) ? (actor = Person(ref json)) is not null
                : json.ValueTextEquals("channel"u8) ? (channel = Text(ref json)) is not null
                : json.ValueTextEquals("documentNo"u8) ? (documentNo = Text(ref json)) is not null
                : json.ValueTextEquals("note"u8) ? (note = Text(ref json)) is not null
                : json.ValueTextEquals("lateReason"u8) ? (lateReason = Text(ref json)) is not null
                : json.ValueTextEquals("profile"u8) ? (profile = Text(ref json)) is not null
                : json.ValueTextEquals("approvedBy"u8) ? (approvedBy = Person(ref json)) is not null
                : json.ValueTextEquals("basis"u8) ? (basis = Texts(ref json)) is not null
                : json.ValueTextEquals("evidence"u8) ? (evidence = Citations(ref json)) is not null
                : json.ValueTextEquals("missing"u8) && (missing = Texts(ref json)) is not null;
            if (!isRead)
            {
                return null;
            }
        }

        return json.TokenType != JsonTokenType.EndObject || json.BytesConsumed != headers.Length || occurredOn is not { } on || actor is null ? null : new Entry
        {
            OccurredOn = on, Actor = actor, Channel = channel ?? "web", DocumentNo = documentNo, Note = note, LateReason = lateReason, Profile = profile,
            Basis = basis!, Evidence = evidence!, Missing = missing!, ApprovedBy = approvedBy,
        };
    }

    private static DateOnly? Day(ref Utf8JsonReader json) =>
        Text(ref json) is { Length: 10 } text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Text(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.String ? json.GetString() : null;

    private static List<string>? Texts(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var texts = new List<string>();
        while (json.Read() && json.TokenType == JsonTokenType.String)
        {
            texts.Add(json.GetString()!);
        }

        return json.TokenType == JsonTokenType.EndArray ? texts : null;
    }

    private static List<EvidenceCitation>? Citations(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
        {
            return null;
        }

        var citations = new List<EvidenceCitation>();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            if (!TryThree(ref json, "sha256"u8, "mediaType"u8, "kind"u8, out var file))
            {
                return null;
            }

            citations.Add(new(file.A, file.B, file.C));
        }

        return json.TokenType == JsonTokenType.EndArray ? citations : null;
    }

    private static Actor? Person(ref Utf8JsonReader json) =>
        json.Read() && json.TokenType == JsonTokenType.StartObject && TryThree(ref json, "person"u8, "organisation"u8, "role"u8, out var said)
            ? new(said.A, said.B, said.C) : null;

    // An object of exactly these texts.
    private static bool TryThree(ref Utf8JsonReader json, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, out (string A, string B, string C) read)
    {
        string? first = null, second = null, third = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isRead = json.ValueTextEquals(a) ? (first = Text(ref json)) is not null
                : json.ValueTextEquals(b) ? (second = Text(ref json)) is not null
                : json.ValueTextEquals(c) && (third = Text(ref json)) is not null;
            if (!isRead)
            {
                read = default;
                return false;
            }
        }

        read = (first!, second!, third!);
        return json.TokenType == JsonTokenType.EndObject && first is not null && second is not null && third is not null;
    }
}
