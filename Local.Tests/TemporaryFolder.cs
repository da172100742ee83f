namespace Webhooks.Local.Tests;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("webhooks-local-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
