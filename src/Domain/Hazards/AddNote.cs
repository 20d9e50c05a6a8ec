namespace HazardLedger.Domain.Hazards;

/// <summary>A remark; its text is the entry's note.</summary>
public sealed record AddNote : HazardCommand;

/// <summary>Files for the record; they are the entry's evidence.</summary>
public sealed record AddEvidence : HazardCommand;
