using Spectre.Console;
using Webhooks.Local.Hosting;

namespace Webhooks.Local.Demo;

/// <summary>What the person at the terminal sees of the demo.</summary>
internal static class DemoOverview
{
    private const int WidthOfFiles = 220;

    private static readonly Style Quiet = new(Color.Grey);

    public static void Write(IReadOnlyList<DemoResult> results, string documents)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("From", "What happened", "Outcome", "Documents");
        table.AddColumn(new TableColumn("ms").RightAligned());
        foreach (var result in results)
        {
            table.AddRow(
                new Text(result.Delivery.From), new Text(result.Delivery.What), Outcome(result.Outcome), new Text(string.Join('\n', result.Outcome.Artefacts)),
                new Text(result.Took.TotalMilliseconds.ToString("0"), Quiet));
        }

        AnsiConsole.Profile.Width = Console.IsOutputRedirected ? Math.Max(AnsiConsole.Profile.Width, WidthOfFiles) : AnsiConsole.Profile.Width;
        AnsiConsole.Write(table);
        var all = results.SelectMany(result => result.Outcome.Artefacts).Distinct(StringComparer.Ordinal).ToList();
        Terminal.Say($"{results.Count} deliveries have their outcomes; {all.Count} documents are in {documents}.");
        if (all.Find(path => path.StartsWith("jira/", StringComparison.Ordinal)) is { } ticket)
        {
            Terminal.Say($"Begin with {Path.Combine(documents, ticket)}: it is linked with the pull request, the commit and all else that speaks of it.");
        }

        Terminal.Say($"Search them: dotnet run --project Cli -- kb search \"label*\" --data {Path.GetDirectoryName(documents)}");
    }

    private static Text Outcome(SettledOutcome outcome) => outcome.Kind.ToLowerInvariant() switch
    {
        "handled" => new Text(Words(outcome), new Style(Color.Green)),
        "filtered" => new Text(Words(outcome), Quiet),
        _ => new Text(Words(outcome), new Style(Color.Red)),
    };

    private static string Words(SettledOutcome outcome) => outcome.Reason is null ? outcome.Kind : $"{outcome.Kind}: {outcome.Reason}";
}
