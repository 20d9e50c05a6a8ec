using HazardLedger.Dashboard.Drill;
using HazardLedger.Dashboard.Words;
using HazardLedger.Domain.Figures;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Register;

namespace HazardLedger.Dashboard.Tests;

/// <summary>Nobody reads a raw word of the wire, in neither language.</summary>
public sealed class LabelTests
{
    public static TheoryData<string> Languages => new("zh", "en");

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_key_says_something_and_keeps_its_places(string code)
    {
        var language = Language.Of(code)!;
        foreach (var key in Labels.Keys)
        {
            var said = Labels.Of(key, language);
            said.ShouldNotBeNullOrWhiteSpace(key);
            Places(said).ShouldBe(Places(Labels.Of(key, language.Other)), key);
        }
    }

    [Fact]
    public void Chinese_labels_are_Chinese_and_English_labels_are_not()
    {
        foreach (var key in Labels.Keys.Where(key => key is not ("cause.none" or "lead.end")))
        {
            Labels.Of(key, Language.Zh).Any(IsHan).ShouldBeTrue(key);
            Labels.Of(key, Language.En).Any(IsHan).ShouldBeFalse(key);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_cause_account_and_register_has_a_name(string code)
    {
        var words = new Phrasing(Language.Of(code)!);
        foreach (var cause in Enum.GetValues<Cause>())
        {
            words[$"cause.{Word(cause)}"].ShouldNotBeEmpty();
        }

        foreach (var register in Enum.GetValues<RegisterName>())
        {
            words[$"tab.{Word(register)}"].ShouldNotBeEmpty();
        }

        for (short account = 1; account < Account.Listing + 20; account++)
        {
            if (Account.IsUnit(account) || Account.IsListing(account) || account is Account.Closed or Account.Reopened)
            {
                AccountWords.Of(words, account).ShouldNotBe(words.Say("account.other", account));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_value_of_the_vocabulary_has_a_name(string code)
    {
        var language = Language.Of(code)!;
        var enums = typeof(Lifecycle).Assembly.GetTypes().Where(type => type.IsEnum && type.Namespace == typeof(Lifecycle).Namespace).Append(typeof(Standing));
        foreach (var value in enums.SelectMany(type => type.GetEnumNames().Select(name => (type.Name, name))))
        {
            var name = language.Of(NameBook.Of(value.Name, value.name));
            (language == Language.Zh ? name.Any(IsHan) : !name.Any(IsHan) && name.Length > 0).ShouldBeTrue($"{value.Name}.{value.name}: {name}");
        }
    }

    [Fact]
    public void Every_figure_that_a_page_links_to_has_a_definition()
    {
        string[] linked =
        [
            "found", "rectified", "open", "overdue", "notYetDue", "awaitingAcceptance", "acceptedNotClosed", "noDeadline", "general.found", "major.found", "major.closed", "major.open",
            "supervision.listed", "supervision.delisted", "supervision.active", "carryOver.opening", "carryOver.closed", "carryOver.open", "stock.open", "stock.overdue",
            "stock.notYetDue", "stock.awaitingAcceptance", "closed", "reopened", "onTimeRate", "onTheSpot", "firstPassRate",
        ];
        linked.Except(FigureDefinitions.All.Select(figure => figure.Name)).ShouldBeEmpty();
    }

    private static bool IsHan(char letter) => letter is >= '\u4e00' and <= '\u9fff';

    private static string Places(string said) => string.Concat(said.Select((letter, i) => letter == '{' ? said[i + 1] : ' ').Where(char.IsDigit).Order());

    private static string Word<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
