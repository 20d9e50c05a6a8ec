using HazardLedger.Dashboard.Tests;

// One browser and three ledgers serve all tests. Those that record, or count what was recorded, take turns: the collection of the office. The others only
// look, at a ledger that stands still, and do so beside them.
[assembly: AssemblyFixture(typeof(Site))]
[assembly: AssemblyFixture(typeof(Office))]
[assembly: AssemblyFixture(typeof(Whole))]
[assembly: AssemblyFixture(typeof(Browser))]
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
