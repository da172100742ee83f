namespace Webhooks.Storage.Secrets;

/// <summary>What is known of one secret: everything but its value, and nothing made of it.</summary>
public sealed record SecretStatus
{
    public required string Source { get; init; }

    /// <summary>Its configured name, else its position; of a secret with versions also the version.</summary>
    public required string Name { get; init; }

    /// <summary>Where its value comes from.</summary>
    public required string From { get; init; }

    /// <summary>The first instant it is accepted at; null: since ever.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The last instant it is accepted at; null: for ever.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>False when its value could never be read, or when it is configured no more and only its use is remembered.</summary>
    public required bool IsLive { get; init; }

    /// <summary>When this gateway saw the present value first.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When this gateway saw it last.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When it let a request in last; null: never since <see cref="Since"/>.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Requests it let in since <see cref="Since"/>.</summary>
    public required long Uses { get; init; }
}
