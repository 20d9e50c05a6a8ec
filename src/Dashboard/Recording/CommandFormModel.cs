using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Register;

namespace HazardLedger.Dashboard.Recording;

/// <summary>What a command's form shows.</summary>
public sealed record CommandFormModel : SentForm
{
    public required CommandRow Row { get; init; }

    /// <summary>The hazard; null for a registration.</summary>
    public RegisterItem? Hazard { get; init; }

    /// <summary>The command's members.</summary>
    public required IReadOnlyList<FormField> Fields { get; init; }

    /// <summary>The entry's members.</summary>
    public required IReadOnlyList<FormField> Entry { get; init; }

    /// <summary>Files that this form has brought already.</summary>
    public IReadOnlyList<EvidenceCitation> Kept { get; init; } = [];

    /// <summary>The proposal that is approved or refused.</summary>
    public Proposal? Proposal { get; init; }

    /// <summary>True when files may be cited.</summary>
    public bool TakesFiles => Row.Command != typeof(ApproveProposal);

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
