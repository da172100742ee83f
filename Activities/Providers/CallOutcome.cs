using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Temporalio.Exceptions;

namespace Webhooks.Activities.Providers;

/// <summary>How one try of a call ended: an answer for the caller, or a failure that the retry table knows.</summary>
internal sealed record CallOutcome
{
    /// <summary>Waits that are as short as this are waited within the attempt.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(2);
    private static readonly TimeSpan StandardWait = TimeSpan.FromMinutes(1);

    /// <summary>One of the two is there.</summary>
    public ProviderAnswer? Answer { get; private init; }

    public ApplicationFailureException? Failure { get; private init; }

    /// <summary>The system is not well: this counts towards leaving it alone.</summary>
    public bool IsFault { get; private init; }

    /// <summary>Another try, soon, may end otherwise.</summary>
    public bool IsPassing { get; private init; }

    /// <summary>How long the system asks to be left alone before that try.</summary>
    public TimeSpan? Wait { get; private init; }

    /// <summary>It may be that the credentials were good until a moment ago.</summary>
    public bool IsUnauthorized { get; private init; }

    public static CallOutcome Of(ProviderAnswer answer, DateTimeOffset now, Func<ProviderAnswer, bool>? isLimit)
    {
        var (status, wait) = (answer.Status, Asked(answer, now));
        if (status == HttpStatusCode.TooManyRequests || (status == HttpStatusCode.Forbidden && (wait is not null || isLimit?.Invoke(answer) == true)))
        {
            return new CallOutcome
            {
                Failure = new ApplicationFailureException($"{answer.What} is answered {(int)status}: too many requests.", ErrorTypes.RateLimited, nextRetryDelay: wait ?? StandardWait),
                IsPassing = wait <= ShortWait,
                Wait = wait,
            };
        }

        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return new CallOutcome
            {
                Failure = new ApplicationFailureException(
                    $"{answer.What} is answered {(int)status}: the configured credentials do not count.", ErrorTypes.Authentication, nonRetryable: true),
                IsUnauthorized = status == HttpStatusCode.Unauthorized,
            };
        }

        if (status == HttpStatusCode.RequestTimeout || (int)status >= 500)
        {
            return new CallOutcome
            {
                Failure = new ApplicationFailureException($"{answer.What} is answered {(int)status}.", ErrorTypes.Unavailable, nextRetryDelay: wait),
                IsFault = true,
                IsPassing = wait is null || wait <= ShortWait,
                Wait = wait,
            };
        }

        return new CallOutcome { Answer = answer };
    }

    public static CallOutcome NotAnswered(string what, HttpRequestException failure) => failure.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded
        ? new() { Failure = new ApplicationFailureException($"{what} is answered with more than is read.", failure, ErrorTypes.ProviderAnswer) }
        : new()
        {
            Failure = new ApplicationFailureException($"{what} is not answered: {failure.HttpRequestError}.", failure, ErrorTypes.Unavailable),
            IsFault = true,
            IsPassing = true,
        };

    /// <summary>No time is left for another try.</summary>
    public static CallOutcome TooSlow(string what) => new()
    {
        Failure = new ApplicationFailureException($"{what} is not answered in time.", ErrorTypes.Unavailable),
        IsFault = true,
    };

    public static CallOutcome LeftAlone(string host, TimeSpan? rest) => new()
    {
        Failure = new ApplicationFailureException(
            $"{host} failed too often in a row and is left alone for a while.", ErrorTypes.Unavailable, nextRetryDelay: Bounded(rest ?? StandardWait)),
    };

    /// <summary>Limits are told by a time to wait, or by nothing that remains and the time when something will.</summary>
    private static TimeSpan? Asked(ProviderAnswer answer, DateTimeOffset now)
    {
        if (RetryConditionHeaderValue.TryParse(answer.Header("Retry-After"), out var after))
        {
            return Bounded(after.Delta ?? after.Date - now ?? StandardWait);
        }

        return Number(answer, "x-ratelimit-remaining") != 0 ? null
            : Number(answer, "x-ratelimit-reset") is { } reset ? Bounded(TimeSpan.FromSeconds(reset - now.ToUnixTimeSeconds()))
            : StandardWait;
    }

    private static TimeSpan Bounded(TimeSpan wait) => TimeSpan.FromTicks(Math.Clamp(wait.Ticks, TimeSpan.TicksPerSecond, LongestWait.Ticks));

    private static long? Number(ProviderAnswer answer, string header) =>
        long.TryParse(answer.Header(header), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? number : null;
}
