// One test at a time: the bound on processor time is of the whole process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
