using HazardLedger.Api.Access;
using HazardLedger.Domain;

namespace HazardLedger.Api.Recording;

/// <summary>How the holder of a key stands in the entries that it makes.</summary>
public static class CallerActs
{
    /// <summary>The actor of an entry that names nobody else.</summary>
    public static Actor ToActor(this Caller caller) => new(caller.Person, caller.Organisation, caller.Roles[0]);

    /// <summary>True when the body may name an actor and missing papers.</summary>
    public static bool MayImport(this Caller caller) => caller.Has(Roles.Importer) || caller.Has(Roles.Administrator);

    /// <summary>True when the body must name an actor: the key can do nothing but import.</summary>
    public static bool MustNameActor(this Caller caller) => caller.Has(Roles.Importer) && !caller.Has(Roles.Recorder) && !caller.Has(Roles.Administrator);

    /// <summary>True when the caller may do alone what takes two people, as far as the policy lets administrators.</summary>
    public static bool ActsAlone(this Caller caller) => caller.Has(Roles.Administrator);

    /// <summary>How an entry came: imports name somebody else, all others are the platform's own clients.</summary>
    public static string ChannelOf(this EntryBody body) => body.Actor is null ? "platform" : "import";
}
