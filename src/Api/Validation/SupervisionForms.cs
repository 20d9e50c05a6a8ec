using FluentValidation;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Validation;

public static partial class CommandValidators
{
    private static Dictionary<Type, IValidator> SupervisionForms => new()
    {
        [typeof(AnswerAssignment)] = Form<AnswerAssignment>(form => form.RuleFor(c => c.Reason).OptionalText(2000)),
        [typeof(TransferHazard)] = Form<TransferHazard>(form =>
        {
            form.RuleFor(c => c.To).Id();
            form.RuleFor(c => c.Reason).Text(2000);
        }),
        [typeof(EscalateListing)] = Form<EscalateListing>(form =>
        {
            form.RuleFor(c => c.ListingNo).Line(100);
            form.RuleFor(c => c.NewListingNo).Line(100);
            form.RuleFor(c => c.ListingBody).Id();
            form.RuleFor(c => c.Reason).Text(2000);
        }),
        [typeof(IssueNotice)] = Form<IssueNotice>(form => form.RuleFor(c => c.To).Id()),
    };

    private static Dictionary<Type, IValidator> PenaltyForms => new()
    {
        [typeof(OpenPenaltyCase)] = Form<OpenPenaltyCase>(form =>
        {
            form.RuleFor(c => c.CaseNo).Line(100);
            form.RuleFor(c => c.Cause).Text(2000);
        }),
        [typeof(DecidePenalty)] = Form<DecidePenalty>(form =>
        {
            form.RuleFor(c => c.CaseNo).Line(100);
            form.RuleFor(c => c.Fine).InclusiveBetween(0, MostYuan);
            form.RuleFor(c => c.Confiscation).OptionalText(2000);
            form.RuleFor(c => c.Suspension).OptionalText(2000);
        }),
        [typeof(RevokePenalty)] = Form<RevokePenalty>(form =>
        {
            form.RuleFor(c => c.CaseNo).Line(100);
            form.RuleFor(c => c.Reason).Text(2000);
        }),
        [typeof(StartDailyFine)] = Form<StartDailyFine>(form =>
        {
            form.RuleFor(c => c.CaseNo).OptionalLine(100);
            form.RuleFor(c => c.BaseAmount).InclusiveBetween(1, MostYuan);
        }),
    };

    private static Dictionary<Type, IValidator> AftermathForms => new()
    {
        [typeof(ExposePublicly)] = Form<ExposePublicly>(form =>
        {
            form.RuleFor(c => c.Medium).Line(200);
            form.RuleFor(c => c.Url).OptionalLine(2000);
        }),
        [typeof(PlanLookBack)] = Form<PlanLookBack>(form => form.RuleFor(c => c.Organisation).OptionalId()),
        [typeof(LookBack)] = Form<LookBack>(form =>
        {
            form.RuleFor(c => c.Inspectors).NotNull().AtMost(50);
            form.RuleForEach(c => c.Inspectors).Id();
        }),
        [typeof(DecideReward)] = Form<DecideReward>(form =>
        {
            form.RuleFor(c => c.Scheme).Line(200);
            form.RuleFor(c => c.Amount).InclusiveBetween(1, MostYuan);
            form.RuleFor(c => c.ReporterToken).Id();
        }),
    };
}
