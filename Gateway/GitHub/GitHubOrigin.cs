using System.Globalization;
using Webhooks.Contracts.Identities;
using Webhooks.Gateway.Json;

namespace Webhooks.Gateway.GitHub;

/// <summary>Where GitHub's events say who made a change. Of a pull request that is also whoever opened it.</summary>
internal static class GitHubOrigin
{
    public static readonly string[] OfPush = ["sender.login", "pusher.name", "pusher.email"];

    public static readonly string[] OfPullRequest = ["sender.login", "pull_request.user.login", "pull_request.body", "review.user.login", "review.body"];

    public static readonly string[] OfDeployment = ["sender.login", "deployment.performed_via_github_app.id", "deployment_status.performed_via_github_app.id"];

    private static readonly string[] Logins = ["sender.login", "pusher.name", "pull_request.user.login", "review.user.login"];

    public static ChangeOrigin Of(JsonFields fields) => new()
    {
        Logins = [.. Logins.Select(path => fields.Text(path, 255))],
        Emails = [fields.Text("pusher.email", 255)],
        Applications = [Application(fields)?.ToString(CultureInfo.InvariantCulture)],
        Texts = [fields.Prose("pull_request.body"), fields.Prose("review.body")],
    };

    /// <summary>A status is somebody else's than the request it belongs to.</summary>
    private static long? Application(JsonFields fields) =>
        fields.Number(fields.Number("deployment_status.id") is null ? "deployment.performed_via_github_app.id" : "deployment_status.performed_via_github_app.id");
}
