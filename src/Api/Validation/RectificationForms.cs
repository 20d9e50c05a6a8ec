using FluentValidation;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Validation;

public static partial class CommandValidators
{
    private const long MostYuan = 1_000_000_000_000;

    // What a plan may lack is the domain's to say, because imported registers lack some of it.
    private static Dictionary<Type, IValidator> RectificationForms => new()
    {
        [typeof(SubmitPlan)] = Form<SubmitPlan>(form =>
        {
            form.RuleFor(c => c.Measures).NotNull().AtMost(100);
            form.RuleForEach(c => c.Measures).Text(2000);
            form.RuleFor(c => c.ResponsibleUnit).OptionalId();
            form.RuleFor(c => c.ResponsiblePerson).OptionalId();
            form.RuleFor(c => c.Funds!.Amount).InclusiveBetween(0, MostYuan).When(c => c.Funds is not null);
            form.RuleFor(c => c.Funds!.Source).Line(200).When(c => c.Funds is not null);
            form.RuleFor(c => c.ContingencyPlan).OptionalText(4000);
            form.RuleFor(c => c.InterimMeasures).OptionalText(4000);
            form.RuleFor(c => c.Goal).OptionalText(2000);
        }),
        [typeof(DecidePlan)] = Form<DecidePlan>(form => form.RuleFor(c => c.Comments).OptionalText(4000)),
        [typeof(AddItem)] = Form<AddItem>(form =>
        {
            form.RuleFor(c => c.No).InclusiveBetween(1, 9999);
            form.RuleFor(c => c.Description).Text(2000);
        }),
        [typeof(CompleteItem)] = Form<CompleteItem>(form => form.RuleFor(c => c.No).InclusiveBetween(1, 9999)),
        [typeof(ReportProgress)] = Form<ReportProgress>(form =>
        {
            form.RuleFor(c => c.Percent).InclusiveBetween(0, 100);
            form.RuleFor(c => c.Done).Text(4000);
            form.RuleFor(c => c.Remaining).OptionalText(4000);
            form.RuleFor(c => c.FundsSpent).InclusiveBetween(0, MostYuan);
            form.RuleFor(c => c.Problems).OptionalText(4000);
        }),
        [typeof(RequestExtension)] = Form<RequestExtension>(form =>
        {
            form.RuleFor(c => c.Reason).Text(2000);
            form.RuleFor(c => c.MeasuresMeanwhile).Text(4000);
        }),
        [typeof(DecideExtension)] = Form<DecideExtension>(_ => { }),
    };
}
