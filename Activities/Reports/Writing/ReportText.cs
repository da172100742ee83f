using Webhooks.Activities.Generation;

namespace Webhooks.Activities.Reports.Writing;

/// <summary>The words of a report, by a model or by template. Plain text with code between single backticks; foreign.</summary>
public sealed record ReportText
{
    public required ReportTextPart Part { get; init; }

    public required IReadOnlyList<GeneratedSection> Sections { get; init; }

    /// <summary>The model as it is configured, or <c>template</c>.</summary>
    public required string By { get; init; }

    /// <summary>Why the template took the place of a model. Null when it did not.</summary>
    public string? Fallback { get; init; }

    /// <summary>What the model was not told for want of room.</summary>
    public IReadOnlyList<string> Cuts { get; init; } = [];
}
