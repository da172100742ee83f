using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Temporalio.Exceptions;

namespace Webhooks.Activities.Providers;

/// <summary>
/// Calls to one outside system. What is worth another try, now or later, and what never is, becomes a failure that the retry table knows; all
/// other answers are the caller's. No failure quotes a query, a header or a body.
/// </summary>
public sealed class ProviderCalls : IDisposable
{
    private readonly ProviderCallOptions options;
    private readonly TimeProvider time;
    private readonly HttpClient http;

    /// <summary>By host: a system may have several, and each of them is well or not by itself. Hosts are configured, so they are few.</summary>
    private readonly ConcurrentDictionary<string, ProviderCircuit> circuits = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="options">How it is called.</param>
    /// <param name="time">For waits, limits and the circuit.</param>
    /// <param name="handler">Instead of the network; the caller's to dispose of.</param>
    public ProviderCalls(ProviderCallOptions options, TimeProvider time, HttpMessageHandler? handler = null)
    {
        (this.options, this.time) = (options, time);
        http = new HttpClient(handler ?? Network(), disposeHandler: handler is null)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = options.LargestAnswer,
        };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("webhooks");
    }

    public void Dispose() => http.Dispose();

    /// <param name="request">Makes the request; a repeated one is made anew. Its address is absolute.</param>
    /// <param name="safety">Only <see cref="CallSafety.Safe"/> calls are repeated; any call is made once more with fresh credentials after a 401.</param>
    /// <param name="credentials">Put into the request.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ApplicationFailureException">No answer, or one that says to try later, or that we may not ask.</exception>
    public async Task<ProviderAnswer> SendAsync(
        Func<HttpRequestMessage> request, CallSafety safety, ProviderCredentials credentials, CancellationToken cancellationToken)
    {
        var circuit = CircuitOf(request);
        using var limit = new CancellationTokenSource(options.Attempt, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var outcome = await CallAsync();
            if (outcome.IsUnauthorized && credentials.Forget())
            {
                outcome = await CallAsync();
                if (outcome.IsUnauthorized)
                {
                    // Whoever asks next begins with another one.
                    credentials.Forget();
                }
            }

            return outcome.Answer ?? throw outcome.Failure!; // One of the two is there.
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApplicationFailureException($"{options.System} does not answer in time.", failure, ErrorTypes.Unavailable);
        }

        async Task<CallOutcome> CallAsync()
        {
            // Outside the circuit: what fetches a token may be a call to the same host, which would count twice.
            var authorization = await credentials.GetAsync(either.Token);
            return await circuit.ExecuteAsync(safety, token => TryAsync(request, authorization, cancellationToken, token), either.Token);
        }
    }

    private ProviderCircuit CircuitOf(Func<HttpRequestMessage> request)
    {
        using var message = request();
        return circuits.GetOrAdd(message.RequestUri!.Authority, host => new ProviderCircuit(host, time)); // It is absolute.
    }

    private async ValueTask<CallOutcome> TryAsync(
        Func<HttpRequestMessage> request, AuthenticationHeaderValue? authorization, CancellationToken caller, CancellationToken either)
    {
        using var message = request();
        message.Headers.Authorization = authorization ?? message.Headers.Authorization;
        var what = $"{message.Method} {message.RequestUri?.Host}{message.RequestUri?.AbsolutePath}";
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, either);
            var answer = new ProviderAnswer
            {
                What = what,
                Status = response.StatusCode,
                Body = await response.Content.ReadAsByteArrayAsync(either),
                Headers = response.Headers.Concat(response.Content.Headers).ToDictionary(
                    header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase),
            };
            return CallOutcome.Of(answer, time.GetUtcNow(), options.IsLimit);
        }
        catch (HttpRequestException failure)
        {
            return CallOutcome.NotAnswered(what, failure);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return CallOutcome.TooSlow(what);
        }
    }

    /// <summary>Follows no redirection, because that would carry credentials to where nobody configured; keeps no cookies.</summary>
    private static SocketsHttpHandler Network() => new() { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
}
