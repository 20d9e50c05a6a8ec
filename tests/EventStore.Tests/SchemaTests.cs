using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.EventStore.Tests;

public sealed class SchemaTests
{
    private static readonly string[] History =
    [
        "es.mt_events", "es.mt_streams", "hl.block", "hl.delivery_attempt", "hl.dims", "hl.import", "hl.import_end", "hl.import_refusal", "hl.key", "hl.party", "hl.posting", "hl.request",
    ];

    // A key may be revoked, once; a file that no event cites may go; a follower that is made anew begins anew.
    private static readonly string[] Moving =
    [
        "es.mt_event_progression", "es.mt_high_water_skips", "hl.access_key", "hl.delivery", "hl.evidence", "hl.evidence_weight", "hl.follower", "hl.ledger", "hl.number", "hl.register", "hl.register_edition",
        "hl.register_search", "hl.reposting", "hl.schema_version", "hl.webhook", "hl.webhook_secret",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Martens_tables_are_Martens_to_the_column_and_nothing_of_ours_is_on_them_but_triggers()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        const string Columns =
            "SELECT string_agg(format('%s %s%s', attname, format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN '!' END), ', ' ORDER BY attnum) "
            + "FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid = ";
        (await database.ScalarAsync<string>(Columns + "'es.mt_streams'::regclass")).ShouldBe(
            "id uuid!, type character varying, version bigint, timestamp timestamp with time zone!, created timestamp with time zone!, tenant_id character varying, is_archived boolean");
        (await database.ScalarAsync<string>(Columns + "'es.mt_events'::regclass")).ShouldBe(
            "seq_id bigint!, id uuid!, stream_id uuid, version bigint!, data jsonb!, bdata bytea, type character varying(500)!, timestamp timestamp with time zone!, "
            + "tenant_id character varying, mt_dotnet_type character varying, headers jsonb, is_archived boolean");
        (await database.ScalarAsync<string>(Columns + "'es.mt_event_progression'::regclass")).ShouldBe(
            "name character varying!, last_seq_id bigint, last_updated timestamp with time zone");
        (await database.ScalarAsync<string>(Columns + "'es.mt_high_water_skips'::regclass")).ShouldBe(
            "ending_sequence bigint!, starting_sequence bigint!, timestamp timestamp with time zone");
        (await database.ScalarAsync<string>("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relnamespace = 'es'::regnamespace AND relkind <> 't'")).ShouldBe(
            "mt_event_progression mt_events mt_events_sequence mt_high_water_skips mt_streams pk_mt_event_progression "
            + "pk_mt_events_stream_and_version pkey_mt_events_seq_id pkey_mt_high_water_skips_ending_sequence pkey_mt_streams_id");
        (await database.ScalarAsync<string>("SELECT string_agg(conname, ' ' ORDER BY conname) FROM pg_constraint WHERE connamespace = 'es'::regnamespace")).ShouldBe(
            "fkey_mt_events_stream_id pk_mt_event_progression pkey_mt_events_seq_id pkey_mt_high_water_skips_ending_sequence pkey_mt_streams_id");
        (await database.ScalarAsync<string>("SELECT string_agg(proname, ' ' ORDER BY proname) FROM pg_proc WHERE pronamespace = 'es'::regnamespace")).ShouldBe(
            "mt_mark_event_progression mt_mark_progression_with_skip", "a guest's daemon cannot start without them, and nothing else of Marten's is needed");
    }

