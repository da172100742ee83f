using Webhooks.Activities.Deployments;
using Webhooks.Contracts.Entities;
using Webhooks.Workflows.Entities;

namespace Webhooks.Workflows.Deployments;

/// <summary>What one run of a deployment's workflow hands to the next, and how it behaves.</summary>
public sealed record DeploymentCarry : EntityCarry
{
    /// <summary>What is known of the deployment. Null before its first event.</summary>
    public DeploymentLog? Log { get; init; }

    /// <summary>What happened before the first run is in <see cref="Log"/>.</summary>
    public bool IsRecalled { get; init; }

    /// <summary>The change log waits for a person to be uploaded.</summary>
    public bool IsUploadWaiting { get; init; }

    /// <inheritdoc cref="EntityStart.RequestPatience"/>
    public TimeSpan RequestPatience { get; init; } = EntityStart.DefaultRequestPatience;
}
