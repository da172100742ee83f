using System.Runtime.CompilerServices;

namespace Webhooks.Workflows.Tests;

/// <summary>
/// Golden documents and histories are files beside the tests. <c>WEBHOOKS_RECORD=1 dotnet test Workflows.Tests</c> writes them anew instead of
/// comparing; look at the difference before committing it.
/// </summary>
internal static class Recording
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("WEBHOOKS_RECORD") == "1";

    public static string Folder(string name) => Path.Combine(Path.GetDirectoryName(Here())!, name);

    public static void Compare(string path, string actual)
    {
        if (IsOn)
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Here([CallerFilePath] string here = "") => here;
}
