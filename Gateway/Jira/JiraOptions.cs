namespace Webhooks.Gateway.Jira;

/// <summary>What a source of provider <c>Jira</c> has of its own, as written.</summary>
internal sealed class JiraOptions
{
    /// <summary>Host such as <c>example.atlassian.net</c>; deliveries about another site are set aside. Any site when empty.</summary>
    public string? Site { get; set; }

    /// <summary>Separated by commas, of <c>sha256</c>, <c>sha384</c>, <c>sha512</c>, <c>sha1</c>. <c>sha256</c> when empty.</summary>
    public string? SignatureMethods { get; set; }

    /// <summary>Client key of a Connect app's installation. When set, deliveries are proved by tokens of this issuer instead of signatures.</summary>
    public string? ConnectIssuer { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Site) && string.IsNullOrWhiteSpace(SignatureMethods) && string.IsNullOrWhiteSpace(ConnectIssuer);
}
