using System.Globalization;
using System.Net;
using Temporalio.Exceptions;

namespace Webhooks.Activities.Reconciling;

/// <summary>
/// Calls to the outside. What is worth another try, now or later, and what never is, becomes a failure that the retry table knows; all other
/// answers are the caller's. No failure quotes a query, a header or a body.
/// </summary>
internal static class ProviderCalls
{
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(2);
    private static readonly TimeSpan StandardWait = TimeSpan.FromMinutes(1);

    /// <summary>Follows no redirection, because that would carry credentials to where nobody configured; keeps no cookies; reads no more than a bound.</summary>
    public static HttpClient Client(long largestAnswer)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Attempt,
            MaxResponseContentBufferSize = largestAnswer,
        };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("webhooks-reconciler");
        return http;
    }

    /// <exception cref="ApplicationFailureException">No answer, or one that says to try later, or that we may not ask.</exception>
    public static async Task<ProviderAnswer> SendAsync(HttpClient http, HttpRequestMessage request, TimeProvider time, CancellationToken cancellationToken)
    {
        var what = $"{request.Method} {request.RequestUri?.Host}{request.RequestUri?.AbsolutePath}";
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            ThrowUnlessFinal(response, what, time.GetUtcNow());
            return new ProviderAnswer
            {
                What = what,
                Status = response.StatusCode,
                Body = await response.Content.ReadAsByteArrayAsync(cancellationToken),
                Links = response.Headers.TryGetValues("Link", out var links) ? string.Join(',', links) : "",
            };
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new ApplicationFailureException($"{what} is answered with more than is read.", failure, ErrorTypes.ProviderAnswer);
        }
        catch (HttpRequestException failure)
        {
            throw new ApplicationFailureException($"{what} is not answered: {failure.HttpRequestError}.", failure, ErrorTypes.ProviderUnavailable);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApplicationFailureException($"{what} is not answered in time.", failure, ErrorTypes.ProviderUnavailable);
        }
    }

    private static void ThrowUnlessFinal(HttpResponseMessage response, string what, DateTimeOffset now)
    {
        var status = response.StatusCode;
        if (status == HttpStatusCode.TooManyRequests || (status == HttpStatusCode.Forbidden && IsThrottled(response)))
        {
            throw new ApplicationFailureException($"{what} is answered {(int)status}: too many requests.", ErrorTypes.Throttled, nextRetryDelay: Wait(response, now) ?? StandardWait);
        }

        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new ApplicationFailureException($"{what} is answered {(int)status}: the configured credentials do not count.", ErrorTypes.Authentication, nonRetryable: true);
        }

        if (status == HttpStatusCode.RequestTimeout || (int)status >= 500)
        {
            throw new ApplicationFailureException($"{what} is answered {(int)status}.", ErrorTypes.ProviderUnavailable, nextRetryDelay: Wait(response, now));
        }
    }

    /// <summary>Limits are told as 403 too: by a time to wait, or by nothing that remains.</summary>
    private static bool IsThrottled(HttpResponseMessage response) => response.Headers.RetryAfter is not null || Header(response, "x-ratelimit-remaining") == 0;

    private static TimeSpan? Wait(HttpResponseMessage response, DateTimeOffset now)
    {
        var asked = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - now
            : Header(response, "x-ratelimit-remaining") == 0 && Header(response, "x-ratelimit-reset") is { } reset ? TimeSpan.FromSeconds(reset - now.ToUnixTimeSeconds())
            : null;
        return asked is { } wait ? TimeSpan.FromTicks(Math.Clamp(wait.Ticks, TimeSpan.TicksPerSecond, LongestWait.Ticks)) : null;
    }

    private static long? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? number
            : null;
}
