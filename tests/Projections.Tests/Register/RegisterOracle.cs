using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;
using HazardLedger.Testing;

namespace HazardLedger.Projections.Tests.Register;

/// <summary>Random questions to a register, and the slow and obvious way to their answers: sort the table.</summary>
internal sealed class RegisterOracle(LedgerDatabase database, Random random)
{
    public static readonly DateOnly Today = new(2026, 6, 17);
    private List<string> areas = [], sectors = [], parties = [], regulators = [], words = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Learns what there is to ask for.</summary>
    public async Task LearnAsync()
    {
        areas = [.. (await TextsAsync("SELECT DISTINCT area FROM hl.register")).SelectMany(area => new[] { area, area[..2], area[..Math.Min(6, area.Length)] }), "99"];
        sectors = [.. await TextsAsync("SELECT DISTINCT sector FROM hl.register"), "none"];
        parties = [.. await TextsAsync("SELECT DISTINCT coalesce(enterprise, site) FROM hl.register WHERE coalesce(enterprise, site) IS NOT NULL"), "none"];
        regulators = [.. await TextsAsync("SELECT DISTINCT regulator FROM hl.register WHERE regulator IS NOT NULL"), "none"];
        words = [.. await TextsAsync("SELECT DISTINCT left(place, 2) FROM hl.register WHERE length(place) > 1"), "00", "zz"];
    }

    /// <summary>As many more hazards like each that is there, with numbers of their own.</summary>
    public static Task CopyAsync(LedgerDatabase database, int times) => database.ExecuteAsync(
        "INSERT INTO hl.register SELECT gen_random_uuid(), 'N-' || i, version, position, lifecycle, grade, area, area_path, sector, source, source_group, category, enterprise, "
        + "site, place, description, discovered_on, deadline, original_deadline, reinspect_by, finished_on, unit, listing_no, listing_level, listing_deadline, regulator, "
        + "campaigns, reopen_count, merged_into, external_system, external_id, recorded_at, search FROM hl.register, generate_series(1, " + times + ") i");

    public Scope AnyScope() => random.Next(2) == 0 ? Scope.Everything : new(
        [.. Some(areas, random.Next(3))], [.. Some(sectors, random.Next(3))], random.Next(4) == 0 ? Pick(parties) : null);

    public RegisterFilter AnyFilter() => new(random.Next(3) == 0 ? RegisterName.All : (RegisterName)random.Next(10), Today.AddDays(random.Next(-200, 200)))
    {
        Area = Perhaps(areas), Sector = Perhaps(sectors), Enterprise = Perhaps(parties), Regulator = Perhaps(regulators), Words = Perhaps(words),
        Grade = random.Next(4) == 0 ? (Grade)random.Next(3) : null, SourceGroup = random.Next(4) == 0 ? (SourceGroup)random.Next(3) : null,
        DueFrom = random.Next(5) == 0 ? Today.AddDays(random.Next(-200, 200)) : null, DueTo = random.Next(5) == 0 ? Today.AddDays(random.Next(-200, 400)) : null,
        Sort = new((RegisterKey)random.Next(4), random.Next(2) == 0), DueSoonDays = random.Next(100), Unlisted = random.Next(6) == 0, WithTotal = true,
    };

    /// <summary>All that a question asks for, in order.</summary>
    public async Task<List<Guid>> AnswerAsync(Scope scope, RegisterFilter filter)
    {
        var column = filter.Sort.Key switch { RegisterKey.DiscoveredOn => "discovered_on", var key => key.ToString().ToLowerInvariant() };
        var direction = filter.Sort.Descending ? "DESC" : "ASC";
        var where = new RegisterConditions().InScope(scope).Matching(filter);
        await using var command = where.Command(
            database.App, $"SELECT hazard FROM hl.register WHERE {where} ORDER BY {column} IS NULL, {column} {direction}, hazard {direction}");
        await using var row = await command.ExecuteReaderAsync(Ct);
        var ids = new List<Guid>();
        while (await row.ReadAsync(Ct))
        {
            ids.Add(row.GetGuid(0));
        }

        return ids;
    }

    private async Task<List<string>> TextsAsync(string sql)
    {
        await using var command = database.App.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync(Ct);
        var texts = new List<string>();
        while (await row.ReadAsync(Ct))
        {
            texts.Add(row.GetString(0));
        }

        return texts;
    }

    private string? Perhaps(List<string> of) => random.Next(5) == 0 ? Pick(of) : null;

    private string Pick(List<string> of) => of[random.Next(of.Count)];

    private IEnumerable<string> Some(List<string> of, int count) => Enumerable.Range(0, count).Select(_ => Pick(of));
}
