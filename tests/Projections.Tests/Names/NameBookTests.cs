using System.Reflection;
using System.Text.Json;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Wire;

namespace HazardLedger.Projections.Tests.Names;

public sealed class NameBookTests
{
    private static readonly Type[] MoreEnums = [typeof(RegisterName), typeof(RegisterKey), typeof(Standing), typeof(LimitUnit)];

    [Fact]
    public void Every_value_of_the_vocabulary_has_a_name_in_both_languages()
    {
        var enums = typeof(Lifecycle).Assembly.GetTypes().Where(type => type.IsEnum && type.Namespace == typeof(Lifecycle).Namespace).Concat(MoreEnums).ToList();
        enums.ShouldContain(typeof(DiscoverySource));
        enums.SelectMany(type => Enum.GetNames(type).Select(value => (Type: type.Name, Value: value)))
            .Where(row => Lacks(NameBook.Of(row.Type, Camel(row.Value)), Camel(row.Value))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_event_and_every_command_has_a_name_in_both_languages()
    {
        EventJson.EventTypes.Keys.Where(type => Lacks(NameBook.Event(type), type)).ShouldBeEmpty();
        HazardCommands.All.Select(row => row.Route).Where(route => Lacks(NameBook.Command(route), route)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_member_that_people_meet_has_a_name_in_both_languages()
    {
        Type[] shown =
        [
            typeof(HazardView), typeof(RegisterItem), typeof(SimilarHazard), typeof(EventView), typeof(Entry), typeof(Actor), typeof(EvidenceCitation), typeof(Listing), typeof(Acceptance),
            typeof(DeadlineView), typeof(ListingView), typeof(DeadlineExplanation), typeof(DeadlineStep), typeof(ReinspectionLimit), typeof(NextCommand), typeof(Because),
            typeof(RectificationPlan), typeof(RectificationItem), typeof(Extension), typeof(PlanFunds),
            typeof(InterimControl), typeof(Resumption), typeof(InventoryItem), typeof(PenaltyCase), typeof(DailyFine), typeof(LookBackPlan), typeof(AssignmentView),
            typeof(Criterion), typeof(Panel), typeof(GeoPoint), typeof(ExternalId),
            .. EventJson.EventTypes.Values, .. HazardCommands.All.Select(row => row.Command),
        ];
        shown.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)).Select(property => Camel(property.Name)).Distinct()
            .Where(member => Lacks(NameBook.Field(member), member)).Order(StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void A_code_that_the_book_does_not_know_shows_as_itself()
    {
        NameBook.Area("999999").ShouldBe(new("999999", "999999"));
        NameBook.Sector("spaceflight").In("zh-CN").ShouldBe("spaceflight");
        NameBook.Event("hazard_painted").In("en").ShouldBe("hazard_painted");
        NameBook.Of("Grade", "terrible").Zh.ShouldBe("terrible");
        NameBook.Of((Grade)99).En.ShouldBe("99");
        NameBook.Of("Grade", "").En.ShouldBe("");
    }

    [Fact]
    public void Areas_are_named_from_the_province_down_and_listed_below_each_other()
    {
        string.Join(' ', NameBook.AreaPath("350304101").Select(part => part.Name.Zh)).ShouldBe("福建省 莆田市 荔城区 黄石镇");
        string.Join(' ', NameBook.AreaPath("Z-350304-01").Select(part => part.Name.Zh)).ShouldBe("福建省 莆田市 荔城区 荔城经济开发区");
        NameBook.AreaPath("350399001").Select(part => part.Code).ShouldBe(["35", "3503", "350399001"]);
        NameBook.AreasBelow("350304").Select(area => area.Code)
            .ShouldBe(["350304001", "350304002", "350304100", "350304101", "350304102", "350304103", "Z-350304-01"]);
        NameBook.AreasBelow(null).Select(area => area.Name.En).ShouldBe(["Fujian", "Hunan"]);
    }

    [Fact]
    public void A_language_tag_of_Chinese_gives_Chinese_and_any_other_English()
    {
        var major = NameBook.Of(Grade.Major);
        (major.In("zh-CN"), major.In("ZH"), major.In("en-GB"), major.In("fr")).ShouldBe(("重大事故隐患", "重大事故隐患", "Major", "Major"));
        NameBook.Choices<SourceGroup>().Select(choice => choice.Code).ShouldBe(["department", "enterprise", "public"]);
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    // Chinese without a Chinese character is a name forgotten; so is a code that shows as itself.
    private static bool Lacks(Name name, string code) =>
        !name.Zh.Any(letter => letter is >= '\u4e00' and <= '\u9fff') || string.IsNullOrWhiteSpace(name.En)
        || (name.En == code && name.Zh == code) || name.En.Any(letter => letter > '\u2fff');
}
