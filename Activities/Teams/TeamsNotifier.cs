using System.Net;
using System.Net.Http.Headers;
using Temporalio.Exceptions;
using Webhooks.Activities.Notifications;
using Webhooks.Activities.Providers;

namespace Webhooks.Activities.Teams;

/// <summary>
/// Posts cards to workflows in Teams. The address of a workflow is its permission, so no failure tells any part of it: channels are named
/// instead. Teams cannot be asked what it has, so a card whose answer is lost may come twice.
/// </summary>
public sealed class TeamsNotifier : Notifier, IDisposable
{
    private readonly IReadOnlyDictionary<string, Uri> channels;
    private readonly ProviderCalls calls;

    /// <param name="channels">Addresses of workflows by channel.</param>
    /// <param name="time">For limits and waits.</param>
    public TeamsNotifier(IReadOnlyDictionary<string, Uri> channels, TimeProvider time)
    {
        this.channels = channels;
        calls = new ProviderCalls(new ProviderCallOptions { System = "Teams", LargestAnswer = 64 * 1024 }, time);
    }

    public void Dispose() => calls.Dispose();

    public override async Task NotifyAsync(Notification notification, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var key = NotificationsSettings.KeyOf(notification.Channel);
        var address = channels.GetValueOrDefault(notification.Channel)
            ?? throw new ApplicationFailureException($"{key} is missing: nobody can be told.", ErrorTypes.Configuration, nonRetryable: true);
        var card = TeamsCard.Write(notification);
        ProviderAnswer answer;
        try
        {
            answer = await calls.SendAsync(() => Request(address, card), CallSafety.Unsafe, ProviderCredentials.None, cancellationToken);
        }
        catch (ApplicationFailureException failure)
        {
#pragma warning disable MA0054 // Without its words and causes, which name the address.
            throw new ApplicationFailureException($"The workflow of {key} did not take a card.", failure.ErrorType, failure.NonRetryable, nextRetryDelay: failure.NextRetryDelay);
#pragma warning restore MA0054
        }

        if (!answer.IsSuccess)
        {
            throw answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone
                ? new ApplicationFailureException($"{key} leads to no workflow.", ErrorTypes.Configuration, nonRetryable: true)
                : new ApplicationFailureException($"The workflow of {key} answers a card with {(int)answer.Status}.", ErrorTypes.ProviderAnswer);
        }
    }

    private static HttpRequestMessage Request(Uri address, byte[] card) => new(HttpMethod.Post, address)
    {
        Content = new ByteArrayContent(card) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };
}
