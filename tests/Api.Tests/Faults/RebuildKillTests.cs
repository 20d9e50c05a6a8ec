using System.Globalization;
using HazardLedger.EventStore;
using HazardLedger.Testing;
using Npgsql;

namespace HazardLedger.Api.Tests.Faults;

/// <summary>A program with newer posting rules posts the ledger anew at its start; its process is killed with SIGKILL in the middle of a step.
/// The next start ends with the same postings, once, and a register that is what the events say.</summary>
public sealed class RebuildKillTests
{
    private const int Lock = 77;

    // Every statement of the rebuild that writes rows that stand passes here, and those that make the register's tables; the one whose turn it is waits for a lock that the test holds.
    private const string Traps = """
        CREATE SEQUENCE public.steps;
        CREATE TABLE public.trap (at bigint, tag text);
        INSERT INTO public.trap VALUES (0, '');
        CREATE FUNCTION public.step() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
          IF nextval('public.steps') = (SELECT at FROM public.trap) THEN PERFORM pg_advisory_xact_lock_shared(77); END IF;
          RETURN NULL;
        END $$;
        CREATE TRIGGER step BEFORE INSERT OR UPDATE ON hl.reposting FOR EACH STATEMENT EXECUTE FUNCTION public.step();
        CREATE TRIGGER step BEFORE INSERT ON hl.posting FOR EACH STATEMENT EXECUTE FUNCTION public.step();
        CREATE TRIGGER step BEFORE UPDATE ON hl.ledger FOR EACH STATEMENT EXECUTE FUNCTION public.step();
        CREATE TRIGGER step BEFORE INSERT ON hl.register FOR EACH STATEMENT EXECUTE FUNCTION public.step();
        CREATE FUNCTION public.step_of_tables() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
          IF TG_TAG = (SELECT tag FROM public.trap) THEN PERFORM pg_advisory_xact_lock_shared(77); END IF;
        END $$;
        CREATE EVENT TRIGGER step ON ddl_command_start EXECUTE FUNCTION public.step_of_tables();
        """;

    private const string Postings =
        "SELECT md5(string_agg(concat_ws(' ', position, n, hazard, cause, code, day, cohort, mark, dims, party, amount), '|' ORDER BY position, n)) FROM hl.posting WHERE generation = ";

    private const string Register = "SELECT md5(string_agg(r::text, '|' ORDER BY hazard)) FROM hl.register r";

    private const string Trapped =
        "FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.objid = 77 AND NOT l.granted";

    private static readonly bool Long = Environment.GetEnvironmentVariable("HAZARDLEDGER_TEST_LONG") == "1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The statement in which the process dies; a short run takes the first posting, the switch and the register's indexes and change of names.</summary>
    public static TheoryData<string> Steps =>
        [.. Enumerable.Range(1, 10).Where(step => Long || step is 3 or 7).Select(step => step.ToString(CultureInfo.InvariantCulture)), .. Long ? ["CREATE TABLE"] : Array.Empty<string>(), "CREATE INDEX", "ALTER INDEX"];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Killed_in_any_step_the_next_start_ends_with_the_same_postings_and_register(string step)
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var generation = await FillAsync(database);
        var (postings, register) = (await database.ScalarAsync<string>(Postings + generation), await database.ScalarAsync<string>(Register));
        await AgeAsync(database, generation);
        await database.ExecuteAsync(Traps);
        await database.ExecuteAsync(int.TryParse(step, CultureInfo.InvariantCulture, out var number) ? $"UPDATE public.trap SET at = {number}" : $"UPDATE public.trap SET tag = '{step}'");

        await using var program = new KillProgram(("ConnectionStrings__Ledger", database.OwnerConnectionString));
        (await DieAsync(database, program)).ShouldBeTrue("the step was reached");
        await database.ExecuteAsync("UPDATE public.trap SET at = 0, tag = ''");
        await program.StartAsync(Cancellation);
        await program.ReadyAsync(Cancellation);

