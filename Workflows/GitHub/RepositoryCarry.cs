using Webhooks.Workflows.Entities;

namespace Webhooks.Workflows.GitHub;

/// <summary>What one run of a repository's workflow hands to the next.</summary>
public sealed record RepositoryCarry : EntityCarry;
