namespace HazardLedger.Api.Imports;

/// <summary>What was asked for when an import was begun.</summary>
/// <param name="Profile">"historical" or "current".</param>
/// <param name="DryRun">Decide everything and record nothing.</param>
internal sealed record ImportTerms(Guid Id, string Profile, bool DryRun, DateTimeOffset StartedAt);

/// <summary>How far an import is, or how it ended. A case is what is recorded whole; lines without a case count as one each.</summary>
/// <param name="Lines">Lines read.</param>
/// <param name="Cases">Cases decided.</param>
/// <param name="Recorded">Cases recorded now; in a dry run: that would be.</param>
/// <param name="Already">Cases that stood in the ledger already.</param>
/// <param name="Refused">Cases refused.</param>
/// <param name="RefusedLines">Lines of refused cases.</param>
/// <param name="Events">Events recorded now.</param>
internal sealed record ImportCounts(long Lines, long Cases, long Recorded, long Already, long Refused, long RefusedLines, long Events);

/// <summary>A line that is the reason why its case was refused.</summary>
/// <param name="FirstLine">First line of the case.</param>
/// <param name="LastLine">Last line of the case.</param>
/// <param name="External">"system:id", where the line names one.</param>
/// <param name="Code">Permanent code of the refusal or problem.</param>
internal sealed record RefusedLine(long Line, long FirstLine, long LastLine, string? External, string Code, string Chinese, string English);

/// <summary>An import as it is kept.</summary>
/// <param name="Caller">Who began it; nobody else sees it but whoever sees the whole ledger.</param>
/// <param name="State">"running", "done", or "stopped": cut off, and to be sent again.</param>
/// <param name="Counts">Null when it was cut off before it could say.</param>
internal sealed record StoredImport(ImportTerms Terms, string Caller, string State, DateTimeOffset? EndedAt, ImportCounts? Counts);
