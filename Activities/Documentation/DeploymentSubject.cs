using System.Globalization;
using Webhooks.Activities.Commits;
using Webhooks.Activities.Deployments;
using Webhooks.Contracts.GitHub;

namespace Webhooks.Activities.Documentation;

/// <summary>What a change log is about, in the words of the provider.</summary>
internal sealed record DeploymentSubject
{
    public required string Title { get; init; }

    /// <summary>A paragraph: what it is, who asked for it, and the links.</summary>
    public required string Markdown { get; init; }

    public required string Path { get; init; }

    public required string AlternativePath { get; init; }

    /// <summary>For front matter and properties, in order.</summary>
    public required IReadOnlyList<KeyValuePair<string, string?>> Facts { get; init; }

    public static DeploymentSubject Of(DeploymentLog log) =>
        log.GitHub is { } deployment ? OfGitHub(log, deployment)
        : log.ResourceId is { } id ? OfAzure(log, id)
        : throw new ArgumentException("The log is of neither provider.", nameof(log));

    private static DeploymentSubject OfGitHub(DeploymentLog log, GitHubDeployment deployment)
    {
        var repository = $"{deployment.Owner}/{deployment.Repository}";
        var links = CommitLinks.From(deployment.Page, deployment.Sha, null, null);
        var asked = deployment.RequestedBy is { } name ? $", asked for by {MarkdownText.Inline(name)}" : "";
        var at = deployment.RequestedAt is { } time ? $" on {MomentText.Reading(time)}" : "";
        return new DeploymentSubject
        {
            Title = $"Deployment of {repository} to {deployment.Environment}",
            Markdown = $"Deployment of {MarkdownText.Code(deployment.Ref)} at commit {Link(MarkdownText.Code(Short(deployment.Sha)), links.Commit)}"
                + $" of {Link(MarkdownText.Inline(repository), links.Repository)} to {MarkdownText.Code(deployment.Environment)}{asked}{at}.",
            Path = DocumentPath.ForGitHubDeployment(log.Entity, deployment),
            AlternativePath = DocumentPath.ForGitHubDeploymentOfNamesake(log.Entity, deployment),
            Facts =
            [
                new("provider", "github"),
                new("repository", repository),
                new("deployment", deployment.DeploymentId.ToString(CultureInfo.InvariantCulture)),
                new("environment", deployment.Environment),
                new("ref", deployment.Ref),
                new("commit", deployment.Sha),
                new("requested_by", deployment.RequestedBy),
            ],
        };
    }

    private static DeploymentSubject OfAzure(DeploymentLog log, string id)
    {
        var resource = AzureResourceName.Parse(id);
        var place = resource.Group is { } group ? $" in resource group {MarkdownText.Code(group)}" : "";
        var subscription = resource.Subscription is { } text ? $" of subscription {MarkdownText.Code(text)}" : "";
        var name = MarkdownText.Inline(resource.Name);
        return new DeploymentSubject
        {
            Title = $"{resource.Kind} {resource.Name}",
            Markdown = $"{MarkdownText.Inline(resource.Kind)} {Link(name, resource.PortalPage)}{place}{subscription}."
                + (log.Details.Any(details => details.By is not null)
                    ? ""
                    : " Who made the changes is not known here: Event Grid's personal data is taken out before anything is stored."),
            Path = DocumentPath.ForAzure(log.Entity, resource),
            AlternativePath = DocumentPath.ForAzure(log.Entity, resource),
            Facts =
            [
                new("provider", "azure"),
                new("resource_id", id),
                new("resource_type", resource.Type),
                new("resource_group", resource.Group),
                new("subscription", resource.Subscription),
            ],
        };
    }

    private static string Short(string sha) => sha.Length > 7 ? sha[..7] : sha;

    private static string Link(string label, string? address) => address is null ? label : $"[{label}]({address})";
}
