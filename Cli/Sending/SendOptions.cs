namespace Webhooks.Cli.Sending;

/// <summary>How files are sent.</summary>
internal sealed record SendOptions
{
    public required DeliveryFormat Format { get; init; }

    public required Uri Address { get; init; }

    /// <summary>Of the source. Signed with, or for Event Grid sent.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>GitHub: the event of every file. Null: the folder that a file lies in.</summary>
    public string? EventName { get; init; }

    /// <summary>GitHub and Jira: the provider's id of the delivery. Null: a new one for each.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>GitHub.</summary>
    public required string HookId { get; init; }

    /// <summary>Event Grid: the header that carries the secret.</summary>
    public string? SecretHeader { get; init; }

    /// <summary>Event Grid: the query parameter that does.</summary>
    public string? SecretParameter { get; init; }
}
