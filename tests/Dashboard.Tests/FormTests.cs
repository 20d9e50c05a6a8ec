using HazardLedger.Api.Http;
using HazardLedger.Api.Recording;
using HazardLedger.Dashboard.Recording;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Names;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Every command has a form, made from its own members; nobody has to know the wire's words.</summary>
[Collection(nameof(Office))]
public sealed class FormTests(Office office, Browser browser)
{
    private static IEnumerable<FormField> AllFields() => HazardCommands.All.Select(row => row.Command).Append(typeof(EntryBody))
        .SelectMany(Members).Select(member => FormField.Of(member, "", Members)).SelectMany(one => one.Parts.Prepend(one));

    [Fact]
    public void Every_member_of_every_command_has_a_label_in_both_languages()
    {
        foreach (var name in AllFields().Select(one => one.Member.Name).Distinct())
        {
            var label = NameBook.Field(name);
            label.Zh.Any(letter => letter >= '\u4e00').ShouldBeTrue(name);
            label.En.ShouldNotBe(name);
        }
    }

    [Fact]
    public void Every_member_that_must_be_said_is_asked_for() =>
        AllFields().Where(field => field.Kind == FieldKind.Choice).ShouldAllBe(field => field.Choices!.Count > 0);

    [Fact]
    public async Task Every_form_opens()
    {
        await using var window = await browser.OpenAsync(script: false);
        var page = await office.EnterAsync(window, office.First);
        var (_, number) = await office.FoundAsync("every form opens");
        foreach (var row in HazardCommands.All.Where(row => row.Command != typeof(RegisterHazard)))
        {
            var answer = await page.GotoAsync($"{office.Address}/zh/hazards/{number}/record/{row.Route}");
            answer!.Status.ShouldBe(200, row.Route);
            (await page.Locator("form.form button[value=record]").CountAsync()).ShouldBe(1, row.Route);
        }
    }

    [Theory]
    [InlineData("record", "zh")]
    [InlineData("record", "en")]
    [InlineData("hazards/{no}/record/gradings", "zh")]
    [InlineData("hazards/{no}/record/plans", "en")]
    [InlineData("hazards/{no}/record/cancellations", "zh")]
    [InlineData("hazards/{no}", "en")]
    public async Task Everyone_can_use_it(string path, string language)
    {
        await using var window = await browser.OpenAsync();
        var page = await office.EnterAsync(window, office.First);
        var (_, number) = await office.FoundAsync("everyone can use it");
        await page.GotoAsync($"{office.Address}/{language}/{path.Replace("{no}", number, StringComparison.Ordinal)}");
        await EveryPageTests.LookAsync(page, path, language);
    }

    private static IReadOnlyList<FormMember> Members(Type record) => [.. Shape.Of(record).Members.Select(member => new FormMember(member.Name, member.Type, member.Required))];
}
