namespace Webhooks.Gateway.Access;

/// <summary>Section <c>Webhooks:Management</c> as written: who may use <c>/api</c>.</summary>
internal sealed class ManagementOptions
{
    public List<TokenOptions> Tokens { get; set; } = [];
}
