using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>The gateway as its own process, which can be killed.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly Task draining;

    private GatewayProcess(Process process, Uri address, Task draining)
    {
        this.process = process;
        this.draining = draining;
        Client = new HttpClient { BaseAddress = address };
    }

    public HttpClient Client { get; }

    /// <summary>The most memory it has had so far, in bytes.</summary>
    public async Task<long> PeakMemoryAsync()
    {
        var line = (await File.ReadAllLinesAsync($"/proc/{process.Id}/status")).First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), System.Globalization.CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>As a supervisor ends it.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var enough = new CancellationTokenSource(Bound);
        await process.WaitForExitAsync(enough.Token);
        return process.ExitCode;
    }

    public static ProcessStartInfo Start(params (string Key, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Webhooks.Gateway.dll")])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return start;
    }

    public static async Task<GatewayProcess> ListenAsync(string folder, string temporal, params (string Key, string Value)[] more)
    {
        var started = Process.Start(Start([
            ("Webhooks__DataDirectory", folder),
            ("Webhooks__Sources__0__Name", "hello"),
            ("Webhooks__Sources__0__Provider", "GitHub"),
            ("Webhooks__Sources__0__Secrets__0__Value", GatewayApp.Secret),
            ("TEMPORAL_ADDRESS", temporal),
            .. more])) ?? throw new InvalidOperationException("dotnet did not start.");
        var errors = started.StandardError.ReadToEndAsync();
        using var enough = new CancellationTokenSource(Bound);
        while (await started.StandardOutput.ReadLineAsync(enough.Token) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                return new GatewayProcess(started, new Uri(match.Value), Task.WhenAll(errors, started.StandardOutput.ReadToEndAsync()));
            }
        }

        throw new InvalidOperationException($"The gateway ended before it listened: {await errors}");
    }

    /// <summary>As the machine would do it: no signal that could be handled.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        await draining;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        Client.Dispose();
        process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
