using System.ComponentModel;
using System.Diagnostics;

namespace Webhooks.Benchmarks.Running;

/// <summary>The Node peer with its packages, installed from its lock file into a folder that is gone afterwards.</summary>
internal static class PeerFolder
{
    /// <returns>Empty, and a line says why, where Node or its packages cannot be had: everything else is measured all the same.</returns>
    public static async Task<string> PrepareAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "peer")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        try
        {
            using var npm = Process.Start(new ProcessStartInfo("/usr/bin/env", ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }) ?? throw new InvalidOperationException("npm did not start.");
            await npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync();
            if (npm.ExitCode == 0)
            {
                return folder;
            }

            await Console.Error.WriteLineAsync($"No peer: npm ci ended with {npm.ExitCode}.");
        }
        catch (Win32Exception missing)
        {
            await Console.Error.WriteLineAsync($"No peer: {missing.Message}");
        }

        return "";
    }
}
