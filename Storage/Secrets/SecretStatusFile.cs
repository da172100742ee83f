using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Storage.Secrets;

/// <summary>Keeps the report in the data folder, so that last uses survive a restart and can be asked for without the gateway.</summary>
public sealed class SecretStatusFile(string dataDirectory)
{
    private const long Largest = 4 * 1024 * 1024;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path { get; } = System.IO.Path.Combine(dataDirectory, "secrets-status.json");

    /// <returns>Null when there is no such file yet.</returns>
    /// <exception cref="InvalidDataException">It is there, and is not what a gateway writes.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public SecretStatusReport? Read()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            return file.Length <= Largest && JsonSerializer.Deserialize(file, SecretStatusJson.Default.SecretStatusReport) is { } report
                ? report
                : throw new InvalidDataException($"'{Path}' is not a report of a gateway's secrets.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{Path}' is not a report of a gateway's secrets.", e);
        }
    }

    /// <summary>Beside and renamed, so that nobody reads half of it.</summary>
    /// <exception cref="IOException">The report before it stays.</exception>
    public void Write(SecretStatusReport report)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        var unfinished = $"{Path}.tmp";
        using (var file = new FileStream(unfinished, options))
        {
            JsonSerializer.Serialize(file, report, SecretStatusJson.Default.SecretStatusReport);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, Path, overwrite: true);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SecretStatusReport))]
internal sealed partial class SecretStatusJson : JsonSerializerContext;
