using Azure;
using Azure.Identity;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Secrets;

/// <summary>
/// Reads the vaults before the gateway listens, at every interval, and when the configuration changes. What cannot be read keeps its last
/// good versions and is tried again soon.
/// </summary>
internal sealed class KeyVaultRefresh(
    LiveSources sources, KeyVaultReader reader, KeyVaultSecrets vaults, SecretSettings settings, TimeProvider time) : BackgroundService
{
    /// <summary>So long the start waits for a vault; after that its sources answer 503 to whom they cannot judge.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(15);

    private volatile TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(StartPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        sources.Changed += Wake;
        await RefreshAsync(either.Token, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        sources.Changed -= Wake;
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isMissing = sources.All.SelectMany(source => source.Feeds).OfType<KeyVaultFeed>().Any(feed => feed.Alarm.IsRaised);
            await PauseAsync(isMissing && RetryPause < settings.RefreshInterval ? RetryPause : settings.RefreshInterval, stoppingToken);
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await RefreshAsync(stoppingToken, stoppingToken);
        }
    }

    private void Wake(object? sender, EventArgs e) => changed.TrySetResult();

    private async Task PauseAsync(TimeSpan pause, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await Task.WhenAny(changed.Task, Task.Delay(pause, time, over.Token));
        await over.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }

    private async Task RefreshAsync(CancellationToken cancellationToken, CancellationToken stopping)
    {
        var feeds = sources.All.SelectMany(source => source.Feeds).OfType<KeyVaultFeed>().ToLookup(feed => feed.Secret);
        vaults.Forget(feeds.Select(group => group.Key).ToHashSet());
        foreach (var group in feeds)
        {
            var fault = await RefreshAsync(group.Key, cancellationToken, stopping);
            foreach (var alarm in group.Select(feed => feed.Alarm))
            {
                alarm.Set(fault);
            }
        }
    }

    /// <returns>Why it could not be read; null when it was.</returns>
    private async Task<string?> RefreshAsync(VaultSecret secret, CancellationToken cancellationToken, CancellationToken stopping)
    {
        try
        {
            vaults.Put(secret, await reader.ReadAsync(secret, vaults.Find(secret) ?? [], cancellationToken));
            return null;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            // Whatever it was, the gateway goes on with what it has.
            return $"{secret}: {FaultOf(e)}";
        }
    }

    /// <summary>Bodies of refusals are not quoted: nobody knows what is in them.</summary>
    private static string FaultOf(Exception exception) => exception switch
    {
        VaultSecretException e => e.Message,
        RequestFailedException { Status: 0 } => "the vault cannot be reached",
        RequestFailedException e => $"the vault answers {e.Status} {e.ErrorCode}".TrimEnd(),
        AuthenticationFailedException => "no identity to ask with: see Azure.Identity's DefaultAzureCredential",
        AggregateException { InnerException: { } first } => FaultOf(first),
        OperationCanceledException or HttpRequestException or IOException => "the vault cannot be reached in time",
        _ => $"the vault's answer cannot be used ({exception.GetType().Name})",
    };
}
