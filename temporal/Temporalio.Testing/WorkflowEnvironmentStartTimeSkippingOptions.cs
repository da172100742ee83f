using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>Options of an environment that skips time. Without <c>TargetHost</c> the server takes a free port of the loopback address.</summary>
public class WorkflowEnvironmentStartTimeSkippingOptions : TemporalClientConnectOptions
{
    public TestServerOptions TestServer { get; set; } = new();

    public override object Clone()
    {
        var copy = (WorkflowEnvironmentStartTimeSkippingOptions)base.Clone();
        copy.TestServer = (TestServerOptions)TestServer.Clone();
        return copy;
    }
}
