using HazardLedger.Domain.Hazards;
using HazardLedger.EventStore;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Register;
using HazardLedger.Testing;

namespace HazardLedger.Projections.Tests.Histories;

public sealed class HistoryTests : IAsyncLifetime
{
    private static readonly DateOnly Today = Keeper.Day("2026-06-17");
    private LedgerDatabase _database = null!;
    private Ledger _ledger = null!;
    private Keeper _keeper = null!;
    private HazardHistories _histories = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await LedgerDatabase.CreateAsync(synthetic: true);
        _ledger = await _database.OpenLedgerAsync();
        _keeper = new(_ledger);
        _histories = new(_ledger);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_history_holds_every_event_with_its_places_and_its_moment()
    {
        await _keeper.RegisterAsync("2026-06-01");
        var hazard = await _keeper.RegisterAsync("2026-06-01");
        await _keeper.RegisterAsync("2026-06-01");
        var ordered = await _keeper.RecordAsync(hazard, Keeper.On("2026-06-02", "荔应急责改〔2026〕12号"), Keeper.Ordered("2026-06-10"));

        var history = (await _histories.LoadAsync(Scope.Everything, hazard, Ct))!;

        history.Facts.Select(fact => (fact.Position, fact.Version, fact.Type)).ShouldBe([(2, 1, "hazard_registered"), (4, 2, "rectification_ordered")]);
        (history.Version, history.Position, history.Synthetic).ShouldBe((2, 4, true));
        history.Facts[1].RecordedAt.ShouldBe(ordered.RecordedAt);
        history.Facts[1].Entry.DocumentNo.ShouldBe("荔应急责改〔2026〕12号");
        history.Story.Now.Deadline.ShouldBe(Keeper.Day("2026-06-10"));
    }

    [Fact]
    public async Task What_does_not_exist_or_lies_outside_the_scope_is_not_there()
    {
        var hazard = await _keeper.RegisterAsync("2026-06-01", Keeper.Found(area: "350304001", sector: "fire"));
        (await _histories.LoadAsync(Scope.Everything, Guid.NewGuid(), Ct)).ShouldBeNull();
        (await _histories.LoadAsync(new(["350302"], [], null), hazard, Ct)).ShouldBeNull();
        (await _histories.LoadAsync(new([], ["gas"], null), hazard, Ct)).ShouldBeNull();
        (await _histories.LoadAsync(new([], [], "SITE-2"), hazard, Ct)).ShouldBeNull();
        (await _histories.LoadAsync(new(["350304"], ["fire"], "SITE-1"), hazard, Ct)).ShouldNotBeNull();

        await _keeper.RecordAsync(hazard, "2026-06-02", new CorrectHazard(CorrectableField.Area, "350302001", "moved", null));
        (await _histories.LoadAsync(new(["350304"], [], null), hazard, Ct)).ShouldBeNull("the present area decides");
        (await _histories.LoadAsync(new(["350302"], [], null), hazard, Ct))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_stream_of_another_kind_is_no_hazard()
    {
        var stream = Guid.CreateVersion7();
        await _ledger.AppendAsync(new([new(stream, "inspection", 0)], [new(0, Guid.CreateVersion7(), "inspection_planned", "{}"u8.ToArray(), "{}"u8.ToArray())]), Ct);
        (await _histories.LoadAsync(Scope.Everything, stream, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_known_at_a_version_a_position_and_a_moment_is_a_prefix_of_the_history()
    {
        var hazard = Guid.CreateVersion7();
        var first = await _keeper.RecordAsync(hazard, Keeper.On("2026-04-10"), Keeper.Found(area: "350304001"), At("2026-04-10T09:00:00+08:00"));
        await _keeper.RecordAsync(Guid.CreateVersion7(), Keeper.On("2026-04-11"), Keeper.Found(), At("2026-04-11T09:00:00+08:00"));
        var moved = await _keeper.RecordAsync(
            hazard, Keeper.On("2026-04-20"), new CorrectHazard(CorrectableField.Area, "350302001", "wrong area", null), At("2026-04-20T09:00:00+08:00"));
        var history = (await _histories.LoadAsync(Scope.Everything, hazard, Ct))!;

        AreaAt("2026-04-10T08:59:59+08:00").ShouldBeNull();
        AreaAt("2026-04-10T01:00:00Z").ShouldBe("350304001");
        AreaAt("2026-04-15T23:59:59+08:00").ShouldBe("350304001");
        AreaAt("2026-04-21T00:00:00.5+08:00").ShouldBe("350302001");
        AreaAt("v1").ShouldBe("350304001");
        AreaAt("v2").ShouldBe("350302001");
        AreaAt("v0").ShouldBeNull();
        AreaAt((first.FirstPosition + 1).ToString()).ShouldBe("350304001");
        AreaAt(moved.FirstPosition.ToString()).ShouldBe("350302001");

        string? AreaAt(string point) => HazardView.Of(history.At(HistoryPoint.Parse(point)!), Today)?.Area;
    }

    [Theory]
    [InlineData("")]
    [InlineData("v")]
    [InlineData("v-1")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("2026-06-17")]
    [InlineData("2026-06-17T12:00:00")]
    [InlineData("2026-06-31T12:00:00Z")]
    [InlineData("99999999999999999999")]
    [InlineData("yesterday")]
    public void What_is_no_place_in_ledger_time_is_refused(string text) => HistoryPoint.Parse(text).ShouldBeNull();

    [Fact]
    public async Task State_at_a_business_day_is_read_by_all_that_is_known()
    {
        var hazard = await _keeper.RegisterAsync("2026-06-01");
        await _keeper.RecordAsync(hazard, "2026-06-10", Keeper.Graded(Grade.Major));
        await _keeper.RecordAsync(hazard, "2026-06-03", Keeper.Ordered("2026-06-08"));
        var history = (await _histories.LoadAsync(Scope.Everything, hazard, Ct))!;

        HazardView.Of(history, Keeper.Day("2026-05-31")).ShouldBeNull("it was not found yet");
        StandingOn("2026-06-02").ShouldBe((Grade.Ungraded, Standing.NoDeadline));
        StandingOn("2026-06-08").ShouldBe((Grade.Ungraded, Standing.NotYetDue));
        StandingOn("2026-06-09").ShouldBe((Grade.Ungraded, Standing.Overdue));
        StandingOn("2026-06-10").ShouldBe((Grade.Major, Standing.Overdue));

        await _keeper.RecordAsync(hazard, "2026-06-12", new VoidHazard(VoidReason.NotFound));
        history = (await _histories.LoadAsync(Scope.Everything, hazard, Ct))!;
        StandingOn("2026-06-02").ShouldBe((Grade.Major, Standing.Gone), "a void acts since registration");

        (Grade Grade, Standing Standing) StandingOn(string day) => HazardView.Of(history, Keeper.Day(day)) is { } view ? (view.Grade, view.Standing) : default;
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant);
}
