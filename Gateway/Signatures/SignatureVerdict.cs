using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Signatures;

/// <summary>What a check of a signature or a token found. Only <see cref="Valid"/> lets a delivery in.</summary>
internal enum SignatureVerdict
{
    Valid,

    /// <summary>No header, or an empty one.</summary>
    Missing,

    /// <summary>More than one value, a method that is not allowed, or not of the required form.</summary>
    Malformed,

    /// <summary>Well formed, but made with none of the live secrets, over other bytes, or for another request.</summary>
    Mismatch,
}

internal static class SignatureVerdicts
{
    public static ReceiveProblem? Problem(this SignatureVerdict verdict) => verdict switch
    {
        SignatureVerdict.Valid => null,
        SignatureVerdict.Missing => ReceiveProblem.SignatureMissing,
        SignatureVerdict.Malformed => ReceiveProblem.SignatureMalformed,
        SignatureVerdict.Mismatch => ReceiveProblem.SignatureInvalid,
    };

    public static ReceiveProblem? TokenProblem(this SignatureVerdict verdict) => verdict switch
    {
        SignatureVerdict.Valid => null,
        SignatureVerdict.Missing => ReceiveProblem.TokenMissing,
        SignatureVerdict.Malformed => ReceiveProblem.TokenMalformed,
        SignatureVerdict.Mismatch => ReceiveProblem.TokenInvalid,
    };
}
