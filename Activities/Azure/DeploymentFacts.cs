namespace Webhooks.Activities.Azure;

/// <summary>What a deployment was given and what it gave.</summary>
public sealed record DeploymentFacts
{
    /// <summary><c>Incremental</c>, or <c>Complete</c>, which deletes what the template does not have.</summary>
    public string? Mode { get; init; }

    public TimeSpan? Duration { get; init; }

    public IReadOnlyList<NamedValue> Parameters { get; init; } = [];

    public IReadOnlyList<NamedValue> Outputs { get; init; } = [];

    /// <summary>Operations that did not succeed.</summary>
    public IReadOnlyList<FailedOperation> Failed { get; init; } = [];

    /// <summary>Why it failed: Azure's code and message.</summary>
    public string? Error { get; init; }
}

public sealed record NamedValue(string Name, string? Value);

/// <param name="ResourceId">What it was about.</param>
/// <param name="State">Such as <c>Failed</c>.</param>
public sealed record FailedOperation(string ResourceId, string State);
