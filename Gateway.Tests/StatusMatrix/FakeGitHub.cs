using System.Text;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.StatusMatrix;

/// <summary>Sends nothing again by itself. What is in the log of the hook can be asked for, for three days.</summary>
internal sealed class FakeGitHub : FakeProvider
{
    private readonly string guid = $"{Guid.NewGuid()}";

    public override string Name => "GitHub";

    public override string Source => "hello";

    public override int Index => 0;

    public override bool SendsWhenAsked => true;

    public override TimeSpan? Wait(int? status, int attempts) => null;

    public override HttpRequestMessage Request(int attempt, Spoiled spoiled)
    {
        var delivery = new Delivery
        {
            Guid = spoiled.HasNoId ? "" : guid,
            Source = spoiled.Source ?? Source,
            Secret = spoiled.Secret ?? GatewayApp.Secret,
            Event = spoiled.IsUnknown ? "event_of_tomorrow" : "push",
            Body = Encoding.UTF8.GetBytes(spoiled.Body ?? Delivery.Push()),
        };
        return spoiled.Of(spoiled.IsUnsigned ? delivery.Unsigned() : delivery.Signed());
    }
}
