using System.IO.Compression;

namespace Webhooks.Office.Packaging;

/// <summary>
/// The same content as the same bytes: parts in the order of their names, all of one time. What Open XML leaves to chance beyond that, the ids
/// of relationships, its writers name themselves.
/// </summary>
internal static class FixedPackage
{
    /// <summary>The first that the format knows.</summary>
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="package">A closed Open XML package, at any position.</param>
    public static byte[] Of(Stream package)
    {
        package.Position = 0;
        using var result = new MemoryStream();
        using (var source = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true))
        using (var target = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
        {
            // Readers that look at the beginning of the file expect this part there.
            foreach (var part in source.Entries.OrderBy(part => part.FullName != "[Content_Types].xml").ThenBy(part => part.FullName, StringComparer.Ordinal))
            {
                var copy = target.CreateEntry(part.FullName, CompressionLevel.Optimal);
                copy.LastWriteTime = Time;
                using var from = part.Open();
                using var to = copy.Open();
                from.CopyTo(to);
            }
        }

        return result.ToArray();
    }
}
