using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Tests.Rebuild;

/// <summary>Random histories appended to a real ledger with their events, postings and register rows.</summary>
internal static class Kept
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Appends one step as a program does whose rules post only some legs.</summary>
    public static async Task<AppendOutcome> AppendAsync(Ledger ledger, (Guid Hazard, Story Before, Story After) step, Func<Leg, bool>? posts = null)
    {
        var (postings, told) = (new List<NewPosting>(), step.After.Facts[^1]);
        foreach (var leg in HazardPostings.Difference(step.Before, step.After).Where(leg => posts?.Invoke(leg) ?? true))
        {
            var (dims, party) = (await ledger.DimsIdAsync(StoredDims.Of(leg.Dims), Ct), await ledger.PartyIdAsync(leg.Party, Ct));
            postings.Add(new(0, (short)leg.Cause, leg.Code, leg.Day, leg.Cohort, leg.Mark, dims, party, leg.Amount));
        }

        return await ledger.AppendAsync(
            new([new(step.Hazard, EventJson.HazardStream, step.Before.Version)],
                [new(0, Guid.CreateVersion7(), EventJson.TypeName(told.Event.GetType()), EventJson.Data(told.Event), EventJson.Headers(told.Entry))])
            {
                Postings = postings, Register = [RegisterRows.For(0, step.Hazard, step.After, step.Before)],
            }, Ct);
    }

    public static string DigestOf(IEnumerable<KeyValuePair<Guid, Story>> stories)
    {
        var digest = new FigureDigest();
        stories.ToList().ForEach(story => HazardPostings.Of(story.Value).ToList().ForEach(leg => digest.Add(story.Key, leg)));
        return digest.ToString();
    }
}
