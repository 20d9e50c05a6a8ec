namespace HazardLedger.Bench;

/// <summary>One thing measured beside the questions.</summary>
/// <param name="What">What.</param>
/// <param name="Bar">In words; empty where none is set.</param>
/// <param name="Value">In words, with its unit.</param>
/// <param name="Met">Whether it reached the bar; null where there is none.</param>
internal sealed record Told(string What, string Bar, string Value, bool? Met);

/// <summary>All that was measured on a ledger of one size.</summary>
/// <param name="At">When.</param>
/// <param name="Machine">On what.</param>
/// <param name="Hazards">Size.</param>
/// <param name="Events">Size.</param>
/// <param name="Legs">Postings in the figures' columns.</param>
/// <param name="Beside">Start-up, memory, disk, exports, audit, rebuild.</param>
/// <param name="Asked">Questions over HTTP.</param>
internal sealed record MillionResult(DateTime At, string Machine, int Hazards, long Events, long Legs, IReadOnlyList<Told> Beside, IReadOnlyList<Asked> Asked);
