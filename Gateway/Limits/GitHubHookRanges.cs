using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Limits;

/// <summary>The networks that GitHub says its hooks come from: the last good ones, also over a restart.</summary>
internal sealed partial class GitHubHookRanges(IOptions<WebhooksOptions> options, TimeProvider time, ILogger<GitHubHookRanges> logger)
{
    /// <summary>Older ranges still let in, but do not shut out: GitHub may have added one meanwhile.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(2);

    /// <summary>In the data folder.</summary>
    public const string FileName = "github-hooks.json";

    private const int MostNetworks = 1000;
    private const int ShortestPrefix = 8;

    private volatile Known? current;

    public string? Tag => current?.Document.Tag;

    /// <summary>Null as long as there are none.</summary>
    public TimeSpan? Age => current is { } known ? time.GetUtcNow() - known.Document.ReadAt : null;

    public HookAddress Find(IPAddress? address) => current is not { } known ? HookAddress.Unknown
        : address is not null && known.Networks.Contains(address) ? HookAddress.GitHub
        : time.GetUtcNow() - known.Document.ReadAt > Fresh ? HookAddress.Unknown
        : HookAddress.Foreign;

    public void Load()
    {
        try
        {
            if (JsonSerializer.Deserialize(File.ReadAllBytes(FilePath), HookRangesJson.Default.HookRangesDocument) is { } kept && NetworksOf(kept.Hooks) is { } networks)
            {
                current = new Known(kept, networks);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            if (e is not (FileNotFoundException or DirectoryNotFoundException))
            {
                Log.NotLoaded(logger, FilePath, e.Message);
            }
        }
    }

    /// <returns>False when they are not such that anybody could be let in by them; then the last good ones stay.</returns>
    public bool TryReplace(IReadOnlyList<string>? hooks, string? tag)
    {
        if (NetworksOf(hooks) is not { } networks)
        {
            return false;
        }

        Keep(new Known(new HookRangesDocument { ReadAt = time.GetUtcNow(), Tag = tag, Hooks = hooks ?? [] }, networks));
        return true;
    }

    /// <summary>GitHub says that they are the same.</summary>
    public void Confirm()
    {
        if (current is { } known)
        {
            Keep(known with { Document = known.Document with { ReadAt = time.GetUtcNow() } });
        }
    }

    private string FilePath => Path.Combine(Path.GetFullPath(options.Value.DataDirectory), FileName);

    private void Keep(Known known)
    {
        current = known;
        try
        {
            var written = $"{FilePath}.new";
            File.WriteAllBytes(written, JsonSerializer.SerializeToUtf8Bytes(known.Document, HookRangesJson.Default.HookRangesDocument));
            File.Move(written, FilePath, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They count all the same; only a restart begins without them.
            Log.NotKept(logger, FilePath, e.Message);
        }
    }

    /// <summary>None is a fault at the other end, and so is one that holds half the world: all of them are refused then.</summary>
    private static AddressList? NetworksOf(IReadOnlyList<string>? hooks)
    {
        if (hooks is not { Count: > 0 and <= MostNetworks })
        {
            return null;
        }

        var networks = new List<IPNetwork>();
        foreach (var text in hooks)
        {
            if (!AddressList.TryParse(text, out var network) || network.PrefixLength < ShortestPrefix)
            {
                return null;
            }

            networks.Add(network);
        }

        return new AddressList(networks);
    }

    private sealed record Known(HookRangesDocument Document, AddressList Networks);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The addresses of GitHub's hooks in {File} cannot be read and are fetched anew: {Reason}")]
        public static partial void NotLoaded(ILogger logger, string file, string reason);

        [LoggerMessage(2, LogLevel.Warning, "The addresses of GitHub's hooks cannot be kept in {File}: {Reason}")]
        public static partial void NotKept(ILogger logger, string file, string reason);
    }
}

internal sealed record HookRangesDocument
{
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>GitHub's ETag.</summary>
    public required string? Tag { get; init; }

    public required IReadOnlyList<string> Hooks { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HookRangesDocument))]
[JsonSerializable(typeof(GitHubMetaDocument))]
internal sealed partial class HookRangesJson : JsonSerializerContext;
