namespace Webhooks.Gateway.Receiving;

/// <summary>Whose fault it is that a request was turned away.</summary>
internal enum Fault
{
    /// <summary>The sender's: there is evidence, and it counts against the address.</summary>
    Sender,

    /// <summary>Any scanner's: it counts against the address, and is not worth a record, or only now and then.</summary>
    Stranger,

    /// <summary>Nobody's, or it cannot be told: there is evidence, and it counts against nobody.</summary>
    Disputed,

    /// <summary>The gateway's.</summary>
    Gateway,

    /// <summary>The sender's, who was told so often enough: it is counted.</summary>
    Flood,
}
