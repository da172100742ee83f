namespace Webhooks.Gateway.Tests.Attacks;

/// <summary>A row of <see cref="CaseTable"/>.</summary>
internal sealed record AttackCase
{
    public required int Number { get; init; }

    public required string Title { get; init; }

    /// <summary>Class and method, in any test project.</summary>
    public required IReadOnlyList<string> Tests { get; init; }
}
