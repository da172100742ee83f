using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.Identities;

namespace Webhooks.Gateway.Receiving;

/// <summary>
/// Marks deliveries about what we did ourselves. It is decided here, because here is all that names whoever did it; what becomes of them is
/// the workflow's business, which has to know that they happened.
/// </summary>
internal sealed class LoopBreaker(OwnIdentities own)
{
    public ProviderSteps Around(ProviderSteps steps) => steps with { Identify = (request, body, source) => Marked(steps.Identify(request, body, source)) };

    private Reading Marked(Reading reading) =>
        reading.Deliveries.Any(IsOwn) ? reading with { Deliveries = [.. reading.Deliveries.Select(delivery => IsOwn(delivery) ? Marked(delivery) : delivery)] } : reading;

    private static Identification Marked(Identification delivery) => delivery with { Facts = (delivery.Facts ?? new DeliveryFacts()) with { OwnChange = true } };

    private bool IsOwn(Identification delivery) => delivery is { WorkflowType: not null, Origin: { } origin } && own.Made(origin);
}