    [Fact]
    public async Task History_cannot_be_changed_by_anybody_and_not_even_written_by_the_running_program()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var dims = await ledger.DimsIdAsync(Some.Dims(), Ct);
        await ledger.PartyIdAsync("p", Ct);
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0) with { Keys = [new("k", "v", 0)], Postings = [Some.Posting(0, dims)], Register = [Some.Row(0, "1")] });
        var tables = (await database.ScalarAsync<string[]>(
            "SELECT array_agg(format('%s.%s', schemaname, tablename) ORDER BY 1, 2) FROM (SELECT * FROM pg_tables WHERE schemaname IN ('es', 'hl') ORDER BY 1, 2) t"))!;
        tables.Order(StringComparer.Ordinal).ShouldBe(History.Concat(Moving).Order(StringComparer.Ordinal), "a new table is history or it is not: say so above");

        foreach (var table in History)
        {
            var column = await database.ScalarAsync<string>($"SELECT attname::text FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum = 2");
            string[] changes = [$"UPDATE {table} SET {(table == "es.mt_events" ? "version = 9" : table == "es.mt_streams" ? "type = 'x'" : $"{column} = {column}")}", $"DELETE FROM {table}", $"TRUNCATE {table} CASCADE"];
            foreach (var change in changes)
            {
                (await RefusalAsync(database, "postgres", change)).ShouldBe("HL403", change);
                (await RefusalAsync(database, "hl_owner", change)).ShouldBe("HL403", change);
            }

            foreach (var role in (string[])["hl_app", "hl_reader", "hl_auditor", "hl_guest"])
            {
                foreach (var change in (string[])[.. changes, $"INSERT INTO {table} DEFAULT VALUES"])
                {
                    (await RefusalAsync(database, role, change)).ShouldBe("42501", $"{role}: {change}");
                }
            }
        }

        await database.ExecuteAsync("UPDATE es.mt_events SET is_archived = true");
        (await RefusalAsync(database, "postgres", "UPDATE es.mt_streams SET version = 7")).ShouldBe("HL403");
        (await RefusalAsync(database, "hl_owner", "UPDATE hl.ledger SET head = 0")).ShouldBe("HL403");
        (await RefusalAsync(database, "hl_owner", "UPDATE hl.ledger SET synthetic = true")).ShouldBe("HL403");
        await ledger.NextNumberAsync("s", Ct);
        (await RefusalAsync(database, "hl_owner", "UPDATE hl.number SET last = 0")).ShouldBe("HL403");
    }

    [Fact]
    public async Task Evidence_that_an_event_cites_stays_and_what_a_row_says_never_changes()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var ledger = await database.OpenLedgerAsync();
        var digest = new string('a', 64);
        await database.ExecuteAsync($"INSERT INTO hl.evidence SELECT decode('{digest}', 'hex'), c, 'image/png', 5, 'P', now() FROM unnest(ARRAY['one', 'two']) c");
        var hazard = Guid.CreateVersion7();
        (await database.ScalarAsync<bool>($"SELECT hl.is_cited(decode('{digest}', 'hex'))")).ShouldBeFalse();
        await database.ExecuteAsync("DELETE FROM hl.evidence WHERE caller = 'two'");
        await ledger.MustAppendAsync(Some.Group(hazard, 0) with { Keys = [new("evidence", $"{digest}/{hazard}", 0)] });

        (await database.ScalarAsync<bool>($"SELECT hl.is_cited(decode('{digest}', 'hex'))")).ShouldBeTrue();
        foreach (var change in (string[])["DELETE FROM hl.evidence", "TRUNCATE hl.evidence", "UPDATE hl.evidence SET bytes = 6", "UPDATE hl.evidence SET uploaded_by = 'Q'", "DELETE FROM hl.evidence_weight"])
        {
            (await RefusalAsync(database, "postgres", change)).ShouldBe("HL403", change);
            (await RefusalAsync(database, "hl_owner", change)).ShouldBe("HL403", change);
            (await RefusalAsync(database, "hl_app", change)).ShouldBe("42501", change);
        }

        await database.ExecuteAsync("UPDATE hl.evidence SET wanted_at = now()");
    }

    [Fact]
    public async Task Runtime_roles_own_nothing_cannot_log_in_and_write_no_table_of_the_ledger()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        const string Roles = "('hl_app', 'hl_reader', 'hl_auditor', 'hl_guest')";
        (await database.ScalarAsync<long>($"SELECT count(*) FROM pg_class WHERE relowner IN (SELECT oid FROM pg_roles WHERE rolname IN {Roles})")).ShouldBe(0);
        (await database.ScalarAsync<long>($"SELECT count(*) FROM pg_proc WHERE proowner IN (SELECT oid FROM pg_roles WHERE rolname IN {Roles})")).ShouldBe(0);
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relnamespace IN ('es'::regnamespace, 'hl'::regnamespace) AND relowner <> 'hl_owner'::regrole")).ShouldBe(0);
        (await database.ScalarAsync<long>($"SELECT count(*) FROM pg_roles WHERE rolname IN {Roles} AND (rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb)")).ShouldBe(0);
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_proc WHERE pronamespace = 'hl'::regnamespace AND prosecdef AND NOT coalesce(array_to_string(proconfig, ',') LIKE '%search_path=pg_catalog, pg_temp%', false)"))
            .ShouldBe(0, "whoever runs with the owner's rights looks names up where the owner put them");
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_proc WHERE pronamespace = 'hl'::regnamespace AND has_function_privilege('public', oid, 'EXECUTE')")).ShouldBe(0);
        (await RefusalAsync(database, "hl_reader", "SELECT hl.next_number('x', 1)")).ShouldBe("42501");
    }

    [Fact]
    public async Task A_guest_keeps_the_mark_of_its_daemon_through_Martens_functions()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        const string Mark = "SELECT last_seq_id FROM es.mt_event_progression WHERE name = 'HighWaterMark'";
        await database.ExecuteAsync("SET ROLE hl_guest; SELECT es.mt_mark_event_progression('HighWaterMark', 3); SELECT es.mt_mark_event_progression('HighWaterMark', 7); RESET ROLE");
        (await database.ScalarAsync<long>(Mark)).ShouldBe(7);
        (await database.ScalarAsync<long>("SELECT es.mt_mark_progression_with_skip('HighWaterMark', 12, 9)")).ShouldBe(7, "it moves on only from where it stood");
        await database.ExecuteAsync("SET ROLE hl_guest; SELECT es.mt_mark_progression_with_skip('HighWaterMark', 12, 7); RESET ROLE");
        (await database.ScalarAsync<long>(Mark)).ShouldBe(12);
        (await database.ScalarAsync<long>("SELECT count(*) FROM es.mt_high_water_skips WHERE ending_sequence = 12 AND starting_sequence = 7")).ShouldBe(1);
        (await database.ScalarAsync<long>("SELECT es.mt_mark_progression_with_skip('Another', 5, 5)")).ShouldBe(5);
        (await database.ScalarAsync<long>("SELECT count(*) FROM pg_proc WHERE pronamespace = 'es'::regnamespace AND has_function_privilege('public', oid, 'EXECUTE')")).ShouldBe(0);
        (await RefusalAsync(database, "hl_reader", "SELECT es.mt_mark_event_progression('HighWaterMark', 1)")).ShouldBe("42501");
    }

    [Fact]
    public async Task Eight_programs_may_prepare_one_database_at_once_and_again_later()
    {
        await using var database = await LedgerDatabase.CreateEmptyAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LedgerSchema.EnsureAsync(database.OwnerConnectionString, ct: Ct)));
        await LedgerSchema.EnsureAsync(database.OwnerConnectionString, ct: Ct);
        (await database.ScalarAsync<long>("SELECT count(*) FROM hl.schema_version")).ShouldBe(1);
        var ledger = await database.OpenLedgerAsync();
        await ledger.MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));

        await database.ExecuteAsync("UPDATE hl.schema_version SET digest = 'older'");
        await LedgerSchema.EnsureAsync(database.OwnerConnectionString, ct: Ct);
        (await database.MustBeSoundAsync(ledger, Ct)).Count.ShouldBe(1);
        await Should.ThrowAsync<LedgerMismatchException>(() => LedgerSchema.EnsureAsync(database.OwnerConnectionString, synthetic: true, Ct));
        await database.ExecuteAsync("INSERT INTO hl.schema_version (version, digest) VALUES (99, 'later')");
        await Should.ThrowAsync<LedgerMismatchException>(() => LedgerSchema.EnsureAsync(database.OwnerConnectionString, ct: Ct));
    }

    [Fact]
    public async Task Functions_of_former_schemas_that_would_append_beside_or_hold_the_register_are_gone_after_the_next()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        await database.ExecuteAsync("""
            CREATE FUNCTION hl.put_row(w hl.register) RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$;
            CREATE FUNCTION hl.put_row(r_hazard uuid, r_row jsonb) RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$;
            CREATE FUNCTION hl.append_one(of_generation integer) RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$;
            UPDATE hl.schema_version SET digest = 'older';
            """);

        await LedgerSchema.EnsureAsync(database.OwnerConnectionString, ct: Ct);

        (await database.ScalarAsync<string>("SELECT string_agg(proname, ' ' ORDER BY proname) FROM pg_proc WHERE pronamespace = 'hl'::regnamespace AND proname IN ('append', 'append_one', 'put_row')"))
            .ShouldBe("append append_one");
        await (await database.OpenLedgerAsync()).MustAppendAsync(Some.Group(Guid.CreateVersion7(), 0));
    }

    private static async Task<string> RefusalAsync(LedgerDatabase database, string role, string sql)
    {
        await using var connection = await database.Owner.OpenConnectionAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await using var command = new NpgsqlCommand($"SET LOCAL ROLE {role}", connection);
        await command.ExecuteNonQueryAsync(Ct);
        command.CommandText = sql;
        return (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Ct), $"{role}: {sql}")).SqlState;
    }
}
