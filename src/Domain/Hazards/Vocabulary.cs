namespace HazardLedger.Domain.Hazards;

/// <summary>Where a hazard stands on its way (domain §2.1).</summary>
public enum Lifecycle { Unregistered, Registered, Rectifying, PendingAcceptance, Accepted, Closed, Voided, Merged }

/// <summary>Grade of a hazard (一般 / 重大事故隐患; Order 16 of 2007, Art. 3). Ungraded counts as general in every figure.</summary>
public enum Grade { Ungraded, General, Major }

/// <summary>What failed: a thing, an act or the management (物的状态 / 人的行为 / 管理).</summary>
public enum Category { Thing, Act, Management }

/// <summary>How a hazard came to light (domain §2.4).</summary>
public enum DiscoverySource
{
    EnterpriseSelfInspection, WorkerReport, PublicReport, TownshipInspection, BureauInspection, SectorRegulatorInspection,
    FireInspection, JointInspection, LeaderVisit, HigherLevelSupervision, UnannouncedInspection, ThirdPartyExpert,
    DataPlatformAlert, CircularWarning, LookBack, AccidentAnalogy,
}

/// <summary>The national roll-up of sources: found by departments, by enterprises themselves, by the public.</summary>
public enum SourceGroup { Department, Enterprise, Public }

/// <summary>How a grade was judged (GB 35181: direct, comprehensive, or by an expert panel).</summary>
public enum GradingMethod { Direct, Comprehensive, Expert }

/// <summary>Whether an order must be carried out at once or by a date (责令立即 / 限期整改).</summary>
public enum OrderKind { Immediate, Limited }

/// <summary>Government level of a supervision listing, lowest first.</summary>
public enum Level { Township, County, City, Province, State }

/// <summary>State of one listing. A revoked one counts nowhere, on no day; a superseded one lives on in its escalation.</summary>
public enum ListingStatus { Active, Superseded, Delisted }

/// <summary>Why a hazard is struck off: rectified, or the enterprise or object is gone.</summary>
public enum ClosureKind { Rectified, EnterpriseShutDown, DemolishedOrRelocated }

/// <summary>Why a registration should never have been.</summary>
public enum VoidReason { NotAHazard, NotFound, OutOfScope, RegisteredInError }

/// <summary>Ground for lifting a listing.</summary>
public enum DelistingGround { Rectified }

/// <summary>Result of an acceptance inspection (验收).</summary>
public enum AcceptanceResult { Passed, Failed }

/// <summary>Where a rectification plan stands.</summary>
public enum PlanStatus { Pending, Approved, Returned }

/// <summary>What a supervising organ says to a plan.</summary>
public enum PlanVerdict { Approved, Returned }

/// <summary>Where a request stands.</summary>
public enum RequestStatus { Pending, Approved, Refused }

/// <summary>What an authority says to a request.</summary>
public enum Verdict { Approved, Refused }

/// <summary>Where a proposal stands. It lapses when its hazard is voided or merged away.</summary>
public enum ProposalState { Pending, Approved, Refused, Lapsed }

/// <summary>What an interim control does (domain §2.3).</summary>
public enum ControlKind
{
    StopOperationsFull, StopOperationsPartial, StopUseEquipment, StopConstruction, EvacuatePeople, EvacuateVehicles, Cordon,
    NoEntryArea, ShutDown, Seal, Seize, PowerCut, ExplosivesSupplyCut, Watch24h,
}

/// <summary>How a seizure ends (Administrative Compulsion Law 2011, Art. 27–28).</summary>
public enum Disposal { Returned, Confiscated, Destroyed }

/// <summary>What the receiver of an assignment or transfer says.</summary>
public enum AssignmentAnswer { Accepted, Rejected }

/// <summary>Steps of the escalation ladder that are told to somebody (domain §2.7).</summary>
public enum NoticeKind { Reminder, SupervisionNotice, Summons, Circular }

/// <summary>What a look-back finds.</summary>
public enum LookBackOutcome { Holds, NotActuallyRectified, Relapsed, NewHazardFound }

/// <summary>Fields that a correction may change. Area, sector, enterprise and discoveredOn move figures.</summary>
public enum CorrectableField { Area, Sector, Enterprise, Site, DiscoveredOn, Source, Category, Place, Description }

/// <summary>Roll-ups of the vocabulary.</summary>
public static class Vocabulary
{
    /// <summary>Source group of a source (decisions: enterprise = own inspection, worker's report, platform alert; public = public report; all else departments).</summary>
    public static SourceGroup GroupOf(DiscoverySource source) => source switch
    {
        DiscoverySource.EnterpriseSelfInspection or DiscoverySource.WorkerReport or DiscoverySource.DataPlatformAlert => SourceGroup.Enterprise,
        DiscoverySource.PublicReport => SourceGroup.Public,
        _ => SourceGroup.Department,
    };
}
