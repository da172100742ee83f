using Webhooks.Activities.GitHub;
using Webhooks.Storage.Knowledge;

namespace Webhooks.Activities.Documentation;

/// <summary>Where documents stand in the knowledge base. Names that somebody else chose are made safe by the knowledge base itself.</summary>
public static class DocumentPath
{
    /// <summary><c>github/{owner}/{repository}/commits/{sha}.md</c>, below the tenant's folder when there is a tenant.</summary>
    public static string ForCommit(CommitReference commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return Join(commit, $"{commit.Sha}.md");
    }

    /// <summary>For when another repository had the same name before and left the same commit: a fork that took over the name.</summary>
    public static string ForCommitOfNamesake(CommitReference commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return Join(commit, $"{commit.Sha}-{commit.RepositoryId}.md");
    }

    private static string Join(CommitReference commit, string file)
    {
        var owner = commit.Owner.Length > 0 ? commit.Owner : "-";
        var repository = commit.Repository.Length > 0 ? commit.Repository : "-";
        return commit.Entity.StartsWith('@')
            ? KnowledgePath.Join(commit.Entity.Split('/')[0], "github", owner, repository, "commits", file)
            : KnowledgePath.Join("github", owner, repository, "commits", file);
    }
}
