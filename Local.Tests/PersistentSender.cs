using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Webhooks.Local.Demo;

namespace Webhooks.Local.Tests;

/// <summary>Sends deliveries until each is taken, a few at a time, as a provider and its reconciler would, whatever happens to the gateway meanwhile.</summary>
internal sealed class PersistentSender : IDisposable
{
    private static readonly Uri Webhook = new("/webhooks/github", UriKind.Relative);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient gateway;
    private readonly string secret;
    private long unavailable;
    private long refused;

    public PersistentSender(int port, string secret)
    {
        this.secret = secret;
        gateway = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };
    }

    /// <summary>Every delivery that was answered 2xx, by the id in the answer.</summary>
    public ConcurrentDictionary<string, PushDelivery> Accepted { get; } = new(StringComparer.Ordinal);

    /// <summary>How often a signed one was told to come again.</summary>
    public long Unavailable => Interlocked.Read(ref unavailable);

    /// <summary>How many with a bad signature were refused.</summary>
    public long Refused => Interlocked.Read(ref refused);

    public Task SendAsync(IEnumerable<PushDelivery> pushes, int atOnce, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        pushes, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken }, async (push, stop) =>
        {
            while (!await TrySendAsync(push, stop))
            {
                await Task.Delay(Pause, TimeProvider.System, stop);
            }
        });

    /// <summary>The same body, signed by somebody who does not know the secret: must never be taken.</summary>
    public async Task SendForgedAsync(PushDelivery push, CancellationToken cancellationToken)
    {
        while (await AnswerAsync(push, "not the secret", cancellationToken) is not { } answer || IsLater(answer.Status))
        {
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        Interlocked.Increment(ref refused);
    }

    public void Dispose() => gateway.Dispose();

    /// <summary>Not now, and nothing was accepted. 429: the forgeries come from the same address.</summary>
    private static bool IsLater(HttpStatusCode status) => status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;

    private async Task<bool> TrySendAsync(PushDelivery push, CancellationToken cancellationToken)
    {
        if (await AnswerAsync(push, secret, cancellationToken) is not { } answer)
        {
            return false;
        }

        if (IsLater(answer.Status))
        {
            Interlocked.Increment(ref unavailable);
            return false;
        }

        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Accepted, $"Status {answer.Status}: {answer.Text}");
        Accepted.TryAdd(JsonNode.Parse(answer.Text)!["deliveryId"]!.GetValue<string>(), push); // Every 2xx names it.
        return true;
    }

    /// <returns>Null when there was none: killed, starting, or cut off in the middle of the answer.</returns>
    private async Task<Answer?> AnswerAsync(PushDelivery push, string signedWith, CancellationToken cancellationToken)
    {
        try
        {
            using var request = push.Signed(Webhook, signedWith);
            using var answer = await gateway.SendAsync(request, cancellationToken);
            Assert.True(string.Equals(signedWith, secret, StringComparison.Ordinal) || !answer.IsSuccessStatusCode, "A forged delivery was accepted.");
            return new Answer(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception down) when (down is HttpRequestException || (down is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private sealed record Answer(HttpStatusCode Status, string Text);
}
