using Temporalio.Exceptions;
using Temporalio.Testing;
using Webhooks.Activities.Documents;
using Webhooks.Activities.Outbound;
using Webhooks.Activities.Tests.Graph;
using Webhooks.Gateway.Tests.Hosting;

namespace Webhooks.Activities.Tests.Documents;

public sealed class UploadBackupTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly OutboundMetrics metrics = new();
    private readonly DocumentActivities activities;

    public UploadBackupTests() => activities = new DocumentActivities(new FolderStore(Documents), new UploadBackup(Backup), metrics);

    private string Documents => Path.Combine(folder.Path, "documents");

    private string Backup => Path.Combine(folder.Path, "manual-uploads");

    public void Dispose()
    {
        metrics.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_is_saved_is_a_file_that_a_person_can_take()
    {
        var path = await activities.SaveBackupAsync(Files.Large());

        Assert.Equal("Weekly report.docx", Path.GetFileName(path));
        var saved = await File.ReadAllBytesAsync(path);
        Assert.True(Files.Large().Content.AsSpan().SequenceEqual(saved));
        Assert.Contains("Weekly Reports/2026", await File.ReadAllTextAsync(Path.GetDirectoryName(path) + ".json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_saved_can_be_uploaded_once_and_the_same_answer_is_given_again()
    {
        await activities.SaveBackupAsync(Files.Large());

        var first = await UploadAsync(Files.Large().Key);
        Directory.Delete(Documents, recursive: true);
        var second = await UploadAsync(Files.Large().Key);

        Assert.Equal(("Weekly Reports/2026/Weekly report.docx", first), (first.Path, second));
        Assert.False(Directory.Exists(Documents));
        Assert.Equal("uploaded", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(Backup), entry => !entry.EndsWith(".incoming", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task What_could_not_be_uploaded_stays()
    {
        await activities.SaveBackupAsync(Files.Small());
        await File.WriteAllTextAsync(Documents, "a file where the folder should be");

        Assert.Equal(ErrorTypes.Unavailable, (await Assert.ThrowsAsync<ApplicationFailureException>(() => UploadAsync(Files.Small().Key))).ErrorType);
        File.Delete(Documents);

        Assert.Equal("Infrastructure Changes/web-1.md", (await UploadAsync(Files.Small().Key)).Path);
    }

    [Fact]
    public async Task What_is_saved_again_is_uploaded_again()
    {
        await activities.SaveBackupAsync(Files.Small());
        await UploadAsync(Files.Small().Key);
        await activities.SaveBackupAsync(Files.Small(content: "# Corrected"));

        await UploadAsync(Files.Small().Key);

        Assert.Equal("# Corrected", await File.ReadAllTextAsync(Path.Combine(Documents, "Infrastructure Changes", "web-1.md")));
    }

    [Theory]
    [InlineData("never-saved")]
    [InlineData("../documents/x")]
    [InlineData("")]
    public async Task What_was_never_saved_is_not_there(string key)
    {
        var failure = await Assert.ThrowsAsync<ApplicationFailureException>(() => UploadAsync(key));

        Assert.Equal((ErrorTypes.NotFound, true), (failure.ErrorType, failure.NonRetryable));
    }

    [Theory]
    [MemberData(nameof(HostileNames.All), MemberType = typeof(HostileNames))]
    public async Task Whatever_keys_and_names_are_it_stays_inside(string name)
    {
        var path = await activities.SaveBackupAsync(Files.Small(name) with { Key = name });

        Assert.StartsWith(Backup + Path.DirectorySeparatorChar, path, StringComparison.Ordinal);
        Assert.StartsWith("Infrastructure Changes/", (await UploadAsync(name)).Path, StringComparison.Ordinal);
    }

    private Task<StoredFile> UploadAsync(string key) => new ActivityEnvironment().RunAsync(() => activities.UploadBackupAsync(key));
}
