using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

public class TemporalWorkerServiceOptions : TemporalWorkerOptions
{
    public TemporalWorkerServiceOptions()
    {
    }

    public TemporalWorkerServiceOptions(string taskQueue)
        : base(taskQueue)
    {
    }

    /// <summary>Gives the worker a client of its own; null uses the registered one.</summary>
    public TemporalClientConnectOptions? ClientOptions { get; set; }

    public override object Clone()
    {
        var copy = (TemporalWorkerServiceOptions)base.Clone();
        copy.ClientOptions = (TemporalClientConnectOptions?)ClientOptions?.Clone();
        return copy;
    }
}
