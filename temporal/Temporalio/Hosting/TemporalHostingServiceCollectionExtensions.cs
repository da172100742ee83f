using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Temporal clients and workers.</summary>
public static class TemporalHostingServiceCollectionExtensions
{
    /// <summary>A worker of the queue with a client of its own.</summary>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services, string clientTargetHost, string clientNamespace, string taskQueue) =>
        services.AddHostedTemporalWorker(taskQueue).ConfigureOptions(
            options => options.ClientOptions = new(clientTargetHost) { Namespace = clientNamespace });

    /// <summary>A worker of the queue with the registered client.</summary>
    /// <exception cref="InvalidOperationException">There is a worker of the queue already.</exception>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(this IServiceCollection services, string taskQueue)
    {
        if (services.Any(each => each.ServiceType == typeof(HostedQueue) && ((HostedQueue?)each.ImplementationInstance)?.Name == taskQueue))
        {
            throw new InvalidOperationException($"There is a hosted worker of task queue {taskQueue} already");
        }

        services.AddSingleton(new HostedQueue(taskQueue));
        services.AddSingleton<IHostedService>(provider => new TemporalWorkerService(
            taskQueue,
            null,
            provider.GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>(),
            provider.GetService<ITemporalClient>(),
            provider.GetService<ILoggerFactory>()));
        services.AddOptions<TemporalWorkerServiceOptions>(taskQueue).Configure(options => options.TaskQueue = taskQueue);
        return new TemporalWorkerServiceOptionsBuilder(taskQueue, services);
    }

    /// <summary>A client that connects on its first call.</summary>
    public static OptionsBuilder<TemporalClientConnectOptions> AddTemporalClient(
        this IServiceCollection services, string? clientTargetHost = null, string? clientNamespace = null)
    {
        services.TryAddSingleton<ITemporalClient>(provider =>
            TemporalClient.CreateLazy(provider.GetRequiredService<IOptions<TemporalClientConnectOptions>>().Value));
        var builder = services.AddOptions<TemporalClientConnectOptions>();
        builder.Configure<IServiceProvider>((options, provider) =>
        {
            if (provider.GetService<ILoggerFactory>() is { } loggers)
            {
                options.LoggerFactory = loggers;
            }
        });
        if (clientTargetHost is not null || clientNamespace is not null)
        {
            builder.Configure(options =>
            {
                options.TargetHost = clientTargetHost ?? options.TargetHost;
                options.Namespace = clientNamespace ?? options.Namespace;
            });
        }

        return builder;
    }

    /// <inheritdoc cref="AddTemporalClient(IServiceCollection, string?, string?)"/>
    public static IServiceCollection AddTemporalClient(this IServiceCollection services, Action<TemporalClientConnectOptions> configureClient)
    {
        services.AddTemporalClient().Configure(configureClient);
        return services;
    }

    private sealed record HostedQueue(string Name);
}
