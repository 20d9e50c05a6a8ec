using HazardLedger.EventStore;
using HazardLedger.Projections.Figures;
using Npgsql;

namespace HazardLedger.Api.Hosting;

/// <summary>Ready means: the ledger can append, and the figures have read what it holds.</summary>
public static class Readiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>200 when ready, else 503.</summary>
    public static async Task<IResult> AnswerAsync(Ledger ledger, FigureColumns figures, NpgsqlDataSource source, CancellationToken ct)
    {
        try
        {
            await using var writable = source.CreateCommand("SELECT NOT pg_is_in_recovery() AND has_function_privilege(current_user, (SELECT oid FROM pg_proc WHERE proname = 'append' AND pronamespace = 'hl'::regnamespace), 'EXECUTE')");
            var can = await writable.ExecuteScalarAsync(ct) is true;
            var head = await ledger.HeadAsync(ct);
            return can && await figures.WaitForAsync(head.Position, Patience, ct)
                ? Results.Ok(new { status = "ready", position = head.Position }) : Http.Problem.Of(Http.ProblemKind.Unavailable);
        }
        catch (NpgsqlException)
        {
            return Http.Problem.Of(Http.ProblemKind.Unavailable);
        }
    }
}
