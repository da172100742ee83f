using System.Globalization;
using Webhooks.Benchmarks.Servers;

namespace Webhooks.Benchmarks.Running;

/// <summary>Command lines of the processes.</summary>
internal static class Commands
{
    private static string Dotnet => Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";

    public static string[] Gateway => [Dotnet, Path.Combine(AppContext.BaseDirectory, "Webhooks.Gateway.dll")];

    /// <summary>From its own output folder: it uses another shared framework than we do.</summary>
    public static string[] Worker
    {
        get
        {
            // {repository}/Benchmarks/bin/{configuration}/{framework}
            var own = new DirectoryInfo(AppContext.BaseDirectory);
            var (framework, configuration) = (own.Name, own.Parent?.Name ?? "");
            return [Dotnet, Path.GetFullPath(Path.Combine(own.FullName, "..", "..", "..", "..", "Worker", "bin", configuration, framework, "Webhooks.Worker.dll"))];
        }
    }

    public static string[] Own(params string[] arguments) => [Dotnet, typeof(Commands).Assembly.Location, .. arguments];

    public static string[] StageServer(Stage stage, int port, string secret, string temporal) =>
        Own("stage", stage.ToString(), port.ToString(CultureInfo.InvariantCulture), secret, temporal);

    public static string[] Peer(string folder) => ["node", Path.Combine(folder, "server.js")];
}
