using Webhooks.Gateway.Secrets;

namespace Webhooks.Gateway.Configuration;

/// <summary>
/// Reads the settings files again when one of them has changed. The host would watch them too, but by watching everything below its folder, where
/// the data usually is: it would be told of every write to the journal and the ledger.
/// </summary>
internal sealed partial class SettingsFileWatch(
    IConfiguration configuration, IHostEnvironment environment, SecretMetrics metrics, TimeProvider time, ILogger<SettingsFileWatch> logger) : IHostedService, IDisposable
{
    /// <summary>A file is written in several steps.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private FileSystemWatcher? watcher;
    private ITimer? settled;
    private int noted;
    private (string Path, DateTime WrittenAt, long Length)[] known = [];

    /// <summary>Arguments of a host that leaves the watching to this class, or needs none.</summary>
    public static string[] WithoutTheHosts(string[] args) => [.. args, "--hostBuilder:reloadConfigOnChange=false"];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        settled = time.CreateTimer(_ => ReloadIfChanged(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        known = Look();

        // Any name: where files are links into a folder that is replaced as a whole, as in Kubernetes, none of theirs is ever told.
        watcher = new FileSystemWatcher(environment.ContentRootPath);
        watcher.Changed += Note;
        watcher.Created += Note;
        watcher.Deleted += Note;
        watcher.Renamed += Note;
        watcher.Error += Note;
        watcher.EnableRaisingEvents = true;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        watcher?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        watcher?.Dispose();
        settled?.Dispose();
    }

    /// <summary>What goes on and on in the folder does not put it off.</summary>
    private void Note(object sender, EventArgs e)
    {
        if (Interlocked.Exchange(ref noted, 1) == 0)
        {
            settled?.Change(Settling, Timeout.InfiniteTimeSpan);
        }
    }

    private void ReloadIfChanged()
    {
        Volatile.Write(ref noted, 0);
        lock (gate)
        {
            var now = Look();
            if (!now.AsSpan().SequenceEqual(known))
            {
                known = now;
                Reload();
            }
        }
    }

    private void Reload()
    {
        try
        {
            ((IConfigurationRoot)configuration).Reload();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            metrics.ChangeRefused();
            Log.Unreadable(logger, e.InnerException?.Message ?? e.Message);
        }
    }

    private (string Path, DateTime WrittenAt, long Length)[] Look() =>
    [
        .. Directory.EnumerateFiles(environment.ContentRootPath, "appsettings*.json").Order(StringComparer.Ordinal)
            .Select(path => File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path))
            .Where(file => file.Exists)
            .Select(file => (file.FullName, file.LastWriteTimeUtc, file.Length)),
    ];

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A changed settings file cannot be read and the last good configuration stays: {Reason}")]
        public static partial void Unreadable(ILogger logger, string reason);
    }
}
