using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Webhooks.Storage.Durability;

/// <summary>Makes files and folder entries survive a power cut.</summary>
internal static class DurableFiles
{
    private const int Interrupted = 4;

    /// <summary>Content and length reach the disk. Where there is fdatasync it saves the write of the file's times.</summary>
    /// <exception cref="IOException">They did not; what was written since the last flush must be taken for lost.</exception>
    public static void FlushData(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }

        while (fdatasync(file) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw new IOException($"fdatasync failed: {Marshal.GetPInvokeErrorMessage(error)} (error {error}).");
            }
        }
    }

    /// <summary>Created, renamed and deleted names of a folder reach the disk. Windows does that by itself.</summary>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const int readOnly = 0;
        var directory = open(path, readOnly);
        if (directory < 0)
        {
            throw new IOException($"Cannot open the folder '{path}': {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        try
        {
            if (fsync(directory) != 0)
            {
                throw new IOException($"Cannot flush the folder '{path}': {Marshal.GetLastPInvokeErrorMessage()}.");
            }
        }
        finally
        {
            _ = close(directory);
        }
    }

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fdatasync(SafeFileHandle file);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int file);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int file);
}
