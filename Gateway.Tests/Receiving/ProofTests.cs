using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Receiving;
using Webhooks.Gateway.Tests.EventGrid;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Gateway.Tests.Receiving;

/// <summary>What is kept so that a stored delivery can be verified again, and what must not be.</summary>
public sealed class ProofTests
{
    [Fact]
    public async Task The_signature_of_a_GitHub_delivery_and_its_headers_are_kept()
    {
        using var app = new GatewayApp();
        var delivery = new Delivery();
        var stored = await app.AcceptedAsync(delivery.Signed());

        var proof = DeliveryFacts.FromJson(stored.Event).Proof;
        Assert.Equal(1, proof?.Version);
        Assert.Equal(Delivery.Sign(delivery.Body), proof?.Headers["X-Hub-Signature-256"]);
        Assert.Equal(delivery.Guid, proof?.Headers["X-GitHub-Delivery"]);
        Assert.DoesNotContain(Delivery.Sign(delivery.Body), string.Join('\n', app.LogLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_set_aside_keeps_its_proof()
    {
        using var app = new GatewayApp();
        var stored = await app.AcceptedAsync(new Delivery { Body = "no JSON"u8.ToArray() }.Signed());
        Assert.NotNull(stored.Outcome);
        Assert.NotNull(DeliveryFacts.FromJson(stored.Event).Proof);
    }

    [Fact]
    public async Task The_signature_of_a_Jira_delivery_is_kept()
    {
        using var app = JiraApp.Create();
        var delivery = new JiraDelivery();
        var stored = await app.AcceptedAsync(delivery.Signed());
        Assert.Equal(JiraDelivery.Sign(delivery.Body), DeliveryFacts.FromJson(stored.Event).Proof?.Headers["X-Hub-Signature"]);
    }

    [Fact]
    public async Task A_shared_secret_is_kept_nowhere()
    {
        using var app = EventRequest.App();
        var request = new EventRequest { Body = EventRequest.Event() }.Request();
        var stored = await app.AcceptedAsync(request);
        var facts = DeliveryFacts.FromJson(stored.Event);
        Assert.Null(facts.Proof);
        Assert.DoesNotContain(EventRequest.Secret, System.Text.Encoding.UTF8.GetString(stored.Event ?? []), StringComparison.Ordinal);
    }

    [Fact]
    public void Facts_from_before_proofs_were_kept_are_read() => Assert.Null(DeliveryFacts.FromJson("{\"RequestSha256\":\"00\"}"u8.ToArray()).Proof);
}
