using System.IO.Compression;
using System.Text;
using Webhooks.Activities.Reports.Delivering;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Contracts.Reports;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Reports.Tests.Samples;

namespace Webhooks.Reports.Tests.Delivering;

public sealed class ReportArchiveTests : IDisposable
{
    private static readonly SampleReport Week = SampleReports.Weekly("rich");

    private readonly TemporaryFolder temporary = new();
    private readonly ReportFolder folder;
    private readonly ReportArchive archive;

    public ReportArchiveTests()
    {
        folder = new ReportFolder(Reports);
        archive = new ReportArchive(folder);
        Publish(Week.Edition, Week);
        foreach (var (day, number) in new[] { (13, 1), (16, 1), (16, 2), (19, 1), (20, 1) })
        {
            var to = new DateTimeOffset(2026, 11, day, 17, 0, 0, TimeSpan.Zero);
            var edition = SampleReports.Daily("rich").Edition;
            Publish(edition with { Period = $"2026-11-{day}", Number = number, Window = edition.Window with { From = to.AddDays(-1), To = to } }, SampleReports.Daily("rich"));
        }

        folder.Write(Week.Edition with { Number = 0 }, "Investor Report 2026-W47 (preliminary).docx", "early"u8);
    }

    private string Reports => Path.Combine(temporary.Path, "reports");

    private string Target => Path.Combine(temporary.Path, "restored", "here");

    private string Zip => Path.Combine(Reports, "archive", "2026-W47.zip");

    public void Dispose() => temporary.Dispose();

    /// <summary>Of the days, those whose cut-off lies in the week: the Friday before, whose cut-off is an hour after the week began, and not this Friday.</summary>
    [Fact]
    public async Task A_week_comes_back_as_it_was()
    {
        var path = archive.Pack(Week.Edition);

        var count = await archive.RestoreAsync("2026-W47", Target, CancellationToken.None);

        Assert.Equal(Zip, path);
        string[] editions = ["daily/2026-11-13/1", "daily/2026-11-16/1", "daily/2026-11-16/2", "daily/2026-11-19/1", "weekly/2026-W47/1"];
        var expected = editions.SelectMany(edition => new[] { "data.json.gz", "document.docx", "edition.json" }.Select(file => $"{edition}/{file}")).ToList();
        Assert.Equal(expected, Directory.EnumerateFiles(Target, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Target, file)).Order(StringComparer.Ordinal));
        Assert.Equal(expected.Count, count);
        Assert.All(expected, file => Assert.Equal(File.ReadAllBytes(Path.Combine(Reports, file)), File.ReadAllBytes(Path.Combine(Target, file))));
    }

    [Fact]
    public void The_same_week_packed_again_is_the_same_file()
    {
        var first = File.ReadAllBytes(archive.Pack(Week.Edition));

        foreach (var file in Directory.EnumerateFiles(Reports, "*.docx", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(40));
        }

        Assert.Equal(first, File.ReadAllBytes(archive.Pack(Week.Edition)));
    }

    [Fact]
    public async Task An_archive_with_a_flipped_bit_is_refused()
    {
        archive.Pack(Week.Edition);
        var bytes = await File.ReadAllBytesAsync(Zip);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(Zip, bytes);

        Assert.Contains("2026-W47.zip is damaged", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_in_it_is_named()
    {
        await PackAsync(("weekly/a.txt", "changed"), ("SHA256SUMS", Sums(("weekly/a.txt", "as it was"))));

        Assert.Contains("'weekly/a.txt' in the archive is damaged", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_more_nor_less_than_is_listed_is_restored()
    {
        await PackAsync(("a.txt", "a"), ("b.txt", "b"), ("SHA256SUMS", Sums(("a.txt", "a"))));
        Assert.Contains("'b.txt', which SHA256SUMS does not list", await RefusedAsync(), StringComparison.Ordinal);

        await PackAsync(("a.txt", "a"), ("SHA256SUMS", Sums(("a.txt", "a"), ("b.txt", "b"))));
        Assert.Contains("'b.txt' is missing", await RefusedAsync(), StringComparison.Ordinal);

        await PackAsync(("a.txt", "a"));
        Assert.Contains("no SHA256SUMS", await RefusedAsync(), StringComparison.Ordinal);

        await PackAsync(("a.txt", "a"), ("a.txt", "a"), ("SHA256SUMS", Sums(("a.txt", "a"))));
        Assert.Contains("twice", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../escaped.txt")]
    [InlineData("weekly/../../escaped.txt")]
    [InlineData("/escaped.txt")]
    [InlineData("weekly//escaped.txt")]
    [InlineData("..\\escaped.txt")]
    [InlineData("C:escaped.txt")]
    [InlineData("./escaped.txt")]
    [InlineData("weekly/")]
    public async Task Names_that_lead_elsewhere_are_refused(string name)
    {
        await PackAsync((name, "x"), ("SHA256SUMS", Sums((name, "x"))));

        Assert.Contains("would not stand inside of the folder", await RefusedAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(temporary.Path, "escaped*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_left_alone()
    {
        archive.Pack(Week.Edition);
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "mine.txt"), "mine");

        await Assert.ThrowsAsync<IOException>(() => archive.RestoreAsync("2026-W47", Target, CancellationToken.None));

        Assert.Equal("mine.txt", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(Target))));
    }

    [Theory]
    [InlineData("2026-W46")]
    [InlineData("2026-W99")]
    [InlineData("../2026-W47")]
    [InlineData("2026-11-20")]
    public async Task A_week_without_an_archive_has_none(string period) =>
        await Assert.ThrowsAsync<FileNotFoundException>(() => archive.RestoreAsync(period, Target, CancellationToken.None));

    private async Task<string> RefusedAsync()
    {
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => archive.RestoreAsync("2026-W47", Target, CancellationToken.None));
        Assert.False(Directory.Exists(Target));
        Assert.Empty(Directory.Exists(Path.GetDirectoryName(Target)) ? Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Target)!) : []); // It has a parent.
        return failure.Message;
    }

    /// <summary>An archive that is whole by its hash, and not of ours.</summary>
    private async Task PackAsync(params (string Name, string Content)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                await using var stream = await zip.CreateEntry(name).OpenAsync();
                await stream.WriteAsync(Encoding.UTF8.GetBytes(content));
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Zip)!); // It has a folder.
        await File.WriteAllBytesAsync(Zip, packed.ToArray());
        await File.WriteAllTextAsync(Zip + ".sha256", $"{ReportArchive.Hash(packed.ToArray())}  2026-W47.zip\n");
    }

    private static string Sums(params (string Name, string Content)[] files) => string.Concat(files.Select(file => $"{ReportArchive.Hash(Encoding.UTF8.GetBytes(file.Content))}  {file.Name}\n"));

    private void Publish(ReportEdition edition, SampleReport sample)
    {
        folder.WriteData(edition, sample.Data);
        folder.Write(edition, "document.docx", Encoding.UTF8.GetBytes($"{edition.Period} {edition.Number}"));
        folder.WriteManifest(new EditionManifest { Edition = edition, LastSequence = 1, SameThrough = 1, Documents = [new PublishedDocument { Name = "document.docx" }], ClosedAt = edition.At });
    }
}
