using System.Text;
using Temporalio.Exceptions;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Tests.Graph;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Activities.Tests.Documents;

public sealed class FolderStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Root => Path.Combine(folder.Path, "documents");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_document_is_a_file_in_its_folder()
    {
        var stored = await UploadAsync(Files.Small("Daily report.docx", "Daily Reports/2026-11"));

        Assert.Equal(("Daily Reports/2026-11/Daily report.docx", null), (stored.Path, stored.Link));
        Assert.Equal("# A change", await File.ReadAllTextAsync(Path.Combine(Root, "Daily Reports", "2026-11", "Daily report.docx")));
    }

    [Fact]
    public async Task The_same_document_again_replaces_it_and_leaves_nothing_else()
    {
        await UploadAsync(Files.Small());
        await UploadAsync(Files.Small(content: "# Corrected"));

        var file = Assert.Single(Directory.GetFiles(Root, "*", SearchOption.AllDirectories));
        Assert.Equal("# Corrected", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [MemberData(nameof(HostileNames.All), MemberType = typeof(HostileNames))]
    public async Task Whatever_a_document_and_its_folder_are_called_it_stays_inside(string name)
    {
        await UploadAsync(Files.Small(name));
        await UploadAsync(Files.Small("web-1.md", name.Split('/').Length < 5 ? name : "x"));

        Assert.Equal(2, Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Length);
        Assert.Equal([Root], Directory.GetFileSystemEntries(folder.Path));
        Assert.Single(Directory.GetFiles(Path.Combine(Root, "Infrastructure Changes")));
    }

    [Fact]
    public async Task Names_that_differ_stay_apart_when_they_are_made_safe()
    {
        foreach (var name in (string[])["a:b.md", "a?b.md", "a*b.md", "a-b.md", "a-b.md.", "A\u200B-b.md", new string('x', 200) + "1.md", new string('x', 200) + "2.md"])
        {
            await UploadAsync(Files.Small(name));
        }

        Assert.Equal(8, Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_worth_another_attempt()
    {
        await File.WriteAllTextAsync(Root, "a file where the folder should be");

        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => UploadAsync(Files.Small()));

        Assert.Equal((ErrorTypes.Unavailable, false), (failure.ErrorType, failure.NonRetryable));
    }

    [Fact]
    public async Task Writing_at_once_leaves_one_of_them_whole()
    {
        var contents = Enumerable.Range(0, 8).Select(i => new string((char)('a' + i), 100_000)).ToList();

        await Task.WhenAll(contents.Select(content => Task.Run(() => UploadAsync(Files.Small(content: content)))));

        var file = Assert.Single(Directory.GetFiles(Root, "*", SearchOption.AllDirectories));
        Assert.Contains(await File.ReadAllTextAsync(file, Encoding.UTF8), contents);
    }

    private Task<StoredFile> UploadAsync(DocumentFile file) => new FolderStore(Root).UploadAsync(file, CancellationToken.None);
}
