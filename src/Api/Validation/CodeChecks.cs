using HazardLedger.Api.Http;
using HazardLedger.Api.Recording;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Enterprises;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Names;

namespace HazardLedger.Api.Validation;

/// <summary>Codes of areas, sectors and enterprises. One that fails its check is accepted with a note that says why;
/// registers of other origins bring codes of their own and are not asked.</summary>
internal static class CodeChecks
{
    public static void Add(HazardCommand command, EntryBody entry, List<Fault> faults)
    {
        if (entry.Actor is not null)
        {
            return;
        }

        var explained = !string.IsNullOrWhiteSpace(entry.Note);
        switch (command)
        {
            case RegisterHazard registration:
                Check("area", registration.Area, AreaCode.IsWellFormed, explained, faults);
                Check("enterprise", registration.Enterprise, CreditCode.IsValid, explained, faults);
                Check("sector", registration.Sector, IsKnownSector, false, faults);
                break;
            case CorrectHazard { Field: CorrectableField.Area } correction:
                Check("newValue", correction.NewValue, AreaCode.IsWellFormed, explained, faults);
                break;
            case CorrectHazard { Field: CorrectableField.Sector } correction:
                Check("newValue", correction.NewValue, IsKnownSector, false, faults);
                break;
            case CorrectHazard { Field: CorrectableField.Enterprise } correction:
                Check("newValue", correction.NewValue, CreditCode.IsValid, explained, faults);
                break;
            default:
                break;
        }
    }

    private static bool IsKnownSector(string code) => NameBook.Sectors.Any(sector => sector.Code == code);

    private static void Check(string field, string? code, Func<string, bool> isGood, bool explained, List<Fault> faults)
    {
        if (!explained && !string.IsNullOrEmpty(code) && !faults.Exists(fault => fault.Field == field) && !isGood(code))
        {
            faults.Add(new(field, "代码不合规；确需使用的，请在 note 中说明理由。", "The code fails its check; say why in note if it must be used."));
        }
    }
}
