using Webhooks.Storage.Secrets;

namespace Webhooks.Storage.Tests.Secrets;

public sealed class SecretStatusFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_written_is_read_and_replaces_what_was_there()
    {
        var file = new SecretStatusFile(folder.Path);
        Assert.Null(file.Read());
        var report = new SecretStatusReport
        {
            WrittenAt = Deliveries.Noon,
            QuietPeriod = TimeSpan.FromDays(7),
            Secrets = [new SecretStatus { Source = "hello", Name = "old", From = "file /run/x", IsLive = true, Since = Deliveries.Noon, SeenAt = Deliveries.Noon, Uses = 3, NotAfter = Deliveries.Noon }],
        };

        file.Write(report with { Secrets = [] });
        file.Write(report);

        var read = file.Read();
        Assert.Equal(report.Secrets, read?.Secrets);
        Assert.Equal(report.QuietPeriod, read?.QuietPeriod);
        Assert.Equal([file.Path], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{ torn")]
    public void What_no_gateway_wrote_is_refused(string content)
    {
        var file = new SecretStatusFile(folder.Path);
        File.WriteAllText(file.Path, content);

        Assert.Throws<InvalidDataException>(() => file.Read());
    }

    [SkippableFact]
    public void Only_its_owner_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new SkipException("Files have no mode on Windows.");
        }

        var file = new SecretStatusFile(folder.Path);

        file.Write(new SecretStatusReport { WrittenAt = Deliveries.Noon, QuietPeriod = TimeSpan.FromDays(7) });

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
    }
}
