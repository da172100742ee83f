namespace Webhooks.Gateway.EventGrid;

/// <summary>What is wrong with a token that could be read, in the order of the checks. For the log; the sender only learns that it is invalid.</summary>
internal enum TokenFault
{
    Algorithm,
    Issuer,
    Audience,
    Application,
    Role,
    Lifetime,
    Expired,
    NotYetValid,
    KeyUnknown,
    Signature,
}
