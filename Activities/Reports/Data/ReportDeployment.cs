namespace Webhooks.Activities.Reports.Data;

/// <summary>A deployment of which something was heard within the window, as it stood at the end. Texts are foreign.</summary>
public sealed record ReportDeployment
{
    /// <summary><c>GitHub</c> or <c>Azure</c>.</summary>
    public required string System { get; init; }

    /// <summary>Repository, or name of the resource.</summary>
    public required string Name { get; init; }

    /// <summary>Environment, or resource group.</summary>
    public required string Environment { get; init; }

    /// <summary>What was deployed or done: a ref, or an operation.</summary>
    public required string What { get; init; }

    public required ReportDeploymentState State { get; init; }

    /// <summary>Of the last event.</summary>
    public required DateTimeOffset At { get; init; }

    public Uri? Link { get; init; }

    public string? Document { get; init; }
}
