using Spectre.Console;
using Webhooks.Local.Hosting;

namespace Webhooks.Local.Demo;

/// <summary>Shows the whole way of a delivery with real commits, and judges it.</summary>
internal static class DemoRun
{
    /// <returns>True when every delivery has its outcome and every document it names is there, and there is at least one.</returns>
    public static async Task<bool> RunAsync(HttpClient gateway, GitHubSource source, string dataDirectory, TimeProvider time, CancellationToken stopping)
    {
        var client = new GatewayClient(gateway, source, time);
        var knowledge = Path.Combine(dataDirectory, "knowledge-base");
        var history = await GitHistory.ReadAsync(time, stopping);
        var judged = history is null ? null : await DeliverAsync(client, history, knowledge, time, stopping);
        if (judged is not { Documents: > 0 })
        {
            // No history, or one in which nothing is worth a document.
            judged = await DeliverAsync(client, ShippedCommits.Read(), knowledge, time, stopping) with { Complete = judged?.Complete ?? true };
        }

        if (judged is { Complete: true, Documents: > 0 })
        {
            Terminal.Say($"Every delivery has its outcome; {judged.Documents} documents are in {knowledge}.");
            return true;
        }

        Terminal.Error("Not every delivery came to the end it should have.");
        return false;
    }

    private static async Task<Judgement> DeliverAsync(GatewayClient client, DemoRepository repository, string knowledge, TimeProvider time, CancellationToken stopping)
    {
        // Merges are left out, so a commit's parent need not be where the push before it ended.
        var pushes = new List<PushDelivery>();
        var head = repository.Commits.Count > 0 ? repository.Commits[0].Parent : "";
        foreach (var commits in repository.Pushes())
        {
            pushes.Add(PushDelivery.Of(repository, commits, Guid.NewGuid().ToString(), head));
            head = commits[^1].Sha;
        }

        Terminal.Say($"Sending {repository.Commits.Count} commits of {repository.Owner}/{repository.Name} in {pushes.Count} signed push deliveries.");
        var table = new Table().AddColumns("Delivery", "Workflow", "Outcome", "Documents");
        table.AddColumn(new TableColumn("ms").RightAligned());
        var judgement = new Judgement(true, 0);
        var running = pushes.Select(push => DeliverAsync(client, push, time, stopping)).ToList();
        foreach (var task in running)
        {
            var (id, outcome, took) = await task;
            judgement = judgement.And(outcome, knowledge);
            table.AddRow(
                new Text(id), new Text($"github/repository/{repository.Id}"), new Text(outcome.Reason is null ? outcome.Kind : $"{outcome.Kind}: {outcome.Reason}"),
                new Text(string.Join('\n', outcome.Artefacts)), new Text(took.TotalMilliseconds.ToString("0")));
        }

        AnsiConsole.Profile.Width = Console.IsOutputRedirected ? Math.Max(AnsiConsole.Profile.Width, 220) : AnsiConsole.Profile.Width;
        AnsiConsole.Write(table);
        return judgement;
    }

    private static async Task<(string Id, SettledOutcome Outcome, TimeSpan Took)> DeliverAsync(GatewayClient client, PushDelivery push, TimeProvider time, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        var id = await client.SendAsync(push, stopping);
        var outcome = await client.OutcomeAsync(id, stopping);
        return (id, outcome, time.GetElapsedTime(started));
    }

    private sealed record Judgement(bool Complete, int Documents)
    {
        public Judgement And(SettledOutcome outcome, string knowledge)
        {
            var there = outcome.Artefacts.Count(path => File.Exists(Path.Combine(knowledge, path)));
            var isFine = there == outcome.Artefacts.Count && outcome.Kind.ToLowerInvariant() switch
            {
                "handled" => there > 0,
                "filtered" => outcome.Reason is { Length: > 0 },
                _ => false,
            };
            return new Judgement(Complete && isFine, Documents + there);
        }
    }
}
