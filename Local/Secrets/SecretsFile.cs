using System.Security.Cryptography;
using System.Text.Json;

namespace Webhooks.Local.Secrets;

/// <summary>The secrets that providers sign with, made once and kept in <c>secrets.json</c>, readable by its owner alone.</summary>
internal sealed record SecretsFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const int Bytes = 32;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required string GitHub { get; init; }

    public required string Jira { get; init; }

    public required string EventGrid { get; init; }

    public static string PathIn(string directory) => Path.Combine(directory, "secrets.json");

    /// <exception cref="LocalFailureException">The file is there and cannot be used.</exception>
    public static SecretsFile ReadOrCreate(string directory)
    {
        MakeFolder(directory);
        var path = PathIn(directory);
        if (!File.Exists(path))
        {
            Create(path);
        }

        try
        {
            var content = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path)) ?? [];
            return new SecretsFile { GitHub = Required(content, "github"), Jira = Required(content, "jira"), EventGrid = Required(content, "eventgrid") };
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException)
        {
            // Never quoted: the message of a JSON error can hold the text around it.
            throw new LocalFailureException($"{path} is not a list of secrets named github, jira and eventgrid. Repair it, or delete it to have new ones made.");
        }
    }

    /// <summary>The folder holds bodies, secrets and logs: nobody else's business.</summary>
    public static void MakeFolder(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        Directory.CreateDirectory(directory, OwnerFolder);
        File.SetUnixFileMode(directory, OwnerFolder);
    }

    private static void Create(string path)
    {
        var content = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["github"] = Generate(),
            ["jira"] = Generate(),
            ["eventgrid"] = Generate(),
        };
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        // Written beside and renamed, so that a crash leaves no half a file that would be taken for the secrets.
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        using (var file = new FileStream(unfinished, options))
        {
            JsonSerializer.Serialize(file, content, Json);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: false);
    }

    private static string Required(Dictionary<string, string> content, string name) =>
        content.TryGetValue(name, out var secret) && secret.Length > 0 ? secret : throw new KeyNotFoundException(name);

    private static string Generate() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
}
