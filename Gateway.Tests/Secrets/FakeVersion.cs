namespace Webhooks.Gateway.Tests.Secrets;

/// <summary>A version of a secret in the fake vault.</summary>
internal sealed class FakeVersion
{
    public required string Secret { get; init; }

    public required string Id { get; init; }

    public required string Value { get; init; }

    public required int Created { get; init; }

    public bool IsEnabled { get; set; } = true;

    public DateTimeOffset? NotBefore { get; set; }

    public DateTimeOffset? Expires { get; set; }
}
