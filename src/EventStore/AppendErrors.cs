using Npgsql;

namespace HazardLedger.EventStore;

/// <summary>What an error of the append means for the train that met it. Told by SQLSTATE, never by message.</summary>
internal static class AppendErrors
{
    /// <summary>Rolled back for a reason that passes: deadlock, serialization, lock or statement time-out.</summary>
    public static bool Passes(Exception e) => e is PostgresException { SqlState: "40P01" or "40001" or "55P03" or "57014" };

    /// <summary>The server broke the call off because it took too long: the fewer groups travel in it, the sooner it is done.</summary>
    public static bool TookTooLong(Exception e) => e is PostgresException { SqlState: "57014" };

    /// <summary>The connection is gone, or could not be had: whether the train arrived is unknown.</summary>
    public static bool IsLost(Exception e) => e is PostgresException p
        ? p.SqlState is "57P01" or "57P02" or "57P03" or "53300" || p.SqlState.StartsWith("08", StringComparison.Ordinal)
        : e is NpgsqlException or IOException or TimeoutException;

    /// <summary>The ledger contradicts itself, or the database its files: nothing may be appended until somebody has looked.</summary>
    public static bool IsBroken(Exception e) => e is PostgresException { SqlState: "HL001" or "HL005" or "XX001" or "XX002" };

    /// <summary>Something in the train cannot be stored: data exceptions, constraints, contradicting arrays.</summary>
    public static bool IsBadData(Exception e) => e is PostgresException p
        && (p.SqlState.StartsWith("22", StringComparison.Ordinal) || p.SqlState.StartsWith("23", StringComparison.Ordinal)
            || p.SqlState is "21000" or "54000" or "HL002");
}
