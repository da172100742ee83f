namespace Temporal.Conformance.Tests;

/// <summary>The small JavaScript programs beside the tests, and the official packages that they use.</summary>
internal static class Drivers
{
    private static readonly TimeSpan InstallBound = TimeSpan.FromMinutes(5);

    private static readonly Lazy<Task<string?>> Missing = new(InstallAsync);

    private static string Folder { get; } = Find();

    /// <summary>Starts one driver. Skips the test when the official packages cannot be had.</summary>
    public static async Task<NodeProcess> StartAsync(string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var missing = await Missing.Value;
        Skip.If(missing is not null, missing);
        return NodeProcess.Start("node", arguments, Folder, environment ?? new Dictionary<string, string>(StringComparer.Ordinal));
    }

    /// <summary>Null when the drivers can run, else why not.</summary>
    private static async Task<string?> InstallAsync()
    {
        if (!OnPath("node") || !OnPath("npm"))
        {
            return "node and npm are not installed";
        }

        // npm leaves a copy of the lock file behind when it is done.
        var done = Path.Combine(Folder, "node_modules", ".package-lock.json");
        var wanted = Path.Combine(Folder, "package-lock.json");
        if (File.Exists(done) && File.GetLastWriteTimeUtc(done) >= File.GetLastWriteTimeUtc(wanted))
        {
            return null;
        }

        try
        {
            await using var install = NodeProcess.Start("npm", ["ci"], Folder, new Dictionary<string, string>(StringComparer.Ordinal));
            await install.ResultAsync(InstallBound);
            return null;
        }
        catch (Exception failed) when (failed is TimeoutException or InvalidOperationException)
        {
            return $"the official packages could not be installed: {failed.Message}";
        }
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => new[] { program, $"{program}.exe", $"{program}.cmd" }.Any(name => File.Exists(Path.Combine(folder, name))));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var drivers = Path.Combine(folder.FullName, "drivers");
            if (File.Exists(Path.Combine(drivers, "package-lock.json")))
            {
                return drivers;
            }
        }

        throw new InvalidOperationException("The drivers folder is not above the test assembly.");
    }
}
