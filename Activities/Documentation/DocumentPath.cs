using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Activities.Deployments;
using Webhooks.Activities.GitHub;
using Webhooks.Activities.Jira;
using Webhooks.Contracts.GitHub;
using Webhooks.Storage.Knowledge;

namespace Webhooks.Activities.Documentation;

/// <summary>
/// Where documents stand in the knowledge base, below the tenant's folder when there is a tenant. Names that somebody else chose are made
/// safe by the knowledge base itself.
/// </summary>
public static class DocumentPath
{
    /// <summary><c>github/{owner}/{repository}/commits/{sha}.md</c>.</summary>
    public static string ForCommit(CommitReference commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return Join(commit.Entity, "github", commit.Owner, commit.Repository, "commits", $"{commit.Sha}.md");
    }

    /// <summary>For when another repository had the same name before and left the same commit: a fork that took over the name.</summary>
    public static string ForCommitOfNamesake(CommitReference commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return Join(commit.Entity, "github", commit.Owner, commit.Repository, "commits", $"{commit.Sha}-{commit.RepositoryId}.md");
    }

    /// <summary><c>github/{owner}/{repository}/deployments/{id}.md</c>.</summary>
    public static string ForGitHubDeployment(string entity, GitHubDeployment deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return Join(entity, "github", deployment.Owner, deployment.Repository, "deployments", $"{deployment.DeploymentId}.md");
    }

    /// <summary>For when another repository had the same name before: numbers of deployments are unique on one server only.</summary>
    public static string ForGitHubDeploymentOfNamesake(string entity, GitHubDeployment deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return Join(entity, "github", deployment.Owner, deployment.Repository, "deployments", $"{deployment.DeploymentId}-{deployment.RepositoryId}.md");
    }

    /// <summary><c>github/{owner}/{repository}/pull-requests/{number}.md</c>.</summary>
    public static string ForPullRequest(string entity, GitHubPullRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Join(entity, "github", request.Owner, request.Repository, "pull-requests", $"{request.Number}.md");
    }

    /// <summary>For when another repository had the same name before, and a pull request of the same number.</summary>
    public static string ForPullRequestOfNamesake(string entity, GitHubPullRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Join(entity, "github", request.Owner, request.Repository, "pull-requests", $"{request.Number}-{request.RepositoryId}.md");
    }

    /// <summary><c>jira/{site}/tickets/{issue id}.md</c>: not the key, which changes when the ticket is moved.</summary>
    public static string ForTicket(Ticket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return Join(ticket.Entity, "jira", ticket.Site, "tickets", $"{ticket.IssueId.ToString(CultureInfo.InvariantCulture)}.md");
    }

    /// <summary><c>azure/{subscription}/{resource group}/{name}-{hash}.md</c>: an id is too long for a path, and a name is not unique.</summary>
    public static string ForAzure(string entity, AzureResourceName resource)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(resource);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(entity)).AsSpan(0, 8));
        return Join(entity, "azure", resource.Subscription ?? "", resource.Group ?? "", $"{resource.Name}-{hash}.md");
    }

    private static string Join(string entity, params string[] parts)
    {
        string[] named = [.. parts.Select(part => part.Length > 0 ? part : "-")];
        return entity.StartsWith('@') ? KnowledgePath.Join([entity.Split('/')[0], .. named]) : KnowledgePath.Join(named);
    }
}
