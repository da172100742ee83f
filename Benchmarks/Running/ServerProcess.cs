using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Webhooks.Benchmarks.Running;

/// <summary>One process that is measured, or that helps, pinned to a core where the machine has two.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly Process process;
    private readonly string log;
    private bool isGone;

    private ServerProcess(Process process, string log, int port)
    {
        this.process = process;
        this.log = log;
        Port = port;
    }

    public int Port { get; }

    public double ProcessorSeconds => Machine.ProcessorSeconds(process.Id);

    public double ResidentMegabytes => Machine.Megabytes(process.Id, "VmRSS");

    /// <summary>The most so far.</summary>
    public double PeakMegabytes => Machine.Megabytes(process.Id, "VmHWM");

    public static bool CanPin => Environment.ProcessorCount > 1 && File.Exists("/usr/bin/taskset");

    /// <summary>A process whose output goes to a file: a pipe would cost us the reading.</summary>
    public static ServerProcess Start(int core, string log, int port, IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1", log, .. Pinned(core, command)])
        {
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[key] = value;
        }

        return new ServerProcess(Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start."), log, port);
    }

    public static string[] Pinned(int core, IReadOnlyList<string> command) => CanPin ? ["/usr/bin/taskset", "-c", $"{core}", .. command] : [.. command];

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends when it takes connections.</summary>
    public async Task ListeningAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (!process.HasExited && Stopwatch.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Pause, TimeProvider.System);
            }
            catch (SocketException e)
            {
                throw new InvalidOperationException($"Nothing listens at {Port}: {string.Join(Environment.NewLine, File.ReadLines(log).TakeLast(20))}", e);
            }
        }
    }

    /// <exception cref="InvalidOperationException">It has ended; the end of its output is in the message.</exception>
    public void RequireRunning()
    {
        if (process.HasExited)
        {
            throw new InvalidOperationException($"It ended with {process.ExitCode}: {string.Join(Environment.NewLine, File.ReadLines(log).TakeLast(20))}");
        }
    }

    public void Kill()
    {
        if (!isGone && !process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await process.WaitForExitAsync();
        isGone = true;
        process.Dispose();
    }
}