        (await database.ScalarAsync<string>(Postings + generation)).ShouldBe(postings);
        (await database.ScalarAsync<string>(Postings + (generation - 1))).ShouldBe(postings, "those of before stay as they were");
        (await database.ScalarAsync<string>(Register)).ShouldBe(register, "what an older program wrote is put right, whenever it was killed");
    }

    [Fact]
    public async Task While_a_rebuild_is_under_way_the_older_program_appends_and_the_sequence_of_guests_follows()
    {
        await using var database = await LedgerDatabase.CreateAsync();
        var generation = await FillAsync(database);
        await AgeAsync(database, generation);
        await database.ExecuteAsync(Traps);
        await database.ExecuteAsync("UPDATE public.trap SET at = 2");
        await using var program = new KillProgram(("ConnectionStrings__Ledger", database.OwnerConnectionString));
        var older = await database.OpenLedgerAsync(new LedgerOptions { Generation = generation - 1 });
        Task<Uri> listening;
        await using (await HoldAsync(database))
        {
            (await TrapAsync(database, listening = program.Start())).ShouldBeTrue();
            var group = new AppendGroup([new(Guid.CreateVersion7(), "x", 0)], [new(0, Guid.CreateVersion7(), "x", "{}"u8.ToArray(), "{}"u8.ToArray())]);
            var appended = (await older.AppendAsync(group, Cancellation)).ShouldBeOfType<Appended>();
            await database.UntilAsync($"SELECT last_value = {appended.LastPosition} FROM es.mt_events_sequence");
            await database.ExecuteAsync("UPDATE public.trap SET at = 0");
            await database.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = {Lock} AND granted");
        }

        await listening.WaitAsync(TimeSpan.FromMinutes(4), Cancellation);
        (await database.ScalarAsync<int>("SELECT generation FROM hl.ledger")).ShouldBe(generation);
    }

    private static async Task<int> FillAsync(LedgerDatabase database)
    {
        await using var api = await RunningApi.StartAsync(shared: database);
        var made = await api.PostAsync("/v1/hazards", Bodies.Register());
        for (var i = 0; i < 6; i++)
        {
            made = await api.PostAsync("/v1/hazards", Bodies.Register(description: "第" + i.ToString(CultureInfo.InvariantCulture)));
            await api.PostAsync(made.Location! + "/grades", Bodies.Grade("general"));
        }

        return await database.ScalarAsync<int>("SELECT generation FROM hl.ledger");
    }

    // As an older program would have left it: its postings, and register rows that lack what it did not know.
    private static Task AgeAsync(LedgerDatabase database, int generation) => database.ExecuteAsync($"""
        SET session_replication_role = replica;
        UPDATE hl.posting SET generation = {generation - 1};
        UPDATE hl.ledger SET generation = {generation - 1};
        UPDATE hl.register SET place = NULL, sector = 'unknown' WHERE hazard IN (SELECT hazard FROM hl.register ORDER BY hazard LIMIT 3);
        RESET session_replication_role;
        """);

    private static async Task<bool> DieAsync(LedgerDatabase database, KillProgram program)
    {
        await using var holder = await HoldAsync(database);
        var trapped = await TrapAsync(database, program.Start());
        await program.KillAsync(Cancellation);

        // A server notices a dead client when it writes to it; an operator, or TCP, would end the waiting session.
        await database.ExecuteAsync($"SELECT pg_terminate_backend(l.pid) {Trapped}");
        await database.UntilAsync($"SELECT NOT EXISTS (SELECT {Trapped})");
        return trapped;
    }

    private static async Task<NpgsqlConnection> HoldAsync(LedgerDatabase database)
    {
        var holder = await database.Owner.OpenConnectionAsync(Cancellation);
        await using var hold = new NpgsqlCommand($"SELECT pg_advisory_lock({Lock})", holder);
        await hold.ExecuteNonQueryAsync(Cancellation);
        return holder;
    }

    // True when it stands in the trap, false when it came through.
    private static async Task<bool> TrapAsync(LedgerDatabase database, Task listening)
    {
        while (!listening.IsCompleted)
        {
            if (await database.ScalarAsync<bool>($"SELECT EXISTS (SELECT {Trapped})"))
            {
                return true;
            }

            Cancellation.ThrowIfCancellationRequested();
        }

        return false;
    }
}
