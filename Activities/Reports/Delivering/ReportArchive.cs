using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Temporalio.Exceptions;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Contracts.Reports;
using Webhooks.Storage.Durability;

namespace Webhooks.Activities.Reports.Delivering;

/// <summary>
/// The archive of a week: one file <c>archive/{week}.zip</c> in the folder of reports with data, manifests and documents of the week's
/// editions, and of those days whose cut-off is within the week, so that each day is in one archive. <c>SHA256SUMS</c> in it has the hash of
/// every file, <c>{week}.zip.sha256</c> beside it that of the whole. What is written for the week later, such as an amended day, is in it
/// once it is packed again.
/// </summary>
public sealed class ReportArchive(ReportFolder folder)
{
    internal const string Sums = "SHA256SUMS";

    private const string Archive = "archive";

    /// <summary>The first that the format knows.</summary>
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly WholeFiles files = new(folder.Root);
    private readonly string root = folder.Root;

    /// <summary>Packs a week; the same files give the same archive.</summary>
    /// <returns>Full path of the archive.</returns>
    /// <exception cref="ApplicationFailureException">The folder of reports cannot be read or written.</exception>
    public string Pack(ReportEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        try
        {
            var zip = Zip([.. Folders(edition).SelectMany(Files).Order(StringComparer.Ordinal)]);
            files.Write($"{Archive}/{edition.Period}.zip.sha256", Encoding.ASCII.GetBytes($"{Hash(zip)}  {edition.Period}.zip\n"));
            return files.Write($"{Archive}/{edition.Period}.zip", zip);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ApplicationFailureException("The archive cannot be written to the folder of reports.", failure, ErrorTypes.ReportFolder);
        }
    }

    /// <summary>Puts the files of a week's archive into a folder, all or none of them, after every one was checked.</summary>
    /// <param name="period">Such as <c>2026-W47</c>.</param>
    /// <param name="target">A folder that is not there yet, or empty.</param>
    /// <returns>How many files.</returns>
    /// <exception cref="FileNotFoundException">There is no such archive.</exception>
    /// <exception cref="InvalidDataException">It is damaged; the message names the file in it.</exception>
    /// <exception cref="IOException">The folder has something in it, or cannot be written.</exception>
    public async Task<int> RestoreAsync(string period, string target, CancellationToken cancellationToken)
    {
        if (ReportPeriod.First(ReportKind.Weekly, period) is null)
        {
            throw new FileNotFoundException($"'{period}' is not the name of a week, such as 2026-W47.");
        }

        var zip = files.Read($"{Archive}/{period}.zip") ?? throw new FileNotFoundException($"There is no archive of {period} in {Path.Combine(root, Archive)}.");
        var sum = files.Read($"{Archive}/{period}.zip.sha256") ?? throw new FileNotFoundException($"{period}.zip.sha256 is missing beside the archive.");
        if (Encoding.ASCII.GetString(sum).Split(' ')[0] != Hash(zip))
        {
            throw new InvalidDataException($"{period}.zip is damaged: it is not what {period}.zip.sha256 says.");
        }

        return await ArchiveReading.RestoreAsync(zip, Path.GetFullPath(target), cancellationToken);
    }

    internal static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private byte[] Zip(IReadOnlyList<string> paths)
    {
        var sums = new StringBuilder();
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var path in paths)
            {
                if (files.Read(path) is { } content)
                {
                    Add(archive, path, content);
                    sums.Append(Hash(content)).Append("  ").Append(path).Append('\n');
                }
            }

            Add(archive, Sums, Encoding.UTF8.GetBytes(sums.ToString()));
        }

        return packed.ToArray();
    }

    private static void Add(ZipArchive archive, string path, byte[] content)
    {
        var entry = archive.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = Time;
        entry.ExternalAttributes = 0;
        using var stream = entry.Open();
        stream.Write(content);
    }

    private IEnumerable<string> Folders(ReportEdition week)
    {
        var days = folder.PeriodsOf(ReportKind.Daily).Where(day => folder.EditionsOf(ReportKind.Daily, day) is [var first, ..]
            && first.Edition.Window.To > week.Window.From && first.Edition.Window.To <= week.Window.To);
        return [.. days.Select(day => $"daily/{day}"), $"weekly/{week.Period}"];
    }

    /// <summary>Of editions, which are numbered from 1 on; preliminary ones are not kept.</summary>
    private IEnumerable<string> Files(string path) => Directory.Exists(Path.Combine(root, path))
        ? Directory.EnumerateFiles(Path.Combine(root, path), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith($"{path}/0/", StringComparison.Ordinal))
        : [];
}
