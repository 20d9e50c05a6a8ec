using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;

namespace HazardLedger.Dashboard.Recording;

/// <summary>What a command's form shows.</summary>
public sealed record CommandFormModel
{
    public required CommandRow Row { get; init; }

    /// <summary>The hazard; null for a registration.</summary>
    public RegisterItem? Hazard { get; init; }

    /// <summary>The command's members.</summary>
    public required IReadOnlyList<FormField> Fields { get; init; }

    /// <summary>The entry's members.</summary>
    public required IReadOnlyList<FormField> Entry { get; init; }

    /// <summary>A field's value by its path; null when it has none.</summary>
    public required Func<string, string?> Said { get; init; }

    /// <summary>Files that this form has brought already.</summary>
    public IReadOnlyList<EvidenceCitation> Kept { get; init; } = [];

    /// <summary>Antiforgery token, with the name of its field.</summary>
    public required (string Field, string Token) Guard { get; init; }

    /// <summary>Idempotency key: sent twice, it records once.</summary>
    public required string Key { get; init; }

    /// <summary>Version of the hazard that the form was opened on.</summary>
    public long? Version { get; init; }

    /// <summary>What the desk said; null before the form was sent.</summary>
    public Ruling? Ruling { get; init; }

    /// <summary>The proposal that is approved or refused.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>True when files may be cited.</summary>
    public bool TakesFiles => Row.Command != typeof(ApproveProposal);

    /// <summary>What is wrong with a field or with a part of it.</summary>
    public IEnumerable<FormFault> FaultsOf(string path) => Ruling is Ruling.Faulty faulty ? faulty.Faults.Where(fault => fault.Field == path) : [];

    /// <summary>What is wrong with something that the form has no field for.</summary>
    public IEnumerable<FormFault> Others
    {
        get
        {
            var shown = Fields.Concat(Entry).SelectMany(Paths).ToHashSet(StringComparer.Ordinal);
            return Ruling is Ruling.Faulty faulty ? faulty.Faults.Where(fault => !shown.Contains(fault.Field)) : [];
        }
    }

    private static IEnumerable<string> Paths(FormField field) => field.Kind switch
    {
        FieldKind.Group => field.Parts.SelectMany(Paths).Prepend(field.Path),
        FieldKind.Rows => Enumerable.Range(0, FormReading.Rows).SelectMany(field.Row).SelectMany(Paths).Prepend(field.Path),
        _ => [field.Path],
    };
}
