using Webhooks.Gateway.Storing;

namespace Webhooks.Gateway.Receiving;

/// <summary>A delivery of a request, and how it was accepted.</summary>
internal sealed record StoredDelivery(Identification Delivery, Acceptance Acceptance);
