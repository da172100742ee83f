namespace Webhooks.Workflows;

/// <summary>Steps that have a lesser way, as logs and metrics name them.</summary>
internal static class DegradedSteps
{
    public const string Generation = "generation";

    /// <summary>The lesser way: a report that says what is missing.</summary>
    public const string Collection = "report-collection";
}
