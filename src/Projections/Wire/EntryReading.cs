using HazardLedger.Domain;

namespace HazardLedger.Projections.Wire;

/// <summary>Reads an entry's everyday members by hand: a rebuild reads millions of entries, and the general way costs it more than all rules together. An
/// entry with anything else in it is read the general way, which alone decides what is well formed.</summary>
internal static class EntryReading
{
    /// <summary>The entry; null when it has to be read the general way.</summary>
    public static Entry? Read(ReadOnlySpan<byte> headers)
    {
        var json = new EverydayJson(headers);
        if (!json.Enter())
        {
            return null;
        }

        DateOnly? occurredOn = null;
        Actor? actor = null, approvedBy = null;
        string? channel = null, documentNo = null, note = null, lateReason = null, profile = null;
        List<string>? basis = null, missing = null;
        List<EvidenceCitation>? evidence = null;
        while (json.Next())
        {
            var isRead = json.Is("actor"u8) ? IsPerson(ref json, out actor)
                : json.Is("channel"u8) ? IsChannel(ref json, out channel)
                : json.Is("occurredOn"u8) ? json.Take(out occurredOn)
                : json.Is("note"u8) ? json.Take(out note)
                : json.Is("basis"u8) ? json.Take(out basis)
                : json.Is("evidence"u8) ? AreCitations(ref json, out evidence)
                : json.Is("documentNo"u8) ? json.Take(out documentNo)
                : json.Is("lateReason"u8) ? json.Take(out lateReason)
                : json.Is("profile"u8) ? json.Take(out profile)
                : json.Is("approvedBy"u8) ? IsPerson(ref json, out approvedBy)
                : json.Is("missing"u8) && json.Take(out missing);
            if (!isRead)
            {
                return null;
            }
        }

        return !json.IsWhole || occurredOn is not { } on || actor is null ? null : new Entry
        {
            OccurredOn = on, Actor = actor, Channel = channel ?? "web", DocumentNo = documentNo, Note = note, LateReason = lateReason, Profile = profile,
            Basis = (IReadOnlyList<string>?)basis ?? [], Evidence = (IReadOnlyList<EvidenceCitation>?)evidence ?? [], Missing = (IReadOnlyList<string>?)missing ?? [], ApprovedBy = approvedBy,
        };
    }

    // The five ways in which an entry comes are not made anew each time.
    private static bool IsChannel(ref EverydayJson json, out string? channel)
    {
        var rest = json.Rest;
        channel = rest.StartsWith("\"web\""u8) ? "web" : rest.StartsWith("\"mobile\""u8) ? "mobile" : rest.StartsWith("\"import\""u8) ? "import"
            : rest.StartsWith("\"platform\""u8) ? "platform" : rest.StartsWith("\"system\""u8) ? "system" : null;
        return channel is null ? json.Take(out channel) : json.Pass(channel.Length + 2);
    }

    private static bool AreCitations(ref EverydayJson json, out List<EvidenceCitation>? citations)
    {
        citations = [];
        var isInside = false;
        while (json.NextIn(ref isInside))
        {
            if (!AreThree(ref json, "sha256"u8, "mediaType"u8, "kind"u8, out var file))
            {
                return false;
            }

            citations.Add(new(file.A, file.B, file.C));
        }

        return true;
    }

    private static bool IsPerson(ref EverydayJson json, out Actor? actor)
    {
        var rest = json.Rest;
        var known = rest[..(rest.IndexOf((byte)'}') + 1)];
        actor = ActorBook.Find(known);
        if (actor is not null)
        {
            return json.Pass(known.Length);
        }

        if (!json.Enter() || !AreThree(ref json, "person"u8, "organisation"u8, "role"u8, out var said))
        {
            return false;
        }

        actor = new(said.A, said.B, said.C);
        if (rest.Length - json.Rest.Length == known.Length)
        {
            ActorBook.Keep(known, actor);
        }

        return true;
    }

    // An object of exactly these texts.
    private static bool AreThree(ref EverydayJson json, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, out (string A, string B, string C) read)
    {
        string? first = null, second = null, third = null;
        while (json.Next())
        {
            if (!(json.Is(a) ? json.Take(out first) : json.Is(b) ? json.Take(out second) : json.Is(c) && json.Take(out third)))
            {
                read = default;
                return false;
            }
        }

        read = (first!, second!, third!);
        return first is not null && second is not null && third is not null;
    }
}
