using HazardLedger.Dashboard.Edge;
using HazardLedger.Dashboard.Faults;
using HazardLedger.Dashboard.Recording;
using HazardLedger.Dashboard.Words;
using HazardLedger.Domain.Areas;
using HazardLedger.Domain.Reports;
using HazardLedger.Projections;
using HazardLedger.Projections.Figures;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Names;
using HazardLedger.Projections.Register;
using HazardLedger.Projections.Reports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace HazardLedger.Dashboard.Frame;

/// <summary>One visit to a page: what was asked, by whom, and the projections that answer.</summary>
internal sealed class PageCall
{
    private const int MostMarks = 12;
    private readonly HttpContext _context;
    private readonly DashboardOptions _options;
    private readonly IReadOnlyList<KnownMark> _marks;

    private PageCall(HttpContext context, Language language, Scope scope, Viewpoint view, QueryReading query, IReadOnlyList<KnownMark> marks)
    {
        var services = context.RequestServices;
        (_context, _options) = (context, services.GetRequiredService<DashboardOptions>());
        (Words, Scope, View, Query, _marks) = (new(language), scope, view, query, marks);
        Figures = services.GetRequiredService<FigureReads>();
        Register = services.GetRequiredService<HazardRegister>();
        Histories = services.GetRequiredService<HazardHistories>();
    }

    public Phrasing Words { get; }

    public Scope Scope { get; }

    public Viewpoint View { get; }

    public QueryReading Query { get; }

    public FigureReads Figures { get; }

    public HazardRegister Register { get; }

    public HazardHistories Histories { get; }

    public DashboardOptions Options => _options;

    public HttpContext Context => _context;

    /// <summary>Address of the stream that follows this viewpoint's figures; null unless the page stands at now.</summary>
    public string? Live => _options.Follow is null || View.IsPast || View.IsProjected ? null : View.Link("/figures/stream", ("area", View.Area));

    public CancellationToken Aborted => _context.RequestAborted;

    /// <summary>Reads the viewpoint of a visit.</summary>
    public static async Task<PageCall> OfAsync(HttpContext context, Language language, Scope scope)
    {
        var options = context.RequestServices.GetRequiredService<DashboardOptions>();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var query = new QueryReading(context.Request.Query);
        var view = await new ViewpointReading(query, options.PositionAt).ReadAsync(language, scope, now, options.DefaultArea, context.RequestAborted);
        return new(context, language, scope, view, query, await MarksAsync(context, scope));
    }

    /// <summary>The page, or a page that says what of the query was not understood.</summary>
    /// <param name="sheet">What stands around it.</param>
    /// <param name="model">The component's other parameter.</param>
    /// <param name="status">HTTP status of the page.</param>
    public IResult Show<TPage, TModel>(Sheet sheet, TModel model, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        Query.Faults.Count > 0 ? NotUnderstood() : Rendered<TPage>(status, new() { ["Sheet"] = sheet, ["Model"] = model });

    /// <summary>A sheet with the figures of the viewpoint.</summary>
    /// <param name="title">Title of the window.</param>
    /// <param name="path">Path after the language.</param>
    /// <param name="nav">Key of the navigation's current entry.</param>
    /// <param name="shown">The headline figures, when the page has asked for them already.</param>
    public Sheet SheetOf(string title, string path, string? nav, HeadlineFigures? shown = null) => new()
    {
        View = View,
        Words = Words,
        Title = title,
        Path = path,
        Nav = nav,
        Synthetic = _options.Synthetic,
        SignedIn = SignInCookie.IsPresent(_context),
        MayRecord = _context.RequestServices.GetService<RecordingDoor>()?.PersonOf(_context) is not null,
        ShowsStates = _options.ShowsStates(_context),
        Shown = shown ?? Figures.Headline(View.Question()),
        Compared = View.IsPast ? Figures.Headline(ComparedQuestion()) : null,
        Marks = _marks,
        Areas = AreasToChoose(),
    };

    /// <summary>400 with the names of what was not understood.</summary>
    public IResult NotUnderstood() => Fault(StatusCodes.Status400BadRequest, Query.Faults);

    /// <summary>404, in the same words for what does not exist and what lies outside the visitor's scope.</summary>
    public IResult NotFound() => Fault(StatusCodes.Status404NotFound, []);

    /// <summary>A page that says in words what a status code means.</summary>
    public static IResult FaultOf(HttpContext context, Language language, int status, IReadOnlyList<string> names)
    {
        var options = context.RequestServices.GetRequiredService<DashboardOptions>();
        var words = new Phrasing(language);
        var today = Phrasing.DayOf(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        var view = new Viewpoint
        {
            Language = language, Scope = Scope.Everything, Today = today, AsOf = today, From = new(today.Year, 1, 1), Area = options.DefaultArea, DefaultArea = options.DefaultArea,
        };
        var sheet = new Sheet { View = view, Words = words, Title = words[$"fault.{status}"], Path = "/", Synthetic = options.Synthetic, SignedIn = SignInCookie.IsPresent(context) };
        return Rendered<FaultPage>(status, new() { ["Sheet"] = sheet, ["Model"] = new FaultModel(status, names) });
    }

    // Nobody remembers 18:00:00; people remember the report of May.
    private static async Task<IReadOnlyList<KnownMark>> MarksAsync(HttpContext context, Scope scope) =>
        [.. (await context.RequestServices.GetRequiredService<ReportShelf>().AllAsync(scope, context.RequestAborted)).SelectMany(MarksOf).DistinctBy(mark => mark.Position).Take(MostMarks)];

    // An edition that was signed stays what it was when a later one is not signed yet.
    private static IEnumerable<KnownMark> MarksOf(ShelvedReport report) => report.Stages.Select(stage => stage.Event).OfType<ReportSigned>().Reverse().Select(signed => new KnownMark(
        report.State.Compiled!.Title, report.State.Editions[signed.Edition - 1].KnownAt, report.State.Editions[signed.Edition - 1].Position,
        report.Stages.Any(stage => stage.Event is ReportPublished published && published.Edition == signed.Edition)));

    private IResult Fault(int status, IReadOnlyList<string> names) => FaultOf(_context, View.Language, status, names);

    // A past day as known now is compared with today; a past state of knowledge with what is known now of the same day.
    private FigureQuestion ComparedQuestion() => (View.KnownInPast ? View with { KnownAt = null, Position = null } : View.Now).Question();

    private List<NamedCode> AreasToChoose()
    {
        var top = _options.DefaultArea;
        IEnumerable<NamedCode> below = NameBook.AreasBelow(top);
        IEnumerable<NamedCode> all = top is null ? below : below.Prepend(new(top, NameBook.Area(top)));
        if (View.Area is { } area && !all.Any(one => one.Code == area))
        {
            all = all.Append(new(area, NameBook.Area(area)));
        }

        return [.. all.Where(one => Scope.Areas.Count == 0 || Scope.Areas.Any(mine => AreaCode.IsWithin(one.Code, mine) || AreaCode.IsWithin(mine, one.Code)))];
    }

    private static RazorComponentResult<TPage> Rendered<TPage>(int status, Dictionary<string, object?> parameters) where TPage : IComponent =>
        new(parameters) { StatusCode = status, PreventStreamingRendering = true };
}
