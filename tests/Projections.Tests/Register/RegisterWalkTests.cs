using System.Buffers.Text;
using System.Text;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Tests.Histories;
using HazardLedger.Testing;

namespace HazardLedger.Projections.Tests.Register;

public sealed class RegisterWalkTests : IAsyncLifetime
{
    private static readonly DateOnly Today = Keeper.Day("2026-06-17");
    private static readonly RegisterFilter All = new(RegisterName.All, Today);
    private LedgerDatabase _database = null!;
    private Keeper _keeper = null!;
    private RegisterMemory _memory = null!;
    private HazardRegister _register = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Sorts => [.. RegisterSort.Keys.SelectMany(key => new[] { key, "-" + key })];

    public async ValueTask InitializeAsync()
    {
        _database = await LedgerDatabase.CreateAsync();
        _memory = new(_database.App);
        _keeper = new(await _database.OpenLedgerAsync(new() { Committed = _memory.Offer }));
        _register = new(_database.App, _memory);
    }

    public async ValueTask DisposeAsync()
    {
        await _memory.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task A_walk_in_any_order_and_any_stride_shows_each_row_once(string sort)
    {
        await GrowAsync(23);
        var filter = All with { Sort = RegisterSort.Parse(sort)! };
        var whole = (await PageAsync(filter, null, 500)).Items;
        whole.Count.ShouldBe(23);
        whole.Select(item => item.Id).ShouldBe(Ordered(whole, filter.Sort).Select(item => item.Id));
        foreach (var stride in new[] { 1, 2, 5, 22, 23, 24 })
        {
            (await WalkAsync(filter, stride)).Select(item => item.Id).ShouldBe(whole.Select(item => item.Id), $"stride {stride}");
        }
    }

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task While_hazards_change_a_walk_shows_none_twice_and_skips_none_that_stayed(string sort)
    {
        var hazards = await GrowAsync(40);
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var changed = new HashSet<Guid>();
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await PageAsync(All with { Sort = RegisterSort.Parse(sort)! }, cursor, 3);
            seen.AddRange(page.Items.Select(item => item.Id));
            cursor = page.Next;
            var moving = hazards[random.Next(hazards.Count)];
            changed.Add(moving);
            await _keeper.RecordAsync(moving, "2026-06-16", random.Next(2) == 0
                ? Keeper.Ordered(new DateOnly(2026, 7, 1).AddDays(seen.Count).ToString("yyyy-MM-dd")) // said twice it would be so already
                : new CorrectHazard(CorrectableField.DiscoveredOn, new DateOnly(2026, 4, 30).AddDays(-seen.Count).ToString("yyyy-MM-dd"), "typo", null));
            await _keeper.RegisterAsync("2026-06-16");
        }
        while (cursor is not null);

        seen.ShouldBeUnique();
        hazards.Except(changed).Except(seen).ShouldBeEmpty($"seed {seed}");
    }

