namespace Webhooks.Contracts.Deliveries;

/// <summary>How far an accepted delivery has come. It only ever moves down this list.</summary>
public enum DeliveryState
{
    /// <summary>Stored durably; the provider has its 2xx.</summary>
    Accepted,

    /// <summary>Temporal acknowledged the signal; the entity's workflow will handle it.</summary>
    Signalled,

    /// <summary>The one outcome is written.</summary>
    Settled,
}
