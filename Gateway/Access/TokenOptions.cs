namespace Webhooks.Gateway.Access;

/// <summary>One token of the management API, as written.</summary>
internal sealed class TokenOptions
{
    /// <summary>What logs and audits call whoever holds it.</summary>
    public string? Name { get; set; }

    /// <summary>At least 32 visible ASCII characters.</summary>
    public string? Value { get; set; }

    /// <summary>Names of <see cref="ManagementScope"/>, separated by commas, in any case.</summary>
    public string? Scopes { get; set; }

    /// <summary>Only deliveries of this tenant exist for it; all do when empty.</summary>
    public string? Tenant { get; set; }
}
