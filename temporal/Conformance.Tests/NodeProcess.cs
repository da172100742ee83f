using System.Collections.Concurrent;
using System.Diagnostics;

namespace Temporal.Conformance.Tests;

/// <summary>One child process with its output kept; killed with its children when disposed.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly ConcurrentQueue<string> _errors = new();

    private NodeProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        _output = process.StandardOutput.ReadToEndAsync();
    }

    public static NodeProcess Start(string program, string[] arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new NodeProcess(Process.Start(start)!); // Null only when an existing process were reused, which needs shell execution.
    }

    /// <summary>What the process printed, once it has ended with code 0.</summary>
    /// <exception cref="TimeoutException">It still runs after <paramref name="bound"/>.</exception>
    /// <exception cref="InvalidOperationException">It ended with another code.</exception>
    public async Task<string> ResultAsync(TimeSpan bound)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(bound);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"still running after {bound}: {Errors()}", late);
        }

        var output = await _output;
        return _process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"exit code {_process.ExitCode}: {Errors()}{output}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private string Errors() => string.Join(Environment.NewLine, _errors.TakeLast(60)) + Environment.NewLine;
}
