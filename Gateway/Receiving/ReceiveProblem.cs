namespace Webhooks.Gateway.Receiving;

/// <summary>Every way a request ends without being accepted, named by what is wrong with it and listed in the order of the checks.</summary>
internal enum ReceiveProblem
{
    SourceUnknown,
    MethodNotAllowed,
    OriginRefused,
    ContentTypeUnsupported,
    ContentEncodingUnsupported,
    SignatureMissing,
    SignatureMalformed,
    SecretMissing,
    BodyTooLarge,
    BodyIncomplete,
    BodyTooSlow,
    GatewayOverloaded,
    SignatureInvalid,
    SecretInvalid,
    TokenMissing,
    TokenMalformed,
    TokenInvalid,
    KeysUnavailable,
    SecretsUnavailable,
    DeliveryIdInvalid,
    EventNameInvalid,
    HookIdInvalid,
    BatchTooLarge,
    TopicUnexpected,
    HandshakeInvalid,
    StorageUnavailable,
}
