using Microsoft.Extensions.DependencyInjection;
using Webhooks.Activities.Commits;
using Webhooks.Activities.GitHub.Api;

namespace Webhooks.Worker.GitHub;

internal static class GitHubSetup
{
    /// <param name="services">Get the client, and what only it makes possible.</param>
    /// <param name="settings">Null where GitHub is not asked.</param>
    public static void AddGitHub(this IServiceCollection services, GitHubSettings? settings)
    {
        if (settings is not null)
        {
            services.AddSingleton(settings);
            services.AddSingleton<GitHubClient>();
            services.AddSingleton<CommitEnrichment>();
        }
    }
}
