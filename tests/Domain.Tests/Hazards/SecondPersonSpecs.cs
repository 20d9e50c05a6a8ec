using HazardLedger.Domain.Hazards;
using HazardLedger.Domain.Policies;
using static HazardLedger.Domain.Hazards.HazardRefusals;

namespace HazardLedger.Domain.Tests.Hazards;

/// <summary>What one person alone may not do, and who may all the same: the entry then says so for ever.</summary>
public sealed class SecondPersonSpecs
{
    private static readonly Desk Administrator = Given.DeskOfTwo with { ActsAlone = true };
    private static readonly Given Licensed = Given.Nothing.After("2026-03-02", Given.Register() with { Site = null, Enterprise = "91350304MA2XA0K7XA" });

    private static CorrectHazard Correct(CorrectableField field, string value) => new(field, value, "typing error", null);

    public static TheoryData<string> Acts => ["void", "merge", "downgrade", "cancel", "area", "sector", "enterprise", "discoveredOn", "site"];

    private static (Given Story, HazardCommand Command, TwoPersonAct Act) Case(string act) => act switch
    {
        "void" => (Stage.Rectifying, new VoidHazard(VoidReason.NotFound), TwoPersonAct.Void),
        "merge" => (Stage.Rectifying, new MergeHazard(Stage.Survivor, "same exit"), TwoPersonAct.Merge),
        "downgrade" => (Stage.Major, Given.Grade(Grade.General), TwoPersonAct.Downgrade),
        "cancel" => (Stage.Rectifying, new CancelEntry(2, 2, "wrong hazard"), TwoPersonAct.Cancel),
        "area" => (Licensed, Correct(CorrectableField.Area, "350302001"), TwoPersonAct.KeyCorrection),
        "sector" => (Licensed, Correct(CorrectableField.Sector, "gas"), TwoPersonAct.KeyCorrection),
        "enterprise" => (Licensed, Correct(CorrectableField.Enterprise, "91350304MA32HD0103"), TwoPersonAct.KeyCorrection),
        "site" => (Licensed, Correct(CorrectableField.Site, "SITE-2"), TwoPersonAct.KeyCorrection),
        _ => (Licensed, Correct(CorrectableField.DiscoveredOn, "2026-03-01"), TwoPersonAct.KeyCorrection),
    };

    private static Decision When(Given given, HazardCommand command, Desk desk, Func<Entry, Entry>? said = null) =>
        HazardDecider.Decide(command, (said ?? (entry => entry))(Given.On("2026-03-20", Stage.Chief)), given.Story, desk);

    [Theory]
    [MemberData(nameof(Acts))]
    public void It_is_refused_to_one_person_and_recorded_for_two(string act)
    {
        var (given, command, _) = Case(act);
        When(given, command, Given.DeskOfTwo).ThenRefused(SecondPersonRequired);
        given.Proposed("2026-03-20", command, Stage.Chief).Approve(1).Events.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public void A_policy_that_does_not_ask_for_it_lets_one_person(string act)
    {
        var (given, command, asked) = Case(act);
        var policy = Given.DeskOfTwo.Policy with { SecondPersonFor = [.. Enum.GetValues<TwoPersonAct>().Where(other => other != asked)] };
        When(given, command, Given.DeskOfTwo with { Policy = policy }).Events.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public void An_administrator_acts_alone_where_the_policy_lets_him_and_the_entry_says_so(string act)
    {
        var (given, command, _) = Case(act);
        var recorded = When(given, command, Administrator).Events.ShouldHaveSingleItem();
        var entry = Given.On("2026-03-20");
        SecondPerson.Kept(recorded, entry, given.Story.Now, Administrator.Policy).Missing.ShouldBe(["secondPerson"]);
        When(given, command, Administrator with { Policy = Administrator.Policy with { AdministratorActsAlone = false } }).ThenRefused(SecondPersonRequired);
    }

    [Fact]
    public void Other_rules_are_asked_first() => When(Stage.Closed, new VoidHazard(VoidReason.NotFound), Given.DeskOfTwo).ThenRefused(HazardIsClosed);

    [Fact]
    public void What_is_so_already_needs_nobody() => When(Stage.Voided, new VoidHazard(VoidReason.NotFound), Given.DeskOfTwo).ThenAlreadySo();

    [Fact]
    public void An_administrator_needs_nobody_to_note_what_one_person_may_do()
    {
        var recorded = When(Stage.Rectifying, new AddNote(), Administrator).ThenOne<NoteAdded>();
        SecondPerson.Kept(recorded, Given.On("2026-03-20"), Stage.Rectifying.Story.Now, Administrator.Policy).Missing.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(CorrectableField.Place)]
    [InlineData(CorrectableField.Description)]
    [InlineData(CorrectableField.Site)]
    public void A_correction_that_moves_no_figure_takes_one_person(CorrectableField field) =>
        When(Stage.Rectifying, Correct(field, "Building 3"), Given.DeskOfTwo).ThenOne<HazardCorrected>();

    [Fact]
    public void Grading_up_takes_one_person()
    {
        When(Stage.Rectifying, Given.Grade(Grade.Major), Given.DeskOfTwo).ThenOne<HazardGraded>();
        When(Stage.Rectifying.After("2026-03-04", Given.Grade(Grade.General)), Given.Grade(Grade.Major), Given.DeskOfTwo).ThenOne<HazardUpgraded>();
    }

    [Fact]
    public void A_history_from_elsewhere_needs_no_second_person_and_says_so()
    {
        var recorded = When(Stage.Rectifying, new VoidHazard(VoidReason.NotFound), Given.DeskOfTwo, entry => entry with { Profile = "historical" }).ThenOne<HazardVoided>();
        SecondPerson.Kept(recorded, Given.On("2026-03-20") with { Profile = "historical" }, Stage.Rectifying.Story.Now, Given.DeskOfTwo.Policy).Missing.ShouldBe(["secondPerson"]);
        When(Stage.Rectifying, new VoidHazard(VoidReason.NotFound), Given.DeskOfTwo, entry => entry with { Missing = ["secondPerson"] }).ThenOne<HazardVoided>();
    }

    [Fact]
    public void One_person_in_both_places_is_one_person() =>
        When(Stage.Rectifying, new VoidHazard(VoidReason.NotFound), Given.DeskOfTwo, entry => entry with { ApprovedBy = entry.Actor }).ThenRefused(SecondPersonRequired);

    [Fact]
    public void Who_graded_may_propose_the_downgrade_and_not_decide_on_it()
    {
        Stage.Major.Proposed("2026-03-20", Given.Grade(Grade.General)).Approve(1).ThenOne<HazardDowngraded>();
        Stage.Major.Proposed("2026-03-20", Given.Grade(Grade.General), Stage.Chief).Approve(1, Given.Inspector).ThenRefused(SamePersonDowngrades);
        HazardDecider.Decide(Given.Grade(Grade.General), Given.On("2026-03-20"), Stage.Major.Story, Administrator).ThenRefused(SamePersonDowngrades);
    }
}
