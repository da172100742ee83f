using Webhooks.Local.Hosting;

namespace Webhooks.Local.Demo;

/// <summary>
/// A day in the life of a small shop's software: a ticket, the pull request that does what it asks for, its commits, the deployment, and the ticket
/// done. The deliveries have ids that never change, so whoever runs the demo again sees the outcomes of the first time.
/// </summary>
internal static class ShopDay
{
    public static IEnumerable<DemoDelivery> Deliveries(LocalSources sources)
    {
        var branch = ShippedCommits.Read("branch");
        var till = ShippedCommits.Read();
        var (first, second) = (till.Commits.Take(3).ToList(), till.Commits.Skip(3).ToList());
        return
        [
            .. Jira(sources, "Ticket SHOP-212 is written", "c7b1f0de-0001"),
            .. Jira(sources, "SHOP-212 is in progress", "c7b1f0de-0002"),
            Push(sources, branch, [.. branch.Commits], "5d0b7a10-0000-4000-8000-000000000006", branch.Commits[0].Parent),
            GitHub(sources, "Pull request 43 is opened", "pull_request", "5d0b7a10-0000-4000-8000-000000000001", "pull-request-opened"),
            GitHub(sources, "Tomas approves pull request 43", "pull_request_review", "5d0b7a10-0000-4000-8000-000000000002", "pull-request-approved"),
            GitHub(sources, "Pull request 43 is merged", "pull_request", "5d0b7a10-0000-4000-8000-000000000003", "pull-request-merged"),
            Push(sources, till, first, "5d0b7a10-0000-4000-8000-000000000004", till.Commits[0].Parent),
            Push(sources, till, second, "5d0b7a10-0000-4000-8000-000000000005", first[^1].Sha),
            .. Azure(sources, "Azure takes a deployment of the till", "deployment-accepted"),
            .. Azure(sources, "The deployment has succeeded", "deployment-succeeded"),
            .. Jira(sources, "SHOP-212 is done", "c7b1f0de-0003"),
            .. Jira(sources, "Mara comments on SHOP-212", "c7b1f0de-0004"),
        ];
    }

    private static DemoDelivery Push(LocalSources sources, DemoRepository repository, List<DemoCommit> commits, string id, string before) => DemoDelivery.OfGitHub(
        sources.GitHub, PushDelivery.What(repository, commits), "push", id, PushDelivery.Of(repository, commits, id, before).Body);

    private static DemoDelivery GitHub(LocalSources sources, string what, string eventName, string id, string file) =>
        DemoDelivery.OfGitHub(sources.GitHub, what, eventName, id, Body(file));

    private static IEnumerable<DemoDelivery> Jira(LocalSources sources, string what, string id) =>
        sources.Jira is { } source ? [DemoDelivery.OfJira(source, what, id, Body($"ticket-{id[^1]}"))] : [];

    private static IEnumerable<DemoDelivery> Azure(LocalSources sources, string what, string file) =>
        sources.EventGrid is { } source ? [DemoDelivery.OfEventGrid(source, what, Body(file))] : [];

    private static byte[] Body(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Demo", "Deliveries", $"{file}.json"));
}
