using Spectre.Console;
using Webhooks.Local.CommandLine;
using Webhooks.Local.Secrets;

namespace Webhooks.Local.Hosting;

/// <summary>What the person at the terminal is told. Texts of others are escaped: they are no markup for the terminal either.</summary>
internal static class Terminal
{
    public static void Started(LocalOptions options, Uri gateway, LocalSources sources, EmbeddedTemporal temporal)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        foreach (var (provider, source) in sources.All)
        {
            Row(grid, $"{provider} webhooks", new Uri(gateway, $"/webhooks/{source.Name}").ToString());
        }

        Row(grid, "Look up a delivery", new Uri(gateway, "/api/deliveries/").ToString() + "{deliveryId}");
        Row(grid, "Temporal", temporal.Address + (temporal.IsEmbedded ? " (embedded)" : ""));
        Row(grid, "Documents", Path.Combine(options.DataDirectory, "knowledge-base"));
        Row(grid, "Secrets", sources.Environment.Count > 0 ? SecretsFile.PathIn(options.DataDirectory) : "from Webhooks__Sources__…");
        Row(grid, "Logs", Path.Combine(options.DataDirectory, "logs"));
        AnsiConsole.Write(grid);
        if (!options.Demo)
        {
            Say("Running. Ctrl+C stops.");
        }
    }

    public static void Say(string text) => AnsiConsole.WriteLine(text);

    public static void Warn(string text) => AnsiConsole.MarkupLineInterpolated($"[yellow]{text}[/]");

    public static void Error(string text) => AnsiConsole.MarkupLineInterpolated($"[red]{text}[/]");

    public static void Tails(Children children)
    {
        Warn("The ends of the logs:");
        Say(children.Tails());
    }

    private static void Row(Grid grid, string label, string value) => grid.AddRow(new Text(label, new Style(Color.Grey)), new Text(value));
}
