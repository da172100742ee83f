using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Extensions.Hosting;

internal sealed class TemporalWorkerServiceOptionsBuilder(string taskQueue, IServiceCollection services) : ITemporalWorkerServiceOptionsBuilder
{
    public string TaskQueue { get; } = taskQueue;

    public IServiceCollection Services { get; } = services;
}
