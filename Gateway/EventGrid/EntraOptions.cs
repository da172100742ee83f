namespace Webhooks.Gateway.EventGrid;

/// <summary>Which bearer tokens count, as written.</summary>
internal sealed class EntraOptions
{
    /// <summary>Exactly the token's <c>iss</c>: <c>https://login.microsoftonline.com/{tenant}/v2.0</c> or <c>https://sts.windows.net/{tenant}/</c>.</summary>
    public string? Issuer { get; set; }

    /// <summary>The token's <c>aud</c>: application id or application id URI of this webhook.</summary>
    public string? Audience { get; set; }

    /// <summary>The caller, in <c>appid</c> or <c>azp</c>; Event Grid in the public cloud when empty.</summary>
    public string? ApplicationId { get; set; }

    /// <summary>The role the caller must have been given; <c>AzureEventGridSecureWebhookSubscriber</c> when empty.</summary>
    public string? Role { get; set; }

    /// <summary>OpenID configuration of the issuer; made from it when empty.</summary>
    public string? MetadataAddress { get; set; }
}
