using Webhooks.Activities.Reconciling.DeadLetters;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Durability;

namespace Webhooks.Activities.Tests.Reconciling;

public sealed class DeadLetterFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Between listing and reading, anybody who may write there can put a link in a file's place.</summary>
    [Fact]
    public void A_file_that_has_become_a_link_is_not_found_and_neither_is_one_outside()
    {
        var inside = Directory.CreateDirectory(Path.Combine(folder.Path, "letters")).FullName;
        var outside = Path.Combine(folder.Path, "outside.json");
        File.WriteAllText(outside, "[]");
        File.WriteAllText(Path.Combine(inside, "letter.json"), "[]");
        File.CreateSymbolicLink(Path.Combine(inside, "link.json"), outside);
        var files = new DeadLetterFiles(inside);

        Assert.NotNull(files.Find("letter.json"));
        Assert.Null(files.Find("link.json"));
        Assert.Null(files.Find("../outside.json"));
    }

    [Fact]
    public void A_file_in_a_folder_that_has_become_a_link_is_not_found()
    {
        var inside = Directory.CreateDirectory(Path.Combine(folder.Path, "letters", "deeper")).Parent!.FullName; // Below the letters.
        var outside = Directory.CreateDirectory(Path.Combine(folder.Path, "outside", "deeper")).Parent!.FullName; // Likewise.
        File.WriteAllText(Path.Combine(outside, "letter.json"), "[]");
        File.WriteAllText(Path.Combine(outside, "deeper", "letter.json"), "[]");
        Directory.CreateSymbolicLink(Path.Combine(inside, "link"), outside);
        Directory.CreateSymbolicLink(Path.Combine(inside, "deeper", "link"), outside);
        var files = new DeadLetterFiles(inside);

        Assert.Null(files.Find("link/letter.json"));
        Assert.Null(files.Find("link/deeper/letter.json"));
        Assert.Null(files.Find("deeper/link/letter.json"));
    }

    [Theory]
    [InlineData(DeadLetterFiles.Done)]
    [InlineData(DeadLetterFiles.Failed)]
    public void No_file_is_put_away_where_a_link_leads_to(string to)
    {
        var inside = Directory.CreateDirectory(Path.Combine(folder.Path, "letters")).FullName;
        var outside = Directory.CreateDirectory(Path.Combine(folder.Path, "outside")).FullName;
        File.WriteAllText(Path.Combine(inside, "letter.json"), "[]");
        Directory.CreateSymbolicLink(Path.Combine(inside, to), outside);
        var files = new DeadLetterFiles(inside);

        Assert.Throws<LinkedPathException>(() => files.Move(files.Find("letter.json")!, to)); // It was just written.

        Assert.True(File.Exists(Path.Combine(inside, "letter.json")));
        Assert.Empty(Directory.GetFileSystemEntries(outside));
    }
}
