using System.IO.Compression;
using Webhooks.Office.Packaging;

namespace Webhooks.Office.Tests.Packaging;

public sealed class FixedPackageTests
{
    [Fact]
    public void Order_and_times_of_what_was_written_do_not_show()
    {
        var first = Zip(("word/document.xml", "a"), ("[Content_Types].xml", "b"), ("_rels/.rels", "c"));
        var second = Zip(("_rels/.rels", "c"), ("word/document.xml", "a"), ("[Content_Types].xml", "b"));

        Assert.Equal(FixedPackage.Of(first), FixedPackage.Of(second));
    }

    [Fact]
    public void The_list_of_types_comes_first_and_every_part_keeps_its_content()
    {
        using var package = new ZipArchive(new MemoryStream(FixedPackage.Of(Zip(("a/b.xml", "1"), ("[Content_Types].xml", "2"), ("Z.xml", "3")))));

        Assert.Equal(["[Content_Types].xml", "Z.xml", "a/b.xml"], package.Entries.Select(part => part.FullName));
        Assert.Equal(["2", "3", "1"], package.Entries.Select(Content));
        Assert.All(package.Entries, part => Assert.Equal(1980, part.LastWriteTime.Year));
    }

    private static string Content(ZipArchiveEntry part)
    {
        using var reader = new StreamReader(part.Open());
        return reader.ReadToEnd();
    }

    /// <summary>Each part a day later than the one before.</summary>
    private static MemoryStream Zip(params (string Name, string Content)[] parts)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (at, (name, content)) in parts.Index())
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = new DateTimeOffset(2026, 1, 1 + at, 0, 0, 0, TimeSpan.Zero);
                using var writer = new StreamWriter(entry.Open());
                writer.Write(content);
            }
        }

        return stream;
    }
}
