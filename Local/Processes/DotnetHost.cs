using System.Runtime.InteropServices;

namespace Webhooks.Local.Processes;

/// <summary>Finds what to start: the <c>dotnet</c> that runs us, and the build output of a project beside ours.</summary>
internal static class DotnetHost
{
    public static string Executable
    {
        get
        {
            var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
            // {root}/shared/Microsoft.NETCore.App/{version}/
            var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
            return File.Exists(beside) ? beside : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? name;
        }
    }

    /// <param name="project">Project folder, such as <c>Gateway</c>.</param>
    /// <exception cref="LocalFailureException">It was not built.</exception>
    public static string Assembly(string project)
    {
        var file = $"Webhooks.{project}.dll";
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        List<string> candidates =
        [
            Path.Combine(own, project.ToLowerInvariant(), file), // published side by side
            .. FromBuildOutput(own, project, file),
        ];
        return candidates.Find(File.Exists)
            ?? throw new LocalFailureException($"{file} was not found. Build the solution first. Looked at: {string.Join(", ", candidates)}");
    }

    /// <summary>{repository}/{project}/bin/{configuration}/{framework}: the same tail as ours, below any folder above us.</summary>
    private static IEnumerable<string> FromBuildOutput(string own, string project, string file)
    {
        var parts = own.Split(Path.DirectorySeparatorChar);
        var bin = Array.LastIndexOf(parts, "bin");
        if (bin < 2)
        {
            yield break;
        }

        var repository = string.Join(Path.DirectorySeparatorChar, parts[..(bin - 1)]);
        yield return Path.Combine([repository + Path.DirectorySeparatorChar, project, .. parts[bin..], file]);
    }
}
