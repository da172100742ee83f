namespace Webhooks.Gateway.Access;

/// <summary>Why a request to the management API is turned away.</summary>
internal enum AccessRefusal
{
    BearerMissing,
    BearerInvalid,
    ScopeMissing,

    /// <summary>No token is configured, and the request comes from elsewhere or through a proxy.</summary>
    CallerNotLocal,

    /// <summary>No token is configured, and the request names another host: a page made the browser take this machine for its own server.</summary>
    HostUnexpected,

    /// <summary>A browser sends it for a page of another site.</summary>
    OriginForeign,

    /// <summary>No token is configured, and the header is missing that a page of another site cannot send.</summary>
    RequestHeaderMissing,
}
