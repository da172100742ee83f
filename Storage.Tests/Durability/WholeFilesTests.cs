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
}
