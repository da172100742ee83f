using System.Collections.Concurrent;
using Webhooks.Activities.Jira.Api;

namespace Webhooks.Activities.Reconciling.Jira;

/// <summary>One client for each site that is searched.</summary>
public sealed class JiraClients(TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<JiraSite, Lazy<JiraClient>> clients = new();

    public void Dispose()
    {
        foreach (var client in clients.Values)
        {
            client.Value.Dispose();
        }
    }

    internal JiraClient Of(JiraSite site) => clients.GetOrAdd(site, added => new Lazy<JiraClient>(() => new JiraClient(added, time))).Value;
}
