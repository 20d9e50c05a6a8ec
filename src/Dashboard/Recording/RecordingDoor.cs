using System.Text.Json.Nodes;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Recording;

/// <summary>The door through which pages hand a command to whoever records. The composition root opens it; a page cannot append by itself,
/// and without a door it only shows.</summary>
public sealed record RecordingDoor
{
    /// <summary>Whose key this visit holds; null when nobody is signed in.</summary>
    public required Func<HttpContext, Visitor?> VisitorOf { get; init; }

    /// <summary>The members of a body's record in order, as the contract reads them.</summary>
    public required Func<Type, IReadOnlyList<FormMember>> MembersOf { get; init; }

    /// <summary>The members that every command's body may carry beside its own.</summary>
    public required IReadOnlyList<FormMember> Entry { get; init; }

    /// <summary>Takes a command to the same desk as the API's.</summary>
    public required Func<HttpContext, Submission, Task<Ruling>> SubmitAsync { get; init; }

    /// <summary>Keeps an uploaded file in the evidence store: its digest and media type, or what is wrong with it.</summary>
    public required Func<HttpContext, IFormFile, Task<(string Sha256, string MediaType, FormFault? Fault)>> KeepAsync { get; init; }

    /// <summary>The person who may record with the key of this visit; null when nobody may.</summary>
    public string? PersonOf(HttpContext http) => VisitorOf(http) is { MayRecord: true } visitor ? visitor.Person : null;
}

/// <summary>The holder of the key of a visit.</summary>
/// <param name="Person">Pseudonymous person id.</param>
/// <param name="Organisation">Organisation id.</param>
/// <param name="MayRecord">The key is good for recording in one's own name.</param>
public sealed record Visitor(string Person, string Organisation, bool MayRecord);

/// <summary>One member of a body.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">Its type; nullable value types say so.</param>
/// <param name="Required">It must be said.</param>
public sealed record FormMember(string Name, Type Type, bool Required);

/// <summary>What is wrong with one member, in both languages.</summary>
/// <param name="Field">Path of the member: <c>criteria[0].standard</c>; empty for the whole.</param>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
public sealed record FormFault(string Field, string Zh, string En);

/// <summary>A filled-in form.</summary>
/// <param name="Row">Which command.</param>
/// <param name="Hazard">The hazard's id; null for a registration.</param>
/// <param name="Body">The command's and the entry's members by their names on the wire, those of the path included.</param>
/// <param name="Version">The version that the form was opened on.</param>
/// <param name="Key">Idempotency key of the form.</param>
public sealed record Submission(CommandRow Row, Guid? Hazard, JsonObject Body, long? Version, string Key)
{
    /// <summary>Decide and record nothing.</summary>
    public bool ChecksOnly { get; init; }

    /// <summary>Only propose it to a second person.</summary>
    public bool Proposes { get; init; }
}

/// <summary>What the desk says to a form.</summary>
public abstract record Ruling
{
    private Ruling()
    {
    }

    /// <summary>It stands in the ledger.</summary>
    /// <param name="Stream">The hazard, or the report.</param>
    /// <param name="Version">Version of the stream.</param>
    public sealed record Recorded(Guid Stream, long Version) : Ruling;

    /// <summary>It stood there already; nothing was recorded.</summary>
    public sealed record AlreadySo : Ruling;

    /// <summary>It would be recorded: these events.</summary>
    public sealed record WouldRecord(IReadOnlyList<HazardEvent> Events) : Ruling;

    /// <summary>A rule says no.</summary>
    /// <param name="Refusal">The rule's code and sentence.</param>
    /// <param name="Allowed">Routes of what may be recorded instead.</param>
    /// <param name="TakesTwo">It may be proposed to a second person.</param>
    public sealed record Refused(Refusal Refusal, IReadOnlyList<string> Allowed, bool TakesTwo) : Ruling;

    /// <summary>The form has faults.</summary>
    public sealed record Faulty(IReadOnlyList<FormFault> Faults) : Ruling;

    /// <summary>Somebody recorded something there since the form was opened.</summary>
    public sealed record Stale(long Version) : Ruling;

    /// <summary>It cannot be recorded.</summary>
    /// <param name="Status">HTTP status: 403, 404, 422 or 503.</param>
    /// <param name="Because">Permanent code of the problem.</param>
    public sealed record Closed(int Status, string Because) : Ruling;
}
