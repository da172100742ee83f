namespace Webhooks.Gateway.Receiving;

/// <summary>Every way a request ends without being accepted, named by what is wrong with it and listed in the order of the checks.</summary>
internal enum ReceiveProblem
{
    SourceUnknown,
    MethodNotAllowed,
    ContentTypeUnsupported,
    ContentEncodingUnsupported,
    SignatureMissing,
    SignatureMalformed,
    BodyTooLarge,
    BodyIncomplete,
    BodyTooSlow,
    GatewayOverloaded,
    SignatureInvalid,
    TokenMissing,
    TokenMalformed,
    TokenInvalid,
    KeysUnavailable,
    DeliveryIdInvalid,
    EventNameInvalid,
    HookIdInvalid,
    StorageUnavailable,
}
