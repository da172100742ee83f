using Temporalio.Client;
using Temporalio.Common;

namespace Temporalio.Testing;

/// <summary>Options of a local environment. Without <c>TargetHost</c> the server takes a free port of the loopback address.</summary>
public class WorkflowEnvironmentStartLocalOptions : TemporalClientConnectOptions
{
    public DevServerOptions DevServerOptions { get; set; } = new();

    /// <summary>Registered before the client connects.</summary>
    public IReadOnlyCollection<SearchAttributeKey>? SearchAttributes { get; set; }

    public override object Clone()
    {
        var copy = (WorkflowEnvironmentStartLocalOptions)base.Clone();
        copy.DevServerOptions = (DevServerOptions)DevServerOptions.Clone();
        return copy;
    }
}
