using FluentValidation;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Validation;

public static partial class CommandValidators
{
    private static Dictionary<Type, IValidator> ControlForms => new()
    {
        [typeof(ImposeControl)] = Form<ImposeControl>(form =>
        {
            form.RuleFor(c => c.ControlId).Id();
            form.RuleFor(c => c.Scope).Text(2000);
            form.RuleFor(c => c.ApprovedBy).OptionalId();
            form.RuleFor(c => c.StartsAt).Must(IsInRange).Saying("年份超出范围。", "The year is out of range.");
            form.RuleFor(c => c.NoticeGivenAt).Must(IsInRange).Saying("年份超出范围。", "The year is out of range.");
            form.RuleFor(c => c.Items).AtMost(500);
            form.RuleForEach(c => c.Items).NotNull().ChildRules(item =>
            {
                item.RuleFor(x => x.Name).Line(200);
                item.RuleFor(x => x.Quantity).InclusiveBetween(1, 1_000_000_000);
                item.RuleFor(x => x.Unit).Line(50);
            });
        }),
        [typeof(ExtendControl)] = Form<ExtendControl>(form =>
        {
            form.RuleFor(c => c.ControlId).Id();
            form.RuleFor(c => c.Reason).Text(2000);
        }),
        [typeof(LiftControl)] = Form<LiftControl>(form =>
        {
            form.RuleFor(c => c.ControlId).Id();
            form.RuleFor(c => c.Reason).Text(2000);
        }),
        [typeof(RequestResumption)] = Form<RequestResumption>(form =>
        {
            form.RuleFor(c => c.Controls).NotEmpty().AtMost(50);
            form.RuleForEach(c => c.Controls).Id();
            form.RuleFor(c => c.Report).OptionalLine(500);
        }),
        [typeof(DecideResumption)] = Form<DecideResumption>(form =>
        {
            form.RuleFor(c => c.Reviewers).NotNull().AtMost(50);
            form.RuleForEach(c => c.Reviewers).Id();
            form.RuleFor(c => c.Findings).Text(4000);
        }),
    };
}
