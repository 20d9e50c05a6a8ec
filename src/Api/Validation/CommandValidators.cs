using FluentValidation;
using HazardLedger.Api.Recording;
using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Validation;

/// <summary>The form of every command's fields. What the rules of hazards say is the domain's; here only form and size.</summary>
public static partial class CommandValidators
{
    private static readonly Dictionary<Type, IValidator> CourseForms = new()
    {
        [typeof(RegisterHazard)] = new RegisterHazardForm(),
        [typeof(GradeHazard)] = Form<GradeHazard>(form =>
        {
            form.RuleFor(c => c.Grade).NotEqual(Grade.Ungraded).Saying("应为 general 或 major。", "Must be general or major.");
            form.RuleFor(c => c.Criteria).NotNull().AtMost(50);
            form.RuleForEach(c => c.Criteria).NotNull().ChildRules(criterion =>
            {
                criterion.RuleFor(x => x.Standard).Line(200);
                criterion.RuleFor(x => x.Clause).Line(200);
                criterion.RuleFor(x => x.Version).OptionalLine(50);
            });
            form.RuleFor(c => c.Reasons).Text(4000);
            form.RuleFor(c => c.Panel!.Size).InclusiveBetween(1, 100).When(c => c.Panel is not null);
            form.RuleFor(c => c.Panel!.Agree).GreaterThanOrEqualTo(0).When(c => c.Panel is not null);
            form.RuleFor(c => c.Panel!.Agree).LessThanOrEqualTo(c => c.Panel!.Size).When(c => c.Panel is not null);
        }),
        [typeof(RectifyOnTheSpot)] = Form<RectifyOnTheSpot>(form =>
        {
            form.RuleFor(c => c.Measures).Text(4000);
            form.RuleFor(c => c.Verifier).Id();
        }),
        [typeof(AssignHazard)] = Form<AssignHazard>(form =>
        {
            form.RuleFor(c => c.To).Id();
            form.RuleFor(c => c.ResponsiblePerson).OptionalId();
            form.RuleFor(c => c.SlipNo).Line(200);
        }),
        [typeof(OrderRectification)] = Form<OrderRectification>(form =>
        {
            form.RuleFor(c => c.Requirements).NotEmpty().AtMost(50);
            form.RuleForEach(c => c.Requirements).Text(2000);
            form.RuleFor(c => c.ServedTo).OptionalLine(200);
        }),
        [typeof(StartSelfRectification)] = Form<StartSelfRectification>(form => form.RuleFor(c => c.ResponsiblePerson).Id()),
        [typeof(ReportCompletion)] = Form<ReportCompletion>(form =>
        {
            form.RuleFor(c => c.Measures).Text(4000);
            form.RuleFor(c => c.Cost).InclusiveBetween(0, 1_000_000_000_000);
            form.RuleFor(c => c.Report).OptionalLine(500);
        }),
        [typeof(InspectAcceptance)] = Form<InspectAcceptance>(form =>
        {
            form.RuleFor(c => c.Inspectors).NotNull().AtMost(50);
            form.RuleForEach(c => c.Inspectors).Id();
            form.RuleFor(c => c.Reasons).AtMost(50);
            form.RuleForEach(c => c.Reasons).Text(2000);
        }),
        [typeof(CloseHazard)] = Form<CloseHazard>(_ => { }),
        [typeof(ListForSupervision)] = Form<ListForSupervision>(form =>
        {
            form.RuleFor(c => c.ListingNo).Line(100);
            form.RuleFor(c => c.ListingBody).Id();
            form.RuleFor(c => c.BatchNo).OptionalLine(100);
            form.RuleFor(c => c.SupervisingUnit).Id();
            form.RuleFor(c => c.ResponsibleUnit).Id();
            form.RuleFor(c => c.LeaderInCharge).OptionalId();
        }),
        [typeof(PublishListing)] = Form<PublishListing>(form =>
        {
            form.RuleFor(c => c.ListingNo).Line(100);
            form.RuleFor(c => c.Medium).Line(200);
            form.RuleFor(c => c.Url).OptionalLine(2000);
        }),
        [typeof(PostOnSiteNotice)] = Form<PostOnSiteNotice>(form =>
        {
            form.RuleFor(c => c.ListingNo).Line(100);
            form.RuleFor(c => c.Place).Line(500);
        }),
        [typeof(RequestDelisting)] = Form<RequestDelisting>(form => form.RuleFor(c => c.ListingNo).Line(100)),
        [typeof(DelistHazard)] = Form<DelistHazard>(form => form.RuleFor(c => c.ListingNo).Line(100)),
        [typeof(RevokeListing)] = Form<RevokeListing>(form =>
        {
            form.RuleFor(c => c.ListingNo).Line(100);
            form.RuleFor(c => c.Reason).Text(2000);
        }),
        [typeof(ReopenHazard)] = Form<ReopenHazard>(form =>
        {
            form.RuleFor(c => c.Cause).Text(2000);
            form.RuleFor(c => c.LookBack).OptionalLine(200);
        }),
        [typeof(MergeHazard)] = Form<MergeHazard>(form =>
        {
            form.RuleFor(c => c.Survivor).NotEmpty();
            form.RuleFor(c => c.Reason).Text(2000);
        }),
        [typeof(VoidHazard)] = Form<VoidHazard>(_ => { }),
        [typeof(CorrectHazard)] = Form<CorrectHazard>(form =>
        {
            form.RuleFor(c => c.NewValue).Text(4000);
            form.RuleFor(c => c.Reason).Text(2000);
        }),
        [typeof(CancelEntry)] = Form<CancelEntry>(form => form.RuleFor(c => c.Reason).Text(2000)),
        [typeof(AddEvidence)] = Form<AddEvidence>(_ => { }),
        [typeof(AddNote)] = Form<AddNote>(_ => { }),
        [typeof(ApproveProposal)] = Form<ApproveProposal>(_ => { }),
        [typeof(RefuseProposal)] = Form<RefuseProposal>(form => form.RuleFor(c => c.Reason).Text(2000)),
    };

