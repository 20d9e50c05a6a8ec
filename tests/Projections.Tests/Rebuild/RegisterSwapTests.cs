using HazardLedger.Domain.Tests.Figures;
using HazardLedger.EventStore;
using HazardLedger.Projections.Rebuild;
using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.Projections.Tests.Rebuild;

/// <summary>The register made again beside the one that stands and put in its place: the same rows, indexes, rights and triggers, with readers and appends going on.</summary>
public sealed class RegisterSwapTests
{
    private const int Generation = 1;
    private const string Rows = "SELECT string_agg(r::text, '|' ORDER BY hazard) FROM hl.register r";
    private const string Lines = "SELECT string_agg(s::text, '|' ORDER BY hazard, grams) FROM hl.register_search s";

    // Everything that hangs on the two tables, in words.
    private const string Around = """
        SELECT string_agg(line, E'\n' ORDER BY line) FROM (
          SELECT pg_get_indexdef(indexrelid) AS line FROM pg_index WHERE indrelid IN ('hl.register'::regclass, 'hl.register_search'::regclass)
          UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid IN ('hl.register'::regclass, 'hl.register_search'::regclass)
          UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid IN ('hl.register'::regclass, 'hl.register_search'::regclass)
          UNION ALL SELECT c.relname || ' of ' || c.relowner::regrole || ' with ' || coalesce(c.reloptions::text, '') FROM pg_class c WHERE c.relname LIKE 'register%'
          UNION ALL SELECT c.relname || ': ' || a.grantee::regrole || ' ' || a.privilege_type FROM pg_class c, aclexplode(c.relacl) a WHERE c.relname LIKE 'register%'
          UNION ALL SELECT attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod) || attnotnull FROM pg_attribute
            WHERE attrelid IN ('hl.register'::regclass, 'hl.register_search'::regclass) AND attnum > 0 AND NOT attisdropped) all_lines
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_lost_or_wrong_is_there_again_and_nothing_else_about_the_tables_is_changed()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var journal = await FillAsync(ledger, seed: 11);
        var (rows, lines) = (await database.ScalarAsync<string>(Rows), await database.ScalarAsync<string>(Lines));
        await database.ExecuteAsync("""
            CREATE FUNCTION public.step() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
            CREATE TRIGGER step BEFORE INSERT ON hl.register FOR EACH STATEMENT EXECUTE FUNCTION public.step();
            """);
        var around = await database.ScalarAsync<string>(Around);
        await database.ExecuteAsync("DELETE FROM hl.register_search; DELETE FROM hl.register WHERE hazard < (SELECT max(hazard::text)::uuid FROM hl.register); UPDATE hl.register SET place = 'elsewhere'");

        (await new RegisterRebuild(database.Owner) { StreamsAtOnce = 2 }.ReplaceAsync(Generation, Ct)).ShouldBe(journal.Select(step => step.Hazard).Distinct().Count());
        (await database.ScalarAsync<string>(Rows)).ShouldBe(rows);
        (await database.ScalarAsync<string>(Lines)).ShouldBe(lines);
        (await database.ScalarAsync<string>(Around)).ShouldBe(around);
        (await database.ScalarAsync<bool>("SELECT registered_at IS NOT NULL FROM hl.reposting WHERE generation = 1")).ShouldBeTrue("whoever keeps the register in memory can see that it is another one");
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relname LIKE 'register%next%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Sessions_that_appended_and_read_before_go_on_as_if_nothing_had_happened()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var journal = new RandomHistory(12).Grow(hazards: 6, steps: 60).Journal;
        await using var reader = await database.App.OpenConnectionAsync(Ct);
        await using var read = new NpgsqlCommand("SELECT count(*), sum(version)::bigint FROM hl.register", reader);
        await read.PrepareAsync(Ct);
        foreach (var step in journal)
        {
            if (step.After.Facts.Count % 4 == 0)
            {
                await new RegisterRebuild(database.Owner).ReplaceAsync(Generation, Ct);
            }

            (await Kept.AppendAsync(ledger, step)).ShouldBeOfType<Appended>();
            await using var row = await read.ExecuteReaderAsync(Ct);
            await row.ReadAsync(Ct);
            row.GetInt64(0).ShouldBeGreaterThan(0);
        }

        (await read.ExecuteScalarAsync(Ct)).ShouldBe((long)journal.Select(step => step.Hazard).Distinct().Count());
        (await new RegisterRebuild(database.Owner).RunAsync(Ct)).ShouldBe(0, "every row is what its events say");
        (await ledger.AppendAsync(new([new(Guid.CreateVersion7(), "x", 0)], [new(0, Guid.CreateVersion7(), "x", "{}"u8.ToArray(), "{}"u8.ToArray())]), Ct)).ShouldBeOfType<Appended>();
        await database.ScalarAsync<long>("SELECT hl.tidy_search()");
    }

    [Fact]
    public async Task What_is_recorded_while_it_is_made_is_in_it()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var journal = new RandomHistory(13).Grow(hazards: 6, steps: 60).Journal;
        for (var at = 0; at < journal.Count / 2; at++)
        {
            await Kept.AppendAsync(ledger, journal[at]);
        }

        await using var copy = await RegisterCopy.BeginAsync(database.Owner, journal.Count / 2, Ct);
        var pass = new StreamPass(database.Owner) { StreamsAtOnce = 2 };
        await foreach (var made in pass.RunAsync(journal.Count / 2, hazards => Task.FromResult(copy.Make(hazards)), Ct))
        {
            using (made)
            {
                await copy.SendAsync(made, Ct);
            }
        }

        for (var at = journal.Count / 2; at < journal.Count; at++)
        {
            (await Kept.AppendAsync(ledger, journal[at])).ShouldBeOfType<Appended>();
        }

        var (rows, lines) = (await database.ScalarAsync<string>(Rows), await database.ScalarAsync<string>(Lines));
        await copy.EndAsync(Ct);
        await copy.SwapAsync(Generation, Ct);
        (await database.ScalarAsync<string>(Rows)).ShouldBe(rows);
        (await database.ScalarAsync<string>(Lines)).ShouldBe(lines);
    }

    [Fact]
    public async Task Rows_that_are_not_those_that_were_sent_are_never_put_in_place()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await FillAsync(await database.OpenLedgerAsync(), seed: 14);
        var before = await database.ScalarAsync<string>(Rows);

        // A database that alters what it is given: defaults cannot, a trigger that comes along with the table's columns could.
        await database.ExecuteAsync("""
            CREATE FUNCTION public.twist() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.place := 'elsewhere'; RETURN NEW; END $$;
            CREATE FUNCTION public.made() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
              IF to_regclass('hl.register_next') IS NOT NULL AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'twist') THEN
                CREATE TRIGGER twist BEFORE INSERT ON hl.register_next FOR EACH ROW EXECUTE FUNCTION public.twist();
              END IF;
            END $$;
            CREATE EVENT TRIGGER made ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.made();
            """);
        await Should.ThrowAsync<LedgerBrokenException>(() => new RegisterRebuild(database.Owner).ReplaceAsync(Generation, Ct));
        (await database.ScalarAsync<string>(Rows)).ShouldBe(before);
        (await database.ScalarAsync<bool>("SELECT to_regclass('hl.register_next') IS NULL")).ShouldBeTrue("nothing of it stays");
    }

    [Fact]
    public async Task Nothing_that_the_schema_makes_would_keep_the_tables_from_being_replaced()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        (await database.ScalarAsync<string>("""
            SELECT string_agg(pg_describe_object(d.classid, d.objid, d.objsubid), ', ') FROM pg_depend d
            WHERE d.deptype = 'n' AND (d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT oid FROM pg_class WHERE relname LIKE 'register%' AND relname NOT LIKE 'register_edition%')
              OR d.refclassid = 'pg_type'::regclass AND d.refobjid IN (SELECT oid FROM pg_type WHERE typname IN ('register', '_register', 'register_search', '_register_search')))
            """)).ShouldBeNull();
    }

    private static async Task<List<(Guid Hazard, Domain.Hazards.Story Before, Domain.Hazards.Story After)>> FillAsync(Ledger ledger, int seed)
    {
        var journal = new RandomHistory(seed).Grow(hazards: 9, steps: 90).Journal;
        foreach (var step in journal)
        {
            await Kept.AppendAsync(ledger, step);
        }

        return journal;
    }
}
