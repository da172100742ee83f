using System.Diagnostics;

namespace Webhooks.Local.Processes;

/// <summary>One child, kept alive: started, started again with growing pauses when it dies, and stopped with time to drain.</summary>
internal sealed class ChildProcess(string name, string assembly, IReadOnlyDictionary<string, string> environment, ChildLog log, TimeProvider time) : IDisposable
{
    /// <summary>The child refuses its configuration (sysexits: EX_CONFIG); starting it again would change nothing.</summary>
    private const int ConfigurationRefused = 78;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimeToDrain = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    public string Name => name;

    public ChildLog Log => log;

    /// <summary>How often it was started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Told when it died and will be started again: its exit code and the pause before.</summary>
    public Action<int, TimeSpan>? Died { get; set; }

    /// <summary>Ends only when the child refuses its configuration, by an exception.</summary>
    public Task Running => running;

    public void Start() => running = RunAsync();

    /// <summary>Asks it to end and waits; after a while it is killed.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        try
        {
            await running;
        }
        catch (LocalFailureException)
        {
            // Told already to whoever awaits Running.
        }
    }

    public void Dispose()
    {
        stopping.Dispose();
        log.Dispose();
    }

    private async Task RunAsync()
    {
        var pause = ShortestPause;
        while (!stopping.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            var exitCode = await RunOnceAsync();
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            if (exitCode == ConfigurationRefused)
            {
                throw new LocalFailureException($"The {name} refuses its configuration:{Environment.NewLine}{log.Tail()}");
            }

            pause = time.GetElapsedTime(started) > Settled ? ShortestPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            Restarts++;
            Died?.Invoke(exitCode, pause);
            await Task.Delay(pause, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> RunOnceAsync()
    {
        using var process = new Process { StartInfo = StartInfo() };
        process.OutputDataReceived += (_, line) => log.Write(line.Data);
        process.ErrorDataReceived += (_, line) => log.Write(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(stopping.Token);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
        }

        return process.ExitCode;
    }

    private async Task EndAsync(Process process)
    {
        UnixSignals.SendTerminate(process.Id);
        if (OperatingSystem.IsWindows())
        {
            process.StandardInput.Close();
        }

        using var patience = new CancellationTokenSource(TimeToDrain, time);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(DotnetHost.Executable)
        {
            ArgumentList = { assembly },
            WorkingDirectory = Path.GetDirectoryName(assembly),
            RedirectStandardInput = true, // Never written to: its end tells the child that we are gone.
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment["WEBHOOKS_ENDS_WITH_PARENT"] = "1";
        return start;
    }
}
