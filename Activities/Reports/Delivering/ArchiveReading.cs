using System.IO.Compression;
using System.Text;

namespace Webhooks.Activities.Reports.Delivering;

/// <summary>
/// Takes an archive apart that may not be ours: names stay inside of the folder, sizes are bounded, what is there is what <c>SHA256SUMS</c>
/// lists, neither more nor less. Files are written beside the folder first, which then takes its place at once.
/// </summary>
internal static class ArchiveReading
{
    private const int MostFiles = 10_000;
    private const long LargestFile = 512L * 1024 * 1024;
    private const int HashLength = 64;

    public static async Task<int> RestoreAsync(byte[] zip, string target, CancellationToken cancellationToken)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new IOException($"{target} is there already and not an empty folder.");
        }

        var parent = Path.GetDirectoryName(target) ?? throw new IOException($"{target} cannot be a folder of files.");
        Directory.CreateDirectory(parent);
        var incoming = Path.Combine(parent, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
        try
        {
            var count = await ExtractAsync(zip, incoming, cancellationToken);
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(incoming, target);
            return count;
        }
        finally
        {
            if (Directory.Exists(incoming))
            {
                Directory.Delete(incoming, recursive: true);
            }
        }
    }

    private static async Task<int> ExtractAsync(byte[] zip, string incoming, CancellationToken cancellationToken)
    {
        await using var archive = await ZipArchive.CreateAsync(new MemoryStream(zip), ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, cancellationToken);
        Refuse(archive.Entries.Count > MostFiles, $"The archive has more than {MostFiles} files.");
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (var name in archive.Entries.Select(entry => entry.FullName))
        {
            Refuse(!IsSafe(name), $"The archive names the file '{Shown(name)}', which would not stand inside of the folder.");
            Refuse(!names.Add(name), $"The archive has the file '{name}' twice.");
        }

        var sums = Sums(await ReadAsync(archive.GetEntry(ReportArchive.Sums) ?? throw new InvalidDataException($"The archive has no {ReportArchive.Sums}."), cancellationToken));
        Directory.CreateDirectory(incoming);
        foreach (var entry in archive.Entries.Where(entry => entry.FullName != ReportArchive.Sums))
        {
            Refuse(!sums.Remove(entry.FullName, out var expected), $"The archive has the file '{entry.FullName}', which {ReportArchive.Sums} does not list.");
            var content = await ReadAsync(entry, cancellationToken);
            Refuse(ReportArchive.Hash(content) != expected, $"The file '{entry.FullName}' in the archive is damaged.");
            var path = Path.Combine(incoming, entry.FullName);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? incoming);
            await File.WriteAllBytesAsync(path, content, cancellationToken);
        }

        Refuse(sums.Count > 0, $"The file '{Shown(sums.Keys.FirstOrDefault() ?? "")}' is missing in the archive.");
        return archive.Entries.Count - 1;
    }

    /// <summary>Relative, with slashes, no part that leads elsewhere or that some system reads as something else.</summary>
    private static bool IsSafe(string name) =>
        name.Length is > 0 and < 400 && Array.TrueForAll(name.Split('/'), part => part.Length > 0 && part is not ("." or "..") && !part.Any(c => char.IsControl(c) || c is '\\' or ':'));

    /// <summary>A size that is claimed is not believed.</summary>
    private static async Task<byte[]> ReadAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        try
        {
            await using var stream = await entry.OpenAsync(cancellationToken);
            var buffer = new byte[81_920];
            for (var read = await stream.ReadAsync(buffer, cancellationToken); read > 0; read = await stream.ReadAsync(buffer, cancellationToken))
            {
                Refuse(content.Length + read > LargestFile, $"The file '{entry.FullName}' in the archive is larger than any of ours.");
                await content.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        catch (InvalidDataException failure) when (!failure.Message.Contains(entry.FullName, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The file '{entry.FullName}' in the archive is damaged.", failure);
        }

        return content.ToArray();
    }

    private static Dictionary<string, string> Sums(byte[] content)
    {
        Dictionary<string, string> sums = new(StringComparer.Ordinal);
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Refuse(line.Length < HashLength + 3 || line[HashLength..(HashLength + 2)] != "  " || !sums.TryAdd(line[(HashLength + 2)..], line[..HashLength]), $"{ReportArchive.Sums} in the archive cannot be read.");
        }

        return sums;
    }

    private static string Shown(string name) => string.Concat(name.Take(100).Select(c => char.IsControl(c) ? '?' : c));

    private static void Refuse(bool condition, string reason)
    {
        if (condition)
        {
            throw new InvalidDataException(reason);
        }
    }
}
