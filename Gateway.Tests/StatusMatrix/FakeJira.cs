using System.Text;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.StatusMatrix;

/// <summary>Sends again up to five times, minutes apart, with the same identifier, after these statuses and when there was no answer. Then it forgets.</summary>
internal sealed class FakeJira : FakeProvider
{
    private const int MostRetries = 5;
    private readonly string identifier = $"{Guid.NewGuid()}";

    public override string Name => "Jira";

    public override string Source => "jira";

    public override int Index => 2;

    public override TimeSpan? Wait(int? status, int attempts) =>
        status is null or 408 or 409 or 425 or 429 or >= 500 && attempts <= MostRetries ? TimeSpan.FromMinutes(10) : null;

    public override HttpRequestMessage Request(int attempt, Spoiled spoiled)
    {
        var body = Encoding.UTF8.GetBytes(spoiled.Body ?? (spoiled.IsUnknown ? """{"timestamp":1,"webhookEvent":"event_of_tomorrow"}""" : JiraDelivery.Updated()));
        var delivery = new JiraDelivery
        {
            Source = spoiled.Source ?? Source,
            Identifier = spoiled.HasNoId ? null : identifier,
            Retry = attempt == 0 ? null : $"{attempt}",
            Body = body,
        };
        return spoiled.Of(spoiled.IsUnsigned ? delivery.Request() : delivery.Request(("X-Hub-Signature", JiraDelivery.Sign(body, spoiled.Secret ?? JiraDelivery.Secret))));
    }
}
