namespace HazardLedger.LocalPostgres;

/// <summary>PostgreSQL cannot be had or started here; the message is one sentence (and, for a failed start, the end of the log) that a person can act on.</summary>
public sealed class LocalPostgresException(string sentence, Exception? cause = null) : Exception(sentence, cause);
