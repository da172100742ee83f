using System.Globalization;

namespace Webhooks.Contracts.Identities;

/// <summary>
/// The thing a delivery is about, named by ids that never change (a repository's number, not its name), so that a rename or a transfer
/// keeps its history. The text is also the workflow id: one workflow per entity.
/// </summary>
public sealed record EntityId
{
    private EntityId(string value) => Value = value;

    /// <summary>For example <c>github/repository/1296269</c>; tenant first when there is one. At most 255 bytes of ASCII.</summary>
    public string Value { get; }

    /// <summary>The id of the entity's workflow.</summary>
    public string WorkflowId => Value;

    public static EntityId GitHubRepository(string? tenant, long repositoryId) =>
        new(IdentityText.Join(tenant, ["github", "repository", repositoryId.ToString(CultureInfo.InvariantCulture)]));

    /// <summary>A GitHub delivery that names no repository, such as the ping of an organisation hook.</summary>
    public static EntityId GitHubHook(string? tenant, string hookId) => new(IdentityText.Join(tenant, ["github", "hook", hookId]));

    public override string ToString() => Value;
}
