using HazardLedger.Dashboard.Tests;

// One browser and one ledger serve all tests; two cores are better spent on the browser than on two tests at once.
[assembly: AssemblyFixture(typeof(Site))]
[assembly: AssemblyFixture(typeof(Office))]
[assembly: AssemblyFixture(typeof(Whole))]
[assembly: AssemblyFixture(typeof(Browser))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
