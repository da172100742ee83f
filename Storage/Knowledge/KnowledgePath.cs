namespace Webhooks.Storage.Knowledge;

/// <summary>Paths inside the knowledge base that hold on every system.</summary>
public static class KnowledgePath
{
    /// <summary>Makes a safe path out of any parts, hostile ones too: what a file name cannot have is escaped, different parts give different paths.</summary>
    /// <param name="parts">Folders and file name, such as <c>github, octo, hello, commits, 0d1a….md</c>; none may be empty.</param>
    public static string Join(params ReadOnlySpan<string> parts) => throw new NotImplementedException();

    /// <exception cref="UnsafePathException">Not a path that <see cref="Join"/> could have made, or not a Markdown file.</exception>
    public static void Check(string path) => throw new NotImplementedException();
}
