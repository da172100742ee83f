namespace Webhooks.Gateway.Configuration;

/// <summary>One secret of a source, as written.</summary>
internal sealed class SecretOptions
{
    public string? Value { get; set; }

    /// <summary>ISO 8601, UTC unless it has an offset; the secret is not accepted before it. Always when empty.</summary>
    public string? NotBefore { get; set; }

    /// <summary>ISO 8601, UTC unless it has an offset; the secret is accepted up to and including this instant. For ever when empty.</summary>
    public string? NotAfter { get; set; }
}
