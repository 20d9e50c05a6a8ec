namespace HazardLedger.EventStore;

/// <summary>The queue in front of the ledger is full. Nothing was stored; ask again a little later (503 with Retry-After).</summary>
public sealed class LedgerBusyException(string message) : Exception(message);

/// <summary>The database cannot take events now (gone, full, read-only). A group with a request key may be sent again at any time.</summary>
public sealed class LedgerUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The group holds something that PostgreSQL cannot store, such as U+0000. Nothing of it was stored.</summary>
public sealed class UnstorableEventException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The database holds another kind of ledger than asked for, or one of a later program. The message says it in one sentence.</summary>
public sealed class LedgerMismatchException(string message) : Exception(message);

/// <summary>What was read contradicts a promise of the ledger, such as positions without a gap. Stop and look.</summary>
public sealed class LedgerBrokenException(string message, Exception? inner = null) : Exception(message, inner);
