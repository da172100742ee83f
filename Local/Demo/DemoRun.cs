using Webhooks.Local.Hosting;

namespace Webhooks.Local.Demo;

/// <summary>Shows the whole way of deliveries of all providers, with real commits where there are some, and judges it.</summary>
internal static class DemoRun
{
    /// <returns>True when every delivery has its outcome, every document it names is there, and each provider's deliveries made one.</returns>
    public static async Task<bool> RunAsync(HttpClient gateway, LocalSources sources, string dataDirectory, TimeProvider time, CancellationToken stopping)
    {
        var client = new GatewayClient(gateway, time);
        var documents = Path.Combine(dataDirectory, "knowledge-base");
        List<DemoDelivery> deliveries = [.. OwnCommits(sources, await GitHistory.ReadAsync(time, stopping)), .. ShopDay.Deliveries(sources)];
        Terminal.Say($"Sending {deliveries.Count} signed deliveries: the last commits of this repository, and a day in the life of a small shop.");
        List<Task<DemoResult>> running = [];
        foreach (var delivery in deliveries)
        {
            // One after the other, as they happened; what becomes of them is awaited meanwhile.
            var started = time.GetTimestamp();
            var id = await client.SendAsync(delivery, stopping);
            running.Add(ResultAsync(client, delivery, id, started, time, stopping));
        }

        var results = await Task.WhenAll(running);
        DemoOverview.Write(results, documents);
        var isComplete = results.All(result => result.Outcome.IsGood(documents))
            && results.GroupBy(result => result.Delivery.From, StringComparer.Ordinal).All(provider => provider.Any(result => result.Outcome.Artefacts.Count > 0));
        if (!isComplete)
        {
            Terminal.Error("Not every delivery came to the end it should have.");
        }

        return isComplete;
    }

    private static IEnumerable<DemoDelivery> OwnCommits(LocalSources sources, DemoRepository? repository)
    {
        if (repository is null)
        {
            yield break;
        }

        // Merges are left out, so a commit's parent need not be where the push before it ended.
        var head = repository.Commits.Count > 0 ? repository.Commits[0].Parent : "";
        foreach (var commits in repository.Pushes())
        {
            var id = Guid.NewGuid().ToString();
            yield return DemoDelivery.OfGitHub(sources.GitHub, PushDelivery.What(repository, commits), "push", id, PushDelivery.Of(repository, commits, id, head).Body);
            head = commits[^1].Sha;
        }
    }

    private static async Task<DemoResult> ResultAsync(GatewayClient client, DemoDelivery delivery, string id, long started, TimeProvider time, CancellationToken stopping)
    {
        var outcome = await client.OutcomeAsync(id, stopping);
        return new DemoResult(delivery, id, outcome, time.GetElapsedTime(started));
    }
}
