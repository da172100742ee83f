using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>A worker that lives as long as the host. A server that cannot be reached at the start fails the service.</summary>
public class TemporalWorkerService : BackgroundService
{
    private readonly Func<Task<ITemporalClient>> connect;
    private readonly TemporalWorkerOptions options;

    public TemporalWorkerService(TemporalWorkerServiceOptions options)
        : this(
            options.ClientOptions ?? throw new ArgumentException("Client options are required without an existing client", nameof(options)),
            options)
    {
    }

    public TemporalWorkerService(TemporalClientConnectOptions clientOptions, TemporalWorkerOptions workerOptions)
    {
        connect = async () => await TemporalClient.ConnectAsync(clientOptions);
        options = workerOptions;
    }

    public TemporalWorkerService(ITemporalClient client, TemporalWorkerOptions workerOptions)
    {
        connect = () => ConnectAsync(client);
        options = workerOptions;
    }

    public TemporalWorkerService(
        string taskQueue,
        string? buildId,
        IOptionsMonitor<TemporalWorkerServiceOptions> optionsMonitor,
        ITemporalClient? existingClient = null,
        ILoggerFactory? loggerFactory = null)
    {
        // A copy: the monitor's own is shared and this worker completes it.
        var own = (TemporalWorkerServiceOptions)optionsMonitor.Get(taskQueue).Clone();
        own.TaskQueue = taskQueue;
        own.BuildId ??= buildId;
        own.LoggerFactory ??= loggerFactory;
        options = own;
        if (own.ClientOptions is { } clientOptions)
        {
            if (loggerFactory is not null)
            {
                clientOptions.LoggerFactory = loggerFactory;
            }

            connect = async () => await TemporalClient.ConnectAsync(clientOptions);
        }
        else
        {
            var client = existingClient
                ?? throw new InvalidOperationException($"The worker of {taskQueue} has no client options and no client is registered");
            connect = () => ConnectAsync(client);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var client = await connect();
        using var worker = new TemporalWorker(client, options);
        await worker.ExecuteAsync(stoppingToken);
    }

    private static async Task<ITemporalClient> ConnectAsync(ITemporalClient client)
    {
        await client.Connection.ConnectAsync();
        return client;
    }
}
