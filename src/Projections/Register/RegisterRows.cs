using System.Buffers;
using System.Text.Json;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Register;

/// <summary>The register's row of a hazard: what <c>hl.register</c> holds besides what the append fills itself.
/// A pure function of the story, so that the whole table can be made again from the events.</summary>
public static class RegisterRows
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = EventJson.Options.Encoder };

    /// <summary>One UTF-8 JSON object with the columns as names, and all searched lines as "grams", what the hazard is first. Enums are camelCase words,
    /// days yyyy-mm-dd; what is not so is absent.</summary>
    /// <param name="hazard">The stream's id; the append fills the column, it is named here so that a row says whose it is.</param>
    /// <param name="story">The whole story.</param>
    public static byte[] Of(Guid hazard, Story story) => Json(hazard, story, SearchLines.Of(story), withGrams: true);

    /// <summary>The same without "grams", for whoever writes the searched lines himself.</summary>
    internal static byte[] Of(Guid hazard, Story story, SearchLines lines) => Json(hazard, story, lines, withGrams: false);

    /// <summary>The row for an append, empty where the one that stands says so already, and the searched lines that come or go with it.</summary>
    /// <param name="stream">Index of the hazard among the group's streams.</param>
    /// <param name="hazard">The stream's id.</param>
    /// <param name="story">The whole story, the new events included.</param>
    /// <param name="before">The story whose row and lines stand already.</param>
    public static RegisterRow For(int stream, Guid hazard, Story story, Story before)
    {
        var lines = SearchLines.Of(story);
        var stood = before.Version == 0 ? null : SearchLines.Of(before);
        var row = Json(hazard, story, lines, withGrams: false);
        var stands = stood is not null && row.AsSpan().SequenceEqual(Json(hazard, before, stood, withGrams: false));
        return new(stream, stands ? default : row) { Lines = lines.Since(stood), Known = RegisterFacets.Of(hazard, story.Now) };
    }

    private static byte[] Json(Guid hazard, Story story, SearchLines lines, bool withGrams)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var row = new Utf8JsonWriter(buffer, Readable))
        {
            row.WriteStartObject();
            row.WriteString("hazard", hazard);
            WriteWhatItIs(row, story.Now);
            WriteWhereItStands(row, story.Now);
            Text(row, "search", lines.Text);
            if (withGrams)
            {
                row.WriteStartArray("grams");
                lines.Grams.Select(SearchGrams.Array).ToList().ForEach(row.WriteStringValue);
                row.WriteEndArray();
            }

            row.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteWhatItIs(Utf8JsonWriter row, Hazard hazard)
    {
        Text(row, "number", hazard.Number);
        Text(row, "area", hazard.Area);
        Text(row, "area_path", AreaCode.PathOf(hazard.Area));
        Text(row, "sector", hazard.Sector);
        Text(row, "source", Word(hazard.Source));
        Text(row, "source_group", Word(Vocabulary.GroupOf(hazard.Source)));
        Text(row, "category", Word(hazard.Category));
        Text(row, "enterprise", hazard.Enterprise);
        Text(row, "site", hazard.Site);
        Text(row, "place", hazard.Place);
        Text(row, "description", hazard.Description);
        Text(row, "regulator", hazard.Regulator);
        Text(row, "external_system", hazard.External?.System);
        Text(row, "external_id", hazard.External?.Id);
        row.WriteStartArray("campaigns");
        foreach (var campaign in hazard.Campaigns)
        {
            row.WriteStringValue(campaign);
        }

        row.WriteEndArray();
    }

    private static void WriteWhereItStands(Utf8JsonWriter row, Hazard hazard)
    {
        Text(row, "lifecycle", Word(hazard.Lifecycle));
        Text(row, "grade", Word(hazard.Grade));
        Day(row, "discovered_on", hazard.DiscoveredOn);
        Day(row, "deadline", hazard.Deadline);
        Day(row, "original_deadline", hazard.OriginalDeadline);
        Day(row, "reinspect_by", hazard.ReinspectBy);
        Day(row, "finished_on", hazard.FinishedOn);
        Text(row, "listing_no", hazard.Listing?.ListingNo);
        Text(row, "listing_level", hazard.Listing is { } listing ? Word(listing.Level) : null);
        Day(row, "listing_deadline", hazard.Listing?.Deadline);
        row.WriteNumber("reopen_count", hazard.ReopenCount);
        if (hazard.Proposals.Count > 0)
        {
            row.WriteNumber("proposals", hazard.Proposals.Count);
            row.WriteNumber("pending", hazard.Proposals.Count(proposal => proposal.State == ProposalState.Pending));
        }

        if (HazardPostings.UnitCodeOf(hazard) is { } unit)
        {
            row.WriteNumber("unit", unit);
        }

        if (hazard.MergedInto is { } survivor)
        {
            row.WriteString("merged_into", survivor);
        }
    }

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static void Text(Utf8JsonWriter row, string column, string? value)
    {
        if (value is not null)
        {
            row.WriteString(column, value);
        }
    }

    private static void Day(Utf8JsonWriter row, string column, DateOnly? day) => Text(row, column, day?.ToString("yyyy-MM-dd"));
}
