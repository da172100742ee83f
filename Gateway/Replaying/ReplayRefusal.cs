namespace Webhooks.Gateway.Replaying;

/// <summary>Why a delivery of a replay is not replayed. The others of the replay are.</summary>
internal enum ReplayRefusal
{
    /// <summary>The ledger does not know it any more.</summary>
    DeliveryForgotten,

    /// <summary>It is a replay itself; replay what it repeats.</summary>
    IsReplay,

    /// <summary>No source of its name is configured, or it is another provider's now.</summary>
    SourceUnknown,

    /// <summary>Retention has removed the body.</summary>
    BodyMissing,

    /// <summary>Checksum or SHA-256 differ.</summary>
    BodyDamaged,

    /// <summary>It is encrypted with a key that is not configured.</summary>
    BodyKeyMissing,

    /// <summary>Nothing was kept that could prove it: Event Grid, Connect tokens, and what was stored before signatures were kept.</summary>
    NoProof,

    /// <summary>Its signature was made with none of the source's secrets.</summary>
    SignatureInvalid,

    /// <summary>It was made with none of the source's secrets that are known, and one of them cannot be read now.</summary>
    SecretsUnavailable,

    /// <summary>The headers that are kept do not say which delivery it is.</summary>
    Unidentifiable,
}
