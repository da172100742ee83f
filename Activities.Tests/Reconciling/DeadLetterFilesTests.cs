using Webhooks.Activities.Reconciling.DeadLetters;
using Webhooks.Gateway.Tests.Hosting;

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
}
