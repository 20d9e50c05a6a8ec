using HazardLedger.Domain;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Demonstration;

/// <summary>A step before document numbers are given out: those run in the order of recording.</summary>
internal sealed record Draft(Dossier Dossier, DateTimeOffset RecordedAt, HazardCommand Command, Entry Entry, string? Series, bool IsProposed = false);

/// <summary>What goes with a step besides who and when.</summary>
internal sealed record Papers(string? Series = null, string? Basis = null, string? Evidence = null, string? Note = null, Actor? ApprovedBy = null);

/// <summary>The papers of one hazard: what it is, who handles it, and its steps so far.</summary>
internal sealed class Dossier
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private readonly string _key;
    private DateTimeOffset _cursor;
    private int _proposals;

    public Dossier(string key, string sector, DemonstrationParty party, DiscoverySource source, Dice dice, bool major = false)
    {
        (_key, Sector, Party, Source, Dice) = (key, sector, party, source, dice);
        var found = dice.Pick(Phrasebook.Sectors[sector].At(party, major));
        (Place, Defect) = (party.ShortName + found.Place, found.Defect);
        Description = $"{Defect.Text}，{dice.Fill(dice.Pick(Defect.Details))}。";
        Finder = Offices.FinderOf(source, sector, party);
        Handler = Finder == party.Id || Finder == Offices.CommitteeOffice ? Offices.DepartmentOf(sector, party.Area) : Finder;
        Area = party.Area;
    }

    public Dice Dice { get; }
    public string Sector { get; }
    public DemonstrationParty Party { get; }
    public DiscoverySource Source { get; }
    public Defect Defect { get; init; }
    public string Place { get; init; }
    public string Description { get; init; }

    /// <summary>The area under which it is registered; a correction may follow.</summary>
    public string Area { get; init; }

    /// <summary>Organisation that registers it.</summary>
    public string Finder { get; init; }

    /// <summary>Organisation that orders and inspects.</summary>
    public string Handler { get; init; }

    /// <summary>Nothing is recorded before this day: the entry is late.</summary>
    public DateOnly? LateUntil { get; init; }

    public bool IsSelfFound => Finder == Party.Id;
    public List<Draft> Drafts { get; } = [];
    public DateOnly FoundOn { get; private set; }

    /// <summary>Stream id; known once the registration is written down.</summary>
    public Guid Id => Digests.Uuid7(Drafts[0].RecordedAt, _key);

    public DateOnly LastRecordedOn => DateOnly.FromDateTime(_cursor.DateTime);

    /// <summary>Somebody of the finder: an enterprise's safety officer, or an official.</summary>
    public Actor FinderActor => IsSelfFound ? Offices.SafetyOfficerOf(Party) : Official(Finder, 1, "recorder");

    public Actor Handling => Official(Handler, 2, "caseHandler");

    public static Actor Official(string organisation, int seat, string role) => new(Offices.PersonOf(organisation, seat), organisation, role);

    /// <summary>Remembers the day of discovery.</summary>
    public Dossier FoundAt(DateOnly day)
    {
        FoundOn = day;
        return this;
    }

    /// <summary>Writes a step down; what would happen after the demonstration's last day is left out. With a second person among its
    /// papers it is two: the first proposes, the second approves within the hour.</summary>
    public void Add(DateOnly on, Actor actor, HazardCommand command, Papers? papers = null)
    {
        if (on > Days.End)
        {
            return;
        }

        var at = RecordingOf(on);
        var lag = DateOnly.FromDateTime(at.DateTime).DayNumber - on.DayNumber;
        papers ??= new();
        var entry = new Entry
        {
            OccurredOn = on,
            OccurredAt = lag == 0 && command is RegisterHazard or RectifyOnTheSpot ? at.AddSeconds(-Dice.Between(30, 110)) : null,
            Actor = actor,
            Channel = ChannelOf(actor, lag),
            Basis = papers.Basis is { } basis ? basis.Split(' ') : [],
            Evidence = papers.Evidence is { } kind ? Photos(kind) : [],
            Note = papers.Note,
            LateReason = lag > 7 ? Dice.Pick(Phrasebook.Texts.LateReasons) : null,
        };
        _cursor = at;
        Drafts.Add(new(this, at, command, entry, papers.Series, IsProposed: papers.ApprovedBy is not null));
        if (papers.ApprovedBy is { } approver)
        {
            Approve(on, approver);
        }
    }

    // Nothing is drawn here, so that what follows comes out the same.
    private void Approve(DateOnly on, Actor approver)
    {
        _cursor = _cursor.AddMinutes(37);
        Drafts.Add(new(this, _cursor, new ApproveProposal(++_proposals), new() { OccurredOn = on, Actor = approver }, Series: null));
    }

    private DateTimeOffset RecordingOf(DateOnly on)
    {
        var day = LateUntil > on ? LateUntil.Value : on;
        if (LateUntil is null && Dice.Chance(Days.IsWorking(on) ? 9 : 45))
        {
            var ceiling = on <= Days.Cut ? Days.Cut : Days.End;
            day = Days.Working(on.AddDays(1)) is var next && next <= ceiling ? next : on;
        }

        var night = Sector == "fire" && Dice.Chance(18);
        var minutes = night ? Dice.Between(19 * 60 + 20, 20 * 60 + 40) : Dice.Chance(58) ? Dice.Between(8 * 60 + 40, 12 * 60) : Dice.Between(14 * 60 + 30, 18 * 60 + 10);
        var at = new DateTimeOffset(day, new TimeOnly(minutes / 60, minutes % 60, Dice.Below(60)), China);
        return at > _cursor ? at : _cursor.AddSeconds(Dice.Between(120, 840));
    }

    private string ChannelOf(Actor actor, int lag) => lag > 2 ? "web" : actor.Organisation == Party.Id ? "platform" : Dice.Chance(70) ? "mobile" : "web";

    private EvidenceCitation[] Photos(string kind) =>
    [
        .. Enumerable.Range(1, Dice.Between(1, 3)).Select(i => new EvidenceCitation(Digests.Sha256($"{_key}/{Drafts.Count}/{kind}/{i}"), "image/jpeg", kind)),
    ];
}
