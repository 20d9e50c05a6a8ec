using FluentValidation;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Validation;

/// <summary>The form of a registration. Codes of areas, sectors and enterprises are checked apart (see <see cref="CodeChecks"/>),
/// because a code that fails is accepted where a note says why, and from registers of other origins.</summary>
internal sealed class RegisterHazardForm : InlineValidator<RegisterHazard>
{
    public RegisterHazardForm()
    {
        RuleFor(c => c.Area).Line(64);
        RuleFor(c => c.Sector).Line(64);
        RuleFor(c => c.Place).Line(500);
        RuleFor(c => c.Description).Text(4000);
        RuleFor(c => c.Enterprise).OptionalId();
        RuleFor(c => c.Site).OptionalId();
        RuleFor(c => c.Enterprise).Must((c, enterprise) => enterprise is null != c.Site is null)
            .Saying("enterprise 与 site 须填且只填一个。", "Exactly one of enterprise and site is required.");
        RuleFor(c => c.Discoverers).NotEmpty().AtMost(50);
        RuleForEach(c => c.Discoverers).Id();
        RuleFor(c => c.Campaigns).AtMost(20);
        RuleForEach(c => c.Campaigns).Id().Must(tag => tag is null || !tag.Contains(',', StringComparison.Ordinal))
            .Saying("不得含逗号。", "Must not contain a comma.");
        RuleFor(c => c.RecurrenceOf).OptionalId();
        RuleFor(c => c.UpperDispatchNo).OptionalLine(200);
        RuleFor(c => c.External!.System).Id().When(c => c.External is not null);
        RuleFor(c => c.External!.Id).Line(200).When(c => c.External is not null);
        RuleFor(c => c.Point!.Longitude).InclusiveBetween(-180, 180).When(c => c.Point is not null);
        RuleFor(c => c.Point!.Latitude).InclusiveBetween(-90, 90).When(c => c.Point is not null);
        RuleFor(c => c.Point!.Datum).Id().When(c => c.Point is not null);
        this.AddDayLimits();
    }
}
