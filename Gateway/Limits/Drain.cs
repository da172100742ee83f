using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Limits;

/// <summary>
/// The end of the process, in order: not ready any more but still accepting; then no new deliveries while those that are being served end; then
/// the listener closes, and storage after it.
/// </summary>
internal sealed partial class Drain(HttpSettings settings, TimeProvider time, ILogger<Drain> logger) : IHostedLifecycleService
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int served;
    private bool refuses;

    /// <summary>Whoever sends traffic here should send it elsewhere.</summary>
    public bool HasBegun { get; private set; }

    public void Begin() => HasBegun = true;

    /// <returns>False when nothing new is served. Otherwise <see cref="Leave"/> must follow.</returns>
    public bool TryEnter()
    {
        lock (gate)
        {
            served += refuses ? 0 : 1;
            return !refuses;
        }
    }

    public void Leave()
    {
        lock (gate)
        {
            served--;
            if (refuses && served == 0)
            {
                empty.TrySetResult();
            }
        }
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Begin();
        await Task.Delay(settings.DrainNotice, time, cancellationToken);
        lock (gate)
        {
            refuses = true;
            if (served == 0)
            {
                empty.TrySetResult();
            }
        }

        try
        {
            await empty.Task.WaitAsync(settings.DrainTime, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            Log.NotEmpty(logger, served, settings.DrainTime);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Count} requests have not ended within {DrainTime} and are cut off; they were not answered.")]
        public static partial void NotEmpty(ILogger logger, int count, TimeSpan drainTime);
    }
}
