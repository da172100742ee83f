using Microsoft.Extensions.DependencyInjection;
using Webhooks.Activities.Jira.Api;

namespace Webhooks.Worker.Jira;

internal static class JiraSetup
{
    /// <param name="services">Get the client.</param>
    /// <param name="site">Null where Jira is not asked.</param>
    public static void AddJira(this IServiceCollection services, JiraSite? site)
    {
        if (site is not null)
        {
            services.AddSingleton(site);
            services.AddSingleton<JiraClient>();
        }
    }
}
