using System.Text.Json;

namespace Webhooks.Local.Demo;

/// <summary>Commits that come with the program, for machines without git or without the history.</summary>
internal static class ShippedCommits
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="name">Of a file of this folder, without its ending.</param>
    public static DemoRepository Read(string name = "commits")
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Demo", $"{name}.json"));
        return JsonSerializer.Deserialize<DemoRepository>(file, Json) ?? throw new LocalFailureException($"Demo/{name}.json is empty.");
    }
}
