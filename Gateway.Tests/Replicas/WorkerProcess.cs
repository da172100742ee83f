using System.Diagnostics;

namespace Webhooks.Gateway.Tests.Replicas;

/// <summary>The worker as its own process, out of the build output beside ours.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private WorkerProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public static WorkerProcess Run(params (string Key, string Value)[] environment)
    {
        // {root}/Gateway.Tests/bin/{configuration}/{framework}
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var root = own.Parent?.Parent?.Parent?.Parent?.FullName ?? throw new InvalidOperationException("Not in a build output.");
        var assembly = Path.Combine(root, "Worker", "bin", own.Parent.Name, own.Name, "Webhooks.Worker.dll");
        var start = new ProcessStartInfo("dotnet", [assembly])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return new(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        await Task.WhenAll(output, errors);
        process.Dispose();
    }
}