    [Fact]
    public async Task A_walk_beside_a_writer_that_never_rests_keeps_its_promise()
    {
        var hazards = await GrowAsync(60);
        var still = hazards.Where((_, i) => i % 2 == 0).ToHashSet();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writer = Task.Run(
            async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++)
                {
                    await _keeper.RecordAsync(hazards[(2 * i + 1) % 60], "2026-06-16", Keeper.Ordered($"2026-07-{1 + (i + i / 30) % 30:00}"));
                }
            }, Ct);
        for (var walk = 0; walk < 10; walk++)
        {
            var seen = (await WalkAsync(All with { Sort = new(RegisterKey.Deadline, walk % 2 == 0) }, 4)).Select(item => item.Id).ToList();
            seen.ShouldBeUnique();
            still.Except(seen).ShouldBeEmpty();
        }

        await stop.CancelAsync();
        await writer;
    }

    [Fact]
    public async Task A_walk_keeps_the_day_on_which_it_began()
    {
        foreach (var deadline in new[] { "2026-06-15", "2026-06-16", "2026-06-17" })
        {
            await _keeper.RecordAsync(await _keeper.RegisterAsync("2026-06-01"), "2026-06-02", Keeper.Ordered(deadline));
        }

        var overdue = new RegisterFilter(RegisterName.Overdue, Today);
        var first = await PageAsync(overdue, null, 1);
        var second = await PageAsync(overdue with { Today = Today.AddDays(1) }, first.Next, 1);

        second.Items.ShouldHaveSingleItem().Deadline.Overdue.ShouldBeTrue();
        second.Next.ShouldBeNull();
    }

    [Fact]
    public async Task An_export_is_a_walk_of_all_pages()
    {
        await GrowAsync(11);
        await RegisterOracle.CopyAsync(_database, 100);
        var all = await _register.AllAsync(Scope.Everything, All with { Sort = new(RegisterKey.Deadline, true) }, Ct).Select(item => item.Id).ToListAsync(Ct);
        all.Count.ShouldBe(11 * 101);
        all.ShouldBeUnique();
        (await _register.AllAsync(new(["99"], [], null), All, Ct).ToListAsync(Ct)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_total_counts_all_rows_of_the_question_whatever_the_page()
    {
        await GrowAsync(7);
        var filter = All with { WithTotal = true };
        var first = await PageAsync(filter, null, 3);
        first.Total.ShouldBe(7);
        (await PageAsync(filter, first.Next, 3)).Total.ShouldBe(7);
        (await PageAsync(All, null, 3)).Total.ShouldBeNull();
    }

    [Fact]
    public async Task A_cursor_that_was_changed_or_belongs_elsewhere_is_refused_as_such()
    {
        await GrowAsync(4);
        var next = (await PageAsync(All, null, 2)).Next!;
        (await _register.PageAsync(Scope.Everything, All with { WithTotal = true, Today = Today.AddDays(3) }, next, 9, Ct)).ShouldBeOfType<RegisterPage>();

        RegisterFilter[] others =
        [
            All with { Register = RegisterName.Open }, All with { Area = "350304" }, All with { Sector = "fire" }, All with { Grade = Grade.Major },
            All with { SourceGroup = SourceGroup.Public }, All with { Enterprise = "SITE-1" }, All with { Words = "exit" }, All with { External = new("a", "1") },
            All with { Sort = new(RegisterKey.Number, false) }, All with { Sort = new(RegisterKey.DiscoveredOn, false) },
        ];
        foreach (var other in others)
        {
            (await _register.PageAsync(Scope.Everything, other, next, 2, Ct)).ShouldBeOfType<CursorInvalid>();
        }

        (await _register.PageAsync(new(["350304"], [], null), All, next, 2, Ct)).ShouldBeOfType<CursorInvalid>();
        string[] nonsense = ["", "x", "====", "{}", "null", "e30", Base64("null"), Base64("[]"), Base64("{\"seal\":\"\"}"), Base64("\u0000"), new('A', 5000), next + "A", next[1..], "荔城"];
        foreach (var text in nonsense.Concat(Changed(next)))
        {
            (await _register.PageAsync(Scope.Everything, All, text, 2, Ct)).ShouldBeOfType<CursorInvalid>(text);
        }
    }

    [Fact]
    public async Task A_page_has_one_to_five_hundred_rows()
    {
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _register.PageAsync(Scope.Everything, All, null, 0, Ct));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _register.PageAsync(Scope.Everything, All, null, 501, Ct));
        var empty = await PageAsync(All, null, 500);
        (empty.Items.Count, empty.Next, empty.Position).ShouldBe((0, null, 0));
    }

    // Deadlines on some, equal discovery days on many: ties and empty keys are where walks go wrong.
    private async Task<List<Guid>> GrowAsync(int count)
    {
        var hazards = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            hazards.Add(await _keeper.RegisterAsync($"2026-05-{1 + i % 4:00}", id: Guid.NewGuid()));
            if (i % 3 != 0)
            {
                await _keeper.RecordAsync(hazards[i], "2026-06-01", Keeper.Ordered($"2026-06-{20 + i % 5}"));
            }
        }

        return hazards;
    }

    private static IEnumerable<RegisterItem> Ordered(IEnumerable<RegisterItem> items, RegisterSort sort)
    {
        Func<RegisterItem, string> key = sort.Key switch
        {
            RegisterKey.Number => item => item.Number,
            RegisterKey.Position => item => item.Position.ToString("D20"),
            RegisterKey.DiscoveredOn => item => item.DiscoveredOn.ToString("O"),
            _ => item => item.Deadline.On?.ToString("O") ?? "",
        };
        var without = items.OrderBy(item => key(item).Length == 0);
        return sort.Descending
            ? without.ThenByDescending(key, StringComparer.Ordinal).ThenByDescending(item => item.Id.ToString(), StringComparer.Ordinal)
            : without.ThenBy(key, StringComparer.Ordinal).ThenBy(item => item.Id.ToString(), StringComparer.Ordinal);
    }

    private async Task<List<RegisterItem>> WalkAsync(RegisterFilter filter, int stride)
    {
        var (seen, cursor) = (new List<RegisterItem>(), (string?)null);
        do
        {
            var page = await PageAsync(filter, cursor, stride);
            page.Items.Count.ShouldBeLessThanOrEqualTo(stride);
            seen.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return seen;
    }

    private async Task<RegisterPage> PageAsync(RegisterFilter filter, string? cursor, int limit) =>
        (await _register.PageAsync(Scope.Everything, filter, cursor, limit, Ct)).ShouldBeOfType<RegisterPage>();

    private static string Base64(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    // Each character of the JSON inside replaced by another digit or letter.
    private static IEnumerable<string> Changed(string cursor)
    {
        var json = Base64Url.DecodeFromChars(cursor);
        for (var i = 0; i < json.Length; i++)
        {
            var other = (byte[])json.Clone();
            other[i] = (byte)(other[i] == '7' ? '8' : '7');
            yield return Base64Url.EncodeToString(other);
        }
    }
}
