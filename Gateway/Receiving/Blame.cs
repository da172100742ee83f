namespace Webhooks.Gateway.Receiving;

/// <summary>Says of each problem whose fault it is.</summary>
internal static class Blame
{
    public static bool IsEvidence(ReceiveProblem problem) => Of(problem) is Fault.Sender or Fault.Disputed;

    /// <summary>Worth a record as long as there are few: anybody can cause any number of them.</summary>
    public static bool IsScarceEvidence(ReceiveProblem problem) => problem == ReceiveProblem.SourceUnknown;

    public static bool CountsAgainstAddress(ReceiveProblem problem) => Of(problem) is Fault.Sender or Fault.Stranger;

    public static Fault Of(ReceiveProblem problem) => problem switch
    {
        ReceiveProblem.SourceUnknown or ReceiveProblem.MethodNotAllowed => Fault.Stranger,
        ReceiveProblem.AddressRateExceeded => Fault.Flood,
        ReceiveProblem.AddressDeferred or ReceiveProblem.SourceRateExceeded => Fault.Disputed,
        ReceiveProblem.GatewayOverloaded or ReceiveProblem.ShuttingDown or ReceiveProblem.AddressListUnavailable or ReceiveProblem.KeysUnavailable or ReceiveProblem.SecretsUnavailable
            or ReceiveProblem.StorageUnavailable => Fault.Gateway,
        ReceiveProblem.AddressRefused or ReceiveProblem.OriginRefused or ReceiveProblem.ContentTypeUnsupported or ReceiveProblem.ContentEncodingUnsupported
            or ReceiveProblem.SignatureMissing or ReceiveProblem.SignatureMalformed or ReceiveProblem.SecretMissing or ReceiveProblem.BodyTooLarge
            or ReceiveProblem.BodyIncomplete or ReceiveProblem.BodyTooSlow or ReceiveProblem.SignatureInvalid or ReceiveProblem.SecretInvalid
            or ReceiveProblem.TokenMissing or ReceiveProblem.TokenMalformed or ReceiveProblem.TokenInvalid or ReceiveProblem.DeliveryIdInvalid
            or ReceiveProblem.EventNameInvalid or ReceiveProblem.HookIdInvalid or ReceiveProblem.BatchTooLarge or ReceiveProblem.TopicUnexpected
            or ReceiveProblem.HandshakeInvalid => Fault.Sender,
    };
}
