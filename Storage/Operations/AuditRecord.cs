namespace Webhooks.Storage.Operations;

/// <summary>What somebody had the gateway do, or was refused. Written once, never changed.</summary>
public sealed record AuditRecord
{
    /// <summary>Order of writing; 0 until it is written.</summary>
    public long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Name of the token, or what stands for one.</summary>
    public required string Actor { get; init; }

    /// <summary>To whom the actor was limited; null for nobody.</summary>
    public string? Tenant { get; init; }

    /// <summary>Stable, lower-case, such as <c>replay</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Id of what it is about.</summary>
    public string? Subject { get; init; }

    /// <summary>Why, in the actor's words.</summary>
    public string? Reason { get; init; }

    public bool IsDryRun { get; init; }

    /// <summary>How many deliveries it is about.</summary>
    public long? Deliveries { get; init; }

    /// <summary>Stable, lower-case, hyphenated: <c>started</c>, <c>finished</c>, or the name of a problem.</summary>
    public required string Result { get; init; }

    /// <summary>JSON: what was asked for, or what came of it. Never a secret.</summary>
    public string? Detail { get; init; }
}
