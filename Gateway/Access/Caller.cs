namespace Webhooks.Gateway.Access;

/// <summary>Who uses the management API.</summary>
internal sealed record Caller
{
    /// <summary>Whoever is on this machine, where no token is configured. No token can be called so.</summary>
    public static readonly Caller Local = new() { Name = "(local)", Tenant = null };

    /// <summary>Name of the token.</summary>
    public required string Name { get; init; }

    /// <summary>Only what is this tenant's exists for the caller; null for every tenant.</summary>
    public required string? Tenant { get; init; }

    /// <summary>Of a request that <see cref="ManagementAccess"/> let through.</summary>
    public static Caller Of(HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("Nobody asked who the caller is.");
}
