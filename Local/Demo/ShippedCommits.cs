using System.Text.Json;

namespace Webhooks.Local.Demo;

/// <summary>Commits that come with the program, for machines without git or without the history.</summary>
internal static class ShippedCommits
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static DemoRepository Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Demo", "commits.json"));
        return JsonSerializer.Deserialize<DemoRepository>(file, Json) ?? throw new LocalFailureException("Demo/commits.json is empty.");
    }
}
