namespace Webhooks.Contracts.GitHub;

/// <summary>A deployment that was asked for, or a status it has reached.</summary>
public sealed record GitHubDeployment
{
    public required long RepositoryId { get; init; }

    /// <summary>Owner and name at the time of the event; they may change later.</summary>
    public required string Owner { get; init; }

    public required string Repository { get; init; }

    public required long DeploymentId { get; init; }

    public required string Environment { get; init; }

    /// <summary>Branch, tag or hash that was asked for.</summary>
    public required string Ref { get; init; }

    /// <summary>40 or 64 hex digits.</summary>
    public required string Sha { get; init; }

    /// <summary>What was asked for: <c>deploy</c> unless somebody chose another word.</summary>
    public string? Task { get; init; }

    /// <summary>Login of whoever asked for the deployment.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>When it was asked for, also when the event is about a status.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>Address of the repository's page as the event gives it; foreign text.</summary>
    public string? Page { get; init; }

    /// <summary>Set for a status.</summary>
    public long? StatusId { get; init; }

    /// <summary>Set for a status: <c>queued</c>, <c>in_progress</c>, <c>success</c>, <c>failure</c>, <c>error</c>… An open set.</summary>
    public string? State { get; init; }

    /// <summary>Set for a status: login of whoever set it.</summary>
    public string? SetBy { get; init; }

    /// <summary>When the status was set; when the deployment was asked for, if the event has no status.</summary>
    public DateTimeOffset? At { get; init; }
}
