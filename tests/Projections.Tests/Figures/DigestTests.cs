using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Tests.Figures;
using HazardLedger.Projections.Figures;

namespace HazardLedger.Projections.Tests.Figures;

/// <summary>The digest is kept in ledgers: what is hashed of a leg never changes, however it is written.</summary>
public sealed class DigestTests
{
    [Fact]
    public void A_leg_is_hashed_as_its_values_in_words_with_a_separator_between_each_two()
    {
        var (digest, words) = (new FigureDigest(), new ulong[4]);
        foreach (var story in new RandomHistory(3).Grow(hazards: 8, steps: 200).Stories)
        {
            foreach (var leg in HazardPostings.Of(story.Value).Append(Long))
            {
                digest.Add(story.Key, leg);
                AddSlowly(words, story.Key, leg);
            }
        }

        digest.ToString().ShouldBe(string.Concat(words.Select(word => word.ToString("x16"))));
    }

    // Longer than what is kept on the stack, and without a regulator.
    private static Leg Long => new(
        104, new(2149, 12, 31), new(1970, 1, 1), new(2026, 6, 17), new("350304", "fire", default, default, null, new string('活', 700), "found by"), "党", Cause.Noticed, -3);

    private static void AddSlowly(ulong[] words, Guid hazard, Leg leg)
    {
        var text = string.Join(
            '\u001f', hazard.ToString("N"), leg.Code, DayCode.Of(leg.Day), DayCode.Of(leg.Cohort), DayCode.Of(leg.Mark), leg.Dims.Area, leg.Dims.Sector, leg.Dims.Grade,
            leg.Dims.Source, leg.Dims.Regulator ?? "\u0000", leg.Dims.Campaigns, leg.Dims.FoundBy, leg.Party, (short)leg.Cause);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        for (var at = 0; at < words.Length; at++)
        {
            words[at] += unchecked(BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(8 * at)) * (ulong)leg.Amount);
        }
    }
}
