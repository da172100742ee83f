namespace Webhooks.Gateway.Limits;

/// <summary>What is read of GitHub's <c>/meta</c>.</summary>
internal sealed record GitHubMetaDocument(IReadOnlyList<string>? Hooks);
