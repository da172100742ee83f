namespace Webhooks.Contracts.Azure;

/// <summary>A deployment or a resource that was written, deleted or acted on. Nothing that names a person.</summary>
public sealed record AzureResourceEvent
{
    /// <summary>Such as <c>Microsoft.Resources.ResourceWriteSuccess</c>.</summary>
    public required string EventType { get; init; }

    /// <summary>Azure Resource Manager id in lower case; its case says nothing.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Such as <c>Microsoft.Web/sites/write</c>. An open set.</summary>
    public string? Operation { get; init; }

    /// <summary>Such as <c>Succeeded</c> or <c>Accepted</c>. An open set; not always what the event's type says.</summary>
    public string? Status { get; init; }

    /// <summary>The same for all events of one request to Azure.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Null when the event has no readable time.</summary>
    public DateTimeOffset? At { get; init; }
}
