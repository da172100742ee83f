using Webhooks.Storage.Durability;

namespace Webhooks.Storage.Tests.Durability;

public sealed class WholeFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../outside.md")]
    [InlineData("a/../../outside.md")]
    [InlineData("../files-of-another/outside.md")]
    [InlineData("/outside.md")]
    [InlineData("")]
    public void A_path_that_leads_out_of_the_folder_is_refused(string path)
    {
        var files = new WholeFiles(_folder["files"]);

        Assert.Throws<ArgumentException>(() => files.Write(path, "x"u8));
        Assert.Throws<ArgumentException>(() => files.Read(path));
        Assert.Throws<ArgumentException>(() => files.Delete(path));

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("linked/report.md")]
    [InlineData("linked/deeper/report.md")]
    [InlineData("real/linked/report.md")]
    [InlineData("real/linked.md")]
    [InlineData("real/nowhere.md")]
    public void What_a_link_leads_to_is_neither_written_nor_read_nor_deleted(string path)
    {
        var outside = Outside();
        Directory.CreateDirectory(_folder["files", "real"]);
        Directory.CreateSymbolicLink(_folder["files", "linked"], outside);
        Directory.CreateSymbolicLink(_folder["files", "real", "linked"], outside);
        File.CreateSymbolicLink(_folder["files", "real", "linked.md"], Path.Combine(outside, "report.md"));
        File.CreateSymbolicLink(_folder["files", "real", "nowhere.md"], Path.Combine(outside, "nowhere.md"));
        var files = new WholeFiles(_folder["files"]);

        Assert.Contains("is a symbolic link", Assert.Throws<LinkedPathException>(() => files.Write(path, "x"u8)).Message, StringComparison.Ordinal);
        Assert.Throws<LinkedPathException>(() => files.Read(path));
        Assert.Throws<LinkedPathException>(() => files.Delete(path));

        Assert.Equal(["kept"], Directory.GetFiles(outside, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
    }

    [Fact]
    public void Nothing_is_written_through_a_link_on_its_way_to_its_place()
    {
        var outside = Outside();
        Directory.CreateDirectory(_folder["files"]);
        Directory.CreateSymbolicLink(_folder["files", ".incoming"], outside);

        Assert.Throws<LinkedPathException>(() => new WholeFiles(_folder["files"]).Write("report.md", "x"u8));

        Assert.False(File.Exists(_folder["files", "report.md"]));
        Assert.Single(Directory.GetFileSystemEntries(outside));
    }

    [Fact]
    public void The_folder_itself_may_be_a_link()
    {
        Directory.CreateSymbolicLink(_folder["files"], Outside());
        var files = new WholeFiles(_folder["files"]);

        files.Write("reports/new.md", "x"u8);

        Assert.Equal("x"u8.ToArray(), files.Read("reports/new.md"));
        Assert.True(File.Exists(_folder["outside", "reports", "new.md"]));
    }

    /// <summary>A folder with one file.</summary>
    private string Outside()
    {
        var outside = Directory.CreateDirectory(_folder["outside"]).FullName;
        File.WriteAllText(Path.Combine(outside, "report.md"), "kept");
        return outside;
    }
}
