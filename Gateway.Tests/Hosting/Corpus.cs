namespace Webhooks.Gateway.Tests.Hosting;

/// <summary>Recorded provider payloads, kept beside the repository when somebody has them.</summary>
internal static class Corpus
{
    public static string? Folder(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Webhooks.sln")))
            {
                return Candidates(at).Select(folder => Path.Combine(folder, name)).FirstOrDefault(Directory.Exists);
            }
        }

        return null;
    }

    private static IEnumerable<string> Candidates(DirectoryInfo root)
    {
        yield return Path.Combine(root.FullName, "..", "shared", "corpus");
        yield return Path.Combine(root.FullName, "..", "..", "shared", "corpus");
    }
}
