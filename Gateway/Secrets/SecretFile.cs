using System.Buffers;
using System.Security.Cryptography;

namespace Webhooks.Gateway.Secrets;

/// <summary>A file that holds one secret, as Kubernetes and systemd hand them out. Links are followed anew each time.</summary>
internal static class SecretFile
{
    private const int Largest = 64 * 1024;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n\v\f\0"u8);

    /// <param name="path">Of the file.</param>
    /// <param name="known">What it held before; then the very same array comes back when it still does.</param>
    /// <param name="fault">Why it cannot be used. Nothing of its content.</param>
    public static byte[]? TryRead(string path, byte[]? known, out string? fault)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Largest + 1);
        try
        {
            var content = Read(path, buffer);
            fault = content.Length > Largest ? $"has more than {Largest} bytes"
                : content.StartsWith("\uFEFF"u8) ? "begins with a byte order mark, which would be part of the secret"
                : IsBlank(content) ? "is empty or blank"
                : null;
            return fault is not null ? null
                : known is not null && content.SequenceEqual(known) ? known
                : content.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = $"cannot be read: {e.Message}";
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether somebody other than its owner may read or write it.</summary>
    public static bool IsExposed(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return (File.GetUnixFileMode(file) & Others) != UnixFileMode.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // That it cannot be read is reported by whoever reads it.
            return false;
        }
    }

    private static ReadOnlySpan<byte> Read(string path, byte[] buffer)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = 0;
        while (length <= Largest && RandomAccess.Read(file, buffer.AsSpan(length, Largest + 1 - length), length) is > 0 and var read)
        {
            length += read;
        }

        return buffer.AsSpan(0, length).TrimEnd("\r\n"u8);
    }

    private static bool IsBlank(ReadOnlySpan<byte> content) => content.IndexOfAnyExcept(Blanks) < 0;
}
