namespace Webhooks.Workflows.Patterns;

/// <summary>A step that is not critical, and that failed.</summary>
public sealed record SkippedStep
{
    public required string Step { get; init; }

    /// <summary>Name of the failure, such as <c>unavailable</c>; never its message, which may quote foreign text.</summary>
    public required string Reason { get; init; }
}
