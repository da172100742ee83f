using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Webhooks.Local.Processes;

namespace Webhooks.Local.Tests;

/// <summary>Local as the operator runs it: a real process with real children, on free ports and a folder of its own.</summary>
internal sealed class LocalProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StringBuilder output = new();
    private readonly string[] arguments;
    private Process? process;

    public LocalProcess(string dataDirectory, params string[] more)
    {
        DataDirectory = dataDirectory;
        GatewayPort = FreePort();
        arguments = ["--data", dataDirectory, "--gateway-port", $"{GatewayPort}", "--temporal-port", $"{FreePort()}", .. more];
    }

    public string DataDirectory { get; }

    public int GatewayPort { get; }

    /// <summary>The children get errors when a file must not grow, and are not killed for it.</summary>
    public bool IgnoresFullDisk { get; init; }

    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    public void Start()
    {
        string[] command = [DotnetHost.Executable, DotnetHost.Assembly("Local"), .. arguments];
        // An ignored signal stays ignored in all that is started from here.
        string[] all = IgnoresFullDisk ? ["/bin/sh", "-c", "trap '' XFSZ; exec \"$0\" \"$@\"", .. command] : command;
        var start = new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };

        process?.Dispose();
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public async Task<int> ExitAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        await process!.WaitForExitAsync(limit.Token); // Started by whoever calls this.
        return process.ExitCode;
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public async Task<int> StopAsync()
    {
        UnixSignals.SendTerminate(process!.Id);
        return await ExitAsync(Patience);
    }

    /// <summary>SIGKILL to Local itself.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await ExitAsync(Patience);
    }

    /// <summary>SIGKILL to one of the children.</summary>
    /// <returns>False when it does not run at the moment.</returns>
    public bool KillChild(string project)
    {
        if (Children(project) is not [var id, ..])
        {
            return false;
        }

        try
        {
            using var child = Process.GetProcessById(id);
            child.Kill();
            return true;
        }
        catch (ArgumentException)
        {
            // It has ended since it was looked for.
            return false;
        }
    }

    /// <summary>Processes of a project that use our data folder, whoever their parent is by now.</summary>
    public IReadOnlyList<int> Children(string project) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!)).Where(id =>
            Read(id, "cmdline").Contains($"Webhooks.{project}.dll", StringComparison.Ordinal)
            && Read(id, "environ").Contains($"Webhooks__DataDirectory={DataDirectory}\0", StringComparison.Ordinal)),
    ];

    /// <summary>The last lines of the children's logs.</summary>
    public string LogTails() => string.Join(Environment.NewLine, Directory.GetFiles(Path.Combine(DataDirectory, "logs")).SelectMany(path => File.ReadLines(path).TakeLast(30).Prepend($"--- {path}")));

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await ExitAsync(Patience);
        }

        process?.Dispose();
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Keep(string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
