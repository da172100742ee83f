using Webhooks.Local.CommandLine;
using Webhooks.Local.Demo;
using Webhooks.Local.Processes;
using Webhooks.Local.Secrets;

namespace Webhooks.Local.Hosting;

/// <summary>The gateway and the worker as children of this process.</summary>
internal sealed class Children : IAsyncDisposable
{
    private readonly List<ChildProcess> all;

    private Children(List<ChildProcess> all) => this.all = all;

    /// <summary>Ends, by an exception, when a child refuses its configuration.</summary>
    public Task<Task> Ended => Task.WhenAny(all.Select(child => child.Running));

    public static Children Start(LocalOptions options, string temporalAddress, Uri gateway, LocalSources sources, TimeProvider time, Action<string> tell)
    {
        var logs = Path.Combine(options.DataDirectory, "logs");
        SecretsFile.MakeFolder(logs);
        Dictionary<string, string> shared = new(StringComparer.Ordinal)
        {
            ["Webhooks__DataDirectory"] = options.DataDirectory,
            ["TEMPORAL_ADDRESS"] = temporalAddress,
            ["DOTNET_NOLOGO"] = "1",
        };
        Dictionary<string, string> forGateway = new(shared, StringComparer.Ordinal) { ["ASPNETCORE_URLS"] = gateway.GetLeftPart(UriPartial.Authority) };
        foreach (var (key, value) in sources.Environment)
        {
            forGateway[key] = value;
        }

        Dictionary<string, string> forWorker = new(shared, StringComparer.Ordinal);
        if (options.Reports && Environment.GetEnvironmentVariable(DemoReports.InvestorKey) is null)
        {
            forWorker[DemoReports.InvestorKey] = DemoReports.Investor;
        }

        var children = new Children(
        [
            new ChildProcess("gateway", DotnetHost.Assembly("Gateway"), forGateway, new ChildLog(Path.Combine(logs, "gateway.log")), time),
            new ChildProcess("worker", DotnetHost.Assembly("Worker"), forWorker, new ChildLog(Path.Combine(logs, "worker.log")), time),
        ]);
        foreach (var child in children.all)
        {
            child.Died = (exitCode, pause) => tell($"The {child.Name} ended with code {exitCode}; starting it again in {pause.TotalSeconds:0.##} s. Its log: {child.Log.Path}");
            child.Start();
        }

        return children;
    }

    /// <summary>The last lines of every child's log, for when something failed.</summary>
    public string Tails() => string.Join(Environment.NewLine, all.Select(child => $"--- {child.Log.Path}{Environment.NewLine}{child.Log.Tail()}"));

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(all.Select(child => child.StopAsync()));
        foreach (var child in all)
        {
            child.Dispose();
        }
    }
}
