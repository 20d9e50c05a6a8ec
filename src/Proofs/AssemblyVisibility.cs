using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("HazardLedger.Proofs.Tests")]
