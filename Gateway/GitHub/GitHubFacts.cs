using Webhooks.Contracts.Deliveries;
using Webhooks.Contracts.GitHub;
using Webhooks.Gateway.Json;
using Webhooks.Gateway.Receiving;
using static Webhooks.Gateway.GitHub.GitHubFields;

namespace Webhooks.Gateway.GitHub;

/// <summary>Turns the fields of each normalised event into its fact. The order of the members is the order of the checks.</summary>
internal static class GitHubFacts
{
    public static readonly JsonShape PushShape = new([.. Repository, "ref", "before", "after", "created", "deleted", "forced", "commits", "repository.pushed_at", .. GitHubOrigin.OfPush]);

    public static readonly JsonShape PullRequestShape = new(
    [
        .. Repository, "action", "pull_request.number", "pull_request.state", "pull_request.merged", "pull_request.head.sha",
        "pull_request.base.ref", "pull_request.merge_commit_sha", "pull_request.updated_at", "pull_request.merged_at", "pull_request.merged_by.login",
        "review.id", "review.state", "review.submitted_at", .. GitHubOrigin.OfPullRequest,
    ]);

    public static readonly JsonShape ReleaseShape = new(
    [
        .. Repository, "action", "release.id", "release.tag_name", "release.draft", "release.prerelease", "release.published_at",
    ]);

    public static readonly JsonShape DeploymentShape = new(
    [
        .. Repository, "deployment.id", "deployment.environment", "deployment.ref", "deployment.sha", "deployment.created_at",
        "deployment.task", "deployment.creator.login", "repository.html_url",
        "deployment_status.id", "deployment_status.state", "deployment_status.created_at", "deployment_status.creator.login", .. GitHubOrigin.OfDeployment,
    ]);

    public static readonly JsonShape RepositoryShape = new(
    [
        .. Repository, "action", "changes.repository.name.from", "changes.owner.from.user.login", "changes.owner.from.organization.login",
    ]);

    public static readonly JsonShape PingShape = new("repository.id", "hook_id", "hook.type");

    /// <summary>For events that nobody looks into: enough to say what they are about.</summary>
    public static readonly JsonShape OtherShape = new("repository.id", "hook_id");

    public static DeliveryFacts Push(RequiredFields fields) => new()
    {
        Push = new GitHubPush
        {
            RepositoryId = fields.Id("repository.id"),
            Repository = fields.Name("repository.name"),
            Owner = fields.Owner(),
            Ref = fields.Text("ref", LongestRef),
            Before = fields.ObjectId("before"),
            After = fields.ObjectId("after"),
            Created = fields.Flag("created"),
            Deleted = fields.Flag("deleted"),
            Forced = fields.Flag("forced"),
            CommitCount = fields.Count("commits"),
            At = fields.Optional.Moment("repository.pushed_at") ?? fields.Instant("repository.pushed_at"),
        },
    };

    public static DeliveryFacts PullRequest(RequiredFields fields) => new()
    {
        PullRequest = new GitHubPullRequest
        {
            RepositoryId = fields.Id("repository.id"),
            Repository = fields.Name("repository.name"),
            Owner = fields.Owner(),
            Number = fields.Id("pull_request.number"),
            Action = fields.Text("action", LongestWord),
            HeadSha = fields.ObjectId("pull_request.head.sha"),
            BaseRef = fields.Text("pull_request.base.ref", LongestRef),
            State = fields.Optional.Text("pull_request.state", LongestWord),
            Merged = fields.Optional.Flag("pull_request.merged"),
            MergeSha = fields.Optional.ObjectId("pull_request.merge_commit_sha"),
            ReviewState = fields.Optional.Text("review.state", LongestWord)?.ToLowerInvariant(),
            ReviewId = fields.Optional.Number("review.id"),
            Reviewer = fields.Optional.Text("review.user.login", LongestWord),
            ReviewedAt = fields.Instant("review.submitted_at"),
            MergedAt = fields.Instant("pull_request.merged_at"),
            MergedBy = fields.Optional.Text("pull_request.merged_by.login", LongestWord),
            UpdatedAt = fields.Instant("pull_request.updated_at"),
        },
    };

    public static DeliveryFacts Release(RequiredFields fields) => new()
    {
        Release = new GitHubRelease
        {
            RepositoryId = fields.Id("repository.id"),
            Repository = fields.Name("repository.name"),
            Owner = fields.Owner(),
            ReleaseId = fields.Id("release.id"),
            Action = fields.Text("action", LongestWord),
            Tag = fields.Text("release.tag_name", LongestRef),
            Draft = fields.Optional.Flag("release.draft"),
            Prerelease = fields.Optional.Flag("release.prerelease"),
            PublishedAt = fields.Instant("release.published_at"),
        },
    };

    public static DeliveryFacts Deployment(RequiredFields fields) => new() { Deployment = DeploymentOf(fields) };

    public static DeliveryFacts DeploymentStatus(RequiredFields fields) => new()
    {
        Deployment = DeploymentOf(fields) with
        {
            StatusId = fields.Id("deployment_status.id"),
            State = fields.Text("deployment_status.state", LongestWord),
            SetBy = fields.Optional.Text("deployment_status.creator.login", LongestWord),
            At = fields.Instant("deployment_status.created_at"),
        },
    };

    public static DeliveryFacts RepositoryChange(RequiredFields fields) => new()
    {
        RepositoryChange = new GitHubRepositoryChange
        {
            RepositoryId = fields.Id("repository.id"),
            Repository = fields.Name("repository.name"),
            Owner = fields.Owner(),
            Action = fields.Text("action", LongestWord),
            PreviousName = fields.Optional.Name("changes.repository.name.from"),
            PreviousOwner = fields.Optional.Name("changes.owner.from.user.login")
                ?? fields.Optional.Name("changes.owner.from.organization.login"),
        },
    };

    public static DeliveryFacts Ping(RequiredFields fields) => new()
    {
        Ping = new GitHubPing
        {
            HookId = fields.Optional.Number("hook_id"),
            HookType = fields.Optional.Text("hook.type", LongestWord),
            RepositoryId = fields.Optional.Number("repository.id"),
        },
    };

    public static DeliveryFacts? None(RequiredFields fields) => null;

    private static GitHubDeployment DeploymentOf(RequiredFields fields) => new()
    {
        RepositoryId = fields.Id("repository.id"),
        Repository = fields.Name("repository.name"),
        Owner = fields.Owner(),
        DeploymentId = fields.Id("deployment.id"),
        Environment = fields.Text("deployment.environment", 255),
        Ref = fields.Text("deployment.ref", LongestRef),
        Sha = fields.ObjectId("deployment.sha"),
        Task = fields.Optional.Text("deployment.task", LongestWord),
        RequestedBy = fields.Optional.Text("deployment.creator.login", LongestWord),
        RequestedAt = fields.Instant("deployment.created_at"),
        Page = fields.Optional.Text("repository.html_url", LongestPage),
        At = fields.Instant("deployment.created_at"),
    };
}
