using System.Security.Cryptography;
using System.Text;
using HazardLedger.Domain.Policies;

namespace HazardLedger.Api.Policies;

/// <summary>Streams of rules: one a jurisdiction, one a calendar year. The id follows from the name, so that two processes that begin a stream at
/// once begin the same one, and one of them is told to look again.</summary>
/// <param name="Name">"policy/350304", "policy/" for the whole ledger, or "calendar/2027".</param>
/// <param name="Type">Aggregate alias in mt_streams.</param>
public sealed record RuleStream(string Name, string Type)
{
    /// <summary>A UUID of version 8 (RFC 9562 §5.8): the first 16 bytes of the name's SHA-256.</summary>
    public Guid Id { get; } = IdOf(Name);

    /// <summary>The stream that a command changes.</summary>
    public static RuleStream Of(RuleCommand command) => command switch
    {
        ChangePolicy change => new($"policy/{change.Jurisdiction}", "policy"),
        ChangeCalendar change => new($"calendar/{change.Year:0000}", "calendar"),
        _ => throw new InvalidOperationException($"{command.GetType().Name} has no stream."),
    };

    internal static Guid IdOf(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("hazardledger:" + name))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
