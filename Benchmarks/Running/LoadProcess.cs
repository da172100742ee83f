using System.Diagnostics;
using System.Text.Json;
using Webhooks.Benchmarks.Load;

namespace Webhooks.Benchmarks.Running;

/// <summary>The load generator as a child: warm for all runs, on another core than what it calls.</summary>
internal sealed class LoadProcess : IAsyncDisposable
{
    private readonly Process process;
    private long next = 1;

    private LoadProcess(Process process) => this.process = process;

    public static LoadProcess Start(int core)
    {
        var command = ServerProcess.Pinned(core, Commands.Own("load"));
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        return new LoadProcess(Process.Start(start) ?? throw new InvalidOperationException("The load generator did not start."));
    }

    public async Task<LoadResult> RunAsync(LoadPlan plan)
    {
        // More than any run sends, so that no delivery of one run is another's duplicate.
        var numbered = plan with { FirstDelivery = Interlocked.Add(ref next, 10_000_000) };
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(numbered));
        await process.StandardInput.FlushAsync();
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The load generator ended.");
        return JsonSerializer.Deserialize<LoadResult>(line) ?? throw new InvalidDataException("A result is an object.");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
