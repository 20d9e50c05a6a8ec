using HazardLedger.Domain.Enterprises;

namespace HazardLedger.Demonstration;

/// <summary>Makes credit codes of fictional enterprises; their check characters are the domain's (GB 32100-2015, GB 11714).</summary>
internal static class FictionalCode
{
    /// <summary>Completes authority, body type and area (8 characters, such as "91350304") and the first 8 of the organisation code.</summary>
    public static string Of(string head, string organisation)
    {
        var code = head + organisation + CreditCode.OrganisationCheckOf(organisation);
        return code + CreditCode.CheckOf(code);
    }
}
