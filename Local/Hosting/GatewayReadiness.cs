using System.Net;

namespace Webhooks.Local.Hosting;

/// <summary>Waits until the gateway takes deliveries.</summary>
internal static class GatewayReadiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="LocalFailureException">It did not come up in time.</exception>
    public static async Task WaitAsync(HttpClient gateway, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!await IsReadyAsync(gateway, cancellationToken))
        {
            if (time.GetElapsedTime(started) > Patience)
            {
                throw new LocalFailureException($"The gateway did not become ready within {Patience.TotalSeconds:0} s.");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient gateway, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await gateway.GetAsync(new Uri("/healthz", UriKind.Relative), cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false; // Not listening yet.
        }
    }
}
