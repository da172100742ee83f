namespace Webhooks.Gateway.Access;

/// <summary>Metadata of a route of the management API.</summary>
internal sealed record RequiredScope(ManagementScope Scope);