    private static readonly Dictionary<Type, IValidator> ByType = new([.. CourseForms, .. RectificationForms, .. ControlForms, .. SupervisionForms, .. PenaltyForms, .. AftermathForms]);

    /// <summary>The validator of a command's type.</summary>
    public static IValidator Of(Type command) => ByType[command];

    /// <summary>The validator of the members that every body may carry.</summary>
    public static IValidator Entry { get; } = Form<EntryBody>(form =>
    {
        form.RuleFor(e => e.DocumentNo).OptionalLine(200);
        form.RuleFor(e => e.Basis).AtMost(50);
        form.RuleForEach(e => e.Basis).Line(200);
        form.RuleFor(e => e.Note).OptionalText(4000);
        form.RuleFor(e => e.LateReason).OptionalText(2000);
        form.RuleFor(e => e.Evidence).AtMost(100);
        form.RuleForEach(e => e.Evidence).NotNull().ChildRules(evidence =>
        {
            evidence.RuleFor(x => x.Sha256).NotEmpty().Matches("^[0-9a-f]{64}$");
            evidence.RuleFor(x => x.MediaType).Line(100);
            evidence.RuleFor(x => x.Kind).Line(50);
        });
        form.RuleFor(e => e.Actor!.Person).Id().When(e => e.Actor is not null);
        form.RuleFor(e => e.Actor!.Organisation).Id().When(e => e.Actor is not null);
        form.RuleFor(e => e.Actor!.Role).Id().When(e => e.Actor is not null);
        form.RuleFor(e => e.Missing).AtMost(20);
        form.RuleForEach(e => e.Missing).Line(50);
        form.RuleFor(e => e.OccurredOn).Must((e, on) => on is null || e.OccurredAt is null || LegalZone.DayOf(e.OccurredAt.Value) == on)
            .Saying("与 occurredAt 不是同一天。", "Not the day of occurredAt.");
        form.RuleFor(e => e.OccurredOn).InclusiveBetween(Words.Earliest, Words.Latest);
        form.RuleFor(e => e.OccurredAt).Must(IsInRange)
            .Saying("年份超出范围。", "The year is out of range.");
    });

    private static bool IsInRange(DateTimeOffset? at) => at is null || (at.Value.Year >= Words.Earliest.Year && at.Value.Year < Words.Latest.Year);

    private static InlineValidator<T> Form<T>(Action<InlineValidator<T>> rules)
    {
        var form = new InlineValidator<T>();
        rules(form);
        form.AddDayLimits();
        return form;
    }
}
