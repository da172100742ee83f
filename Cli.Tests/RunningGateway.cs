using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Webhooks.Cli.Tests;

/// <summary>The gateway as its own process, with one source of GitHub and a data folder of its own.</summary>
internal sealed partial class RunningGateway : IAsyncDisposable
{
    public const string Secret = "It's a Secret to Everybody";
    public const string Token = "operator-token-of-at-least-32-characters";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly Task draining;

    private RunningGateway(Process process, string address, string folder, Task draining)
    {
        this.process = process;
        this.draining = draining;
        Address = address;
        Folder = folder;
    }

    public string Address { get; }

    public string Folder { get; }

    /// <param name="temporal">Address of Temporal; by default nobody listens there.</param>
    public static async Task<RunningGateway> StartAsync(string temporal = "127.0.0.1:1")
    {
        var folder = Directory.CreateTempSubdirectory("cli-tests-").FullName;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Webhooks.Gateway.dll")])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
            Environment = { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["TEMPORAL_ADDRESS"] = temporal },
        };
        foreach (var (key, value) in Settings(folder))
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var started = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var errors = started.StandardError.ReadToEndAsync();
        using var enough = new CancellationTokenSource(Bound);
        while (await started.StandardOutput.ReadLineAsync(enough.Token) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                return new RunningGateway(started, match.Value, folder, Task.WhenAll(errors, started.StandardOutput.ReadToEndAsync()));
            }
        }

        throw new InvalidOperationException($"The gateway ended before it listened: {await errors}");
    }

    public static IReadOnlyDictionary<string, string> Settings(string folder) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Webhooks:DataDirectory"] = folder,
        ["Webhooks:Sources:0:Name"] = "hello",
        ["Webhooks:Sources:0:Provider"] = "GitHub",
        ["Webhooks:Sources:0:Secrets:0:Value"] = Secret,
        ["Webhooks:Management:Tokens:0:Name"] = "operator",
        ["Webhooks:Management:Tokens:0:Value"] = Token,
        ["Webhooks:Management:Tokens:0:Scopes"] = "read, replay",
        ["Webhooks:Replay:ConfirmAbove"] = "2",
    };

    /// <summary>A command that asks it, as the operator.</summary>
    public Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.OfAsync([.. arguments, "--gateway", Address, "--token", Token]);

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        await draining;
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
