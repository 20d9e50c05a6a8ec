using HazardLedger.Testing;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestPipelineStartup(typeof(ServerEnd))]

namespace HazardLedger.Testing;

/// <summary>Ends the PostgreSQL of a test assembly after its last test and the end of its last fixture, while the runner still waits.</summary>
public sealed class ServerEnd : ITestPipelineStartup
{
    /// <inheritdoc />
    public ValueTask StartAsync(IMessageSink diagnosticMessageSink) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public async ValueTask StopAsync() => await LedgerDatabase.EndServerAsync();
}
