using System.Runtime.InteropServices;

namespace Webhooks.Local.Tests.Storm;

/// <summary>
/// Takes a running process the right to write files, as a full disk does: with a limit of no bytes each write fails in the kernel (EFBIG). Needs no
/// privileges. The process must ignore SIGXFSZ, or the first write would end it.
/// </summary>
internal sealed class FullDisk : IDisposable
{
    private const int FileSize = 1; // RLIMIT_FSIZE

    private readonly int process;

    private FullDisk(int process) => this.process = process;

    public static FullDisk Of(int process)
    {
        Limit(process, soft: 0);
        return new FullDisk(process);
    }

    /// <summary>There is room again; a process that was killed meanwhile has all of it anyway.</summary>
    public void Dispose() => _ = SetLimit(process, FileSize, new Limits { Soft = ulong.MaxValue, Hard = ulong.MaxValue }, 0);

    private static void Limit(int process, ulong soft)
    {
        if (SetLimit(process, FileSize, new Limits { Soft = soft, Hard = ulong.MaxValue }, 0) != 0)
        {
            throw new InvalidOperationException($"The limit of process {process} cannot be set: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [DllImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int process, int resource, in Limits wanted, nint previous);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limits
    {
        public ulong Soft;
        public ulong Hard;
    }
}
