using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Demonstration.Tests;

/// <summary>The plan is the same on every run, in order, and says nothing of real firms or people.</summary>
public sealed class PlanTests
{
    private const string Golden = "3c94e7aaf626e06cb27f84fed43fb9bfc2bb77d2f1d3159c98cb3f78625699b8";

    private static readonly IReadOnlyList<PlannedStep> Plan = DemonstrationPlan.Licheng();

    private static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void Two_runs_are_equal_to_the_byte_and_to_the_golden_digest()
    {
        Digest(DemonstrationPlan.Licheng()).ShouldBe(Digest(Plan));
        Digest(Plan).ShouldBe(Golden);
    }

    [Fact]
    public void Steps_stand_in_the_order_of_recording_at_Beijing_time_by_the_end_of_June()
    {
        Plan.Zip(Plan.Skip(1)).ShouldAllBe(pair => pair.First.RecordedAt <= pair.Second.RecordedAt);
        Plan.ShouldAllBe(step => step.RecordedAt.Offset == TimeSpan.FromHours(8));
        Plan[^1].RecordedAt.ShouldBeLessThan(new(2026, 7, 1, 0, 0, 0, TimeSpan.FromHours(8)));
    }

    [Fact]
    public void The_steps_of_a_hazard_happen_one_after_another()
    {
        foreach (var hazard in Plan.GroupBy(step => step.Hazard))
        {
            hazard.Zip(hazard.Skip(1)).ShouldAllBe(pair => pair.First.RecordedAt < pair.Second.RecordedAt && pair.First.Entry.OccurredOn <= pair.Second.Entry.OccurredOn);
        }
    }

    [Fact]
    public void The_instant_of_an_entry_lies_on_its_day_and_before_its_recording()
    {
        var timed = Plan.Where(step => step.Entry.OccurredAt is not null).ToList();
        timed.Count.ShouldBeGreaterThan(1000);
        timed.ShouldAllBe(step => DateOnly.FromDateTime(step.Entry.OccurredAt!.Value.DateTime) == step.Entry.OccurredOn && step.Entry.OccurredAt < step.RecordedAt);
    }

    [Fact]
    public void Only_registrations_ask_for_a_number()
    {
        Plan.ShouldAllBe(step => step.NumberSeed != null == step.Command is RegisterHazard);
        Plan.Select(step => step.Hazard).Distinct().Count().ShouldBe(2330);
    }

    [Fact]
    public void Ids_are_uuids_of_version_7_and_documents_have_one_number_each()
    {
        Plan.ShouldAllBe(step => step.Hazard.Version == 7);
        var documents = Plan.Select(step => step.Entry.DocumentNo).OfType<string>().ToList();
        documents.Distinct(StringComparer.Ordinal).Count().ShouldBe(documents.Count);
    }

    [Fact]
    public void Natural_keys_are_claimed_once()
    {
        var found = Plan.Select(step => step.Command).OfType<RegisterHazard>().ToList();
        var keys = found.Select(command => command.UpperDispatchNo).Concat(found.Select(command => command.External?.Id))
            .Concat(Plan.Select(step => (step.Command as ListForSupervision)?.ListingNo)).OfType<string>().ToList();
        keys.Distinct(StringComparer.Ordinal).Count().ShouldBe(keys.Count);
    }

    [Fact]
    public void Texts_are_normalised_and_name_no_real_firm()
    {
        var text = Json(Plan);
        text.IsNormalized(NormalizationForm.FormC).ShouldBeTrue();
        foreach (var real in new[] { "恒祥", "益田", "明珠路", "九华", "桥北" })
        {
            text.ShouldNotContain(real);
        }

        DemonstrationPlan.AllParties.ShouldAllBe(party => party.Name.EndsWith("（演示）", StringComparison.Ordinal));
        DemonstrationPlan.AllParties.Select(party => party.Name).Distinct(StringComparer.Ordinal).Count().ShouldBe(DemonstrationPlan.AllParties.Count);
        Plan.Select(step => step.Command).OfType<RegisterHazard>().ShouldAllBe(command => !(command.Place + command.Description).Contains('{') && !command.Place.Contains('@'));
        Plan.ShouldAllBe(step => step.Entry.Note == null || !step.Entry.Note.Contains('{'));
    }

    [Fact]
    public void Work_follows_the_week_and_the_holidays()
    {
        var days = Plan.Where(step => step.Command is RegisterHazard).CountBy(step => step.Entry.OccurredOn).ToDictionary();
        var weekend = days.Where(day => day.Key.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday).Sum(day => day.Value);
        weekend.ShouldBeInRange(60, 400);
        days.Where(day => day.Key >= new DateOnly(2026, 2, 15) && day.Key <= new DateOnly(2026, 2, 23)).Sum(day => day.Value).ShouldBeLessThan(25);
    }

    private static string Digest(IReadOnlyList<PlannedStep> plan) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json(plan))));

    private static string Json(IReadOnlyList<PlannedStep> plan) => string.Join('\n', plan.Select(step => string.Create(
        CultureInfo.InvariantCulture,
        $"{step.RecordedAt:O} {step.Hazard} {step.NumberSeed} {step.Command.GetType().Name} {JsonSerializer.Serialize<object>(step.Command, Options)} {JsonSerializer.Serialize(step.Entry, Options)} {step.IsProposed}")));
}
