namespace Webhooks.Gateway.GitHub;

/// <summary>What a signature check found. Only <see cref="Valid"/> lets a delivery in.</summary>
internal enum SignatureVerdict
{
    Valid,

    /// <summary>No header, or an empty one.</summary>
    Missing,

    /// <summary>More than one value, another method than <c>sha256</c>, or not 64 hex digits.</summary>
    Malformed,

    /// <summary>Well formed, but made with none of the live secrets over these bytes.</summary>
    Mismatch,
}
