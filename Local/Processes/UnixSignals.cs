using System.Runtime.InteropServices;

namespace Webhooks.Local.Processes;

internal static class UnixSignals
{
    private const int Terminate = 15;

    /// <summary>Asks a process to end. Not on Windows, which has no such thing.</summary>
    public static void SendTerminate(int processId)
    {
        if (!OperatingSystem.IsWindows())
        {
            // Fails only when the process is gone already, which is what is wanted.
            _ = Kill(processId, Terminate);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
