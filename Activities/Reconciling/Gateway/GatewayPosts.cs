using System.Net;
using System.Net.Http.Headers;
using Temporalio.Exceptions;
using Webhooks.Activities.Providers;
using Webhooks.Activities.Reconciling.Settings;

namespace Webhooks.Activities.Reconciling.Gateway;

/// <summary>Hands the gateway what a provider will not send again. It is verified there like anybody's delivery.</summary>
public sealed class GatewayPosts(ReconcilerSettings settings, TimeProvider time) : IDisposable
{
    private const int LongestAnswer = 8 * 1024 * 1024;

    private readonly ProviderCalls calls = new(new ProviderCallOptions { System = "The gateway", LargestAnswer = LongestAnswer }, time);

    public void Dispose() => calls.Dispose();

    /// <param name="source">Whose delivery it is.</param>
    /// <param name="json">The body, as its signature covers it.</param>
    /// <param name="query">Empty, or with a question mark.</param>
    /// <param name="headers">What proves and names the delivery.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>False when the gateway will never take this body.</returns>
    /// <exception cref="ApplicationFailureException">It cannot now, or does not know the source or the secret.</exception>
    internal async Task<bool> PostAsync(
        ReconciledSource source, byte[] json, string query, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        // The delivery's id makes the second of two the duplicate of the first.
        var answer = await calls.SendAsync(Request, CallSafety.Safe, ProviderCredentials.None, cancellationToken);
        return answer.Status switch
        {
            _ when answer.IsSuccess => true,
            HttpStatusCode.NotFound => throw new ApplicationFailureException(
                $"{answer.What} is answered 404: the gateway has no such source, or another address.", ErrorTypes.Configuration, nonRetryable: true),
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity => false,
            _ => throw answer.Unexpected(),
        };

        HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.GatewayAddress, $"webhooks/{Uri.EscapeDataString(source.Name)}{query}"))
            {
                Content = new ByteArrayContent(json),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            return request;
        }
    }
}
