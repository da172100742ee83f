using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Extensions.Hosting;

/// <summary>Configures one hosted worker.</summary>
public interface ITemporalWorkerServiceOptionsBuilder
{
    /// <summary>Also the name of the worker's options.</summary>
    string TaskQueue { get; }

    IServiceCollection Services { get; }
}
