using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Temporalio.Exceptions;
using Webhooks.Activities.Reports.Data;
using Webhooks.Contracts.Reports;
using Webhooks.Storage.Durability;

namespace Webhooks.Activities.Reports.Editions;

/// <summary>
/// Where reports are kept: <c>{daily|weekly}/{period}/{edition}</c> has an edition's data, its documents and, once it is published, its manifest;
/// <c>work/{run}</c> has what a run has read so far. Files are there whole or not at all. Paths are relative to this folder and have slashes.
/// </summary>
public sealed class ReportFolder(string directory)
{
    /// <summary>Below the data folder.</summary>
    public const string Name = "reports";

    private const string DataFile = "data.json.gz";
    private const string ManifestFile = "edition.json";
    private const string WorkFolder = "work";
    private const string SeenFile = "daily/seen.json";

    private readonly WholeFiles files = new(directory);
    private readonly string root = Path.GetFullPath(directory);

    /// <summary>Full path of it on this machine.</summary>
    public string Root => root;

    /// <summary>Where a file of an edition stands.</summary>
    /// <param name="edition">Which.</param>
    /// <param name="name">One name with extension.</param>
    public static string PathOf(ReportEdition edition, string name)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return PathOf(edition.Kind, edition.Period, edition.Number, name);
    }

    /// <summary>Where the folder of an edition is on this machine; it may not be there yet.</summary>
    public string FolderOf(ReportEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return Path.Combine(root, FolderOf(edition.Kind, edition.Period, edition.Number));
    }

    /// <summary>Durable when it returns; what stood there before is replaced.</summary>
    /// <returns>Its path, as <see cref="PathOf(ReportEdition, string)"/> gives it.</returns>
    /// <exception cref="ApplicationFailureException">It could not be written now.</exception>
    public string Write(ReportEdition edition, string name, ReadOnlySpan<byte> content)
    {
        var path = PathOf(edition, name);
        Write(path, content);
        return path;
    }

    /// <param name="path">As <see cref="PathOf(ReportEdition, string)"/> gives it.</param>
    /// <exception cref="ApplicationFailureException">There is no such file, or it cannot be read now.</exception>
    public byte[] Read(string path) => TryRead(path) ?? throw new ApplicationFailureException($"There is no file '{path}' in the folder of reports.", ErrorTypes.NoSuchReport, nonRetryable: true);

    /// <summary>The data of an edition.</summary>
    /// <exception cref="ApplicationFailureException">It has none, or they cannot be read now.</exception>
    public Task<ReportData> ReadDataAsync(ReportEdition edition, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(ReadPacked<ReportData>(PathOf(edition, DataFile)));
    }

    /// <summary>The manifest of an edition; null when it is not published.</summary>
    public EditionManifest? FindManifest(ReportKind kind, string period, int number) =>
        TryRead(PathOf(kind, period, number, ManifestFile)) is { } json ? Parse<EditionManifest>(json, PathOf(kind, period, number, ManifestFile)) : null;

    /// <summary>The published editions of a period, oldest first; preliminary ones are not among them.</summary>
    public IReadOnlyList<EditionManifest> EditionsOf(ReportKind kind, string period)
    {
        var numbers = Guarded(() => Names(Path.Combine(root, PeriodFolder(kind, period))))
            .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0)
            .Order();
        return [.. numbers.Select(number => FindManifest(kind, period, number)).OfType<EditionManifest>()];
    }

    /// <summary>Periods that have a folder, oldest first.</summary>
    public IReadOnlyList<string> PeriodsOf(ReportKind kind) =>
    [
        .. Guarded(() => Names(Path.Combine(root, KindFolder(kind)))).Where(name => ReportPeriod.First(kind, name) is not null).Order(StringComparer.Ordinal),
    ];

    internal void WriteManifest(EditionManifest manifest) =>
        Write(PathOf(manifest.Edition, ManifestFile), JsonSerializer.SerializeToUtf8Bytes(manifest, ReportJson.Readable));

    internal void WriteData(ReportEdition edition, ReportData data) => Write(PathOf(edition, DataFile), Pack(data));

    /// <returns>Name of the file in the run's folder.</returns>
    internal string WriteWork<T>(string run, string name, T content)
    {
        var file = $"{name}.json.gz";
        Write($"{WorkFolder}/{Part(run)}/{Part(file)}", Pack(content));
        return file;
    }

    internal T ReadWork<T>(string run, string file) => ReadPacked<T>($"{WorkFolder}/{Part(run)}/{Part(file)}");

    internal void DeleteWork(string run) => Guarded(() =>
    {
        files.Delete($"{WorkFolder}/{Part(run)}");
        return true;
    });

    /// <summary>Names of the runs that have a folder.</summary>
    internal IReadOnlyList<string> Runs() => Guarded(() => Names(Path.Combine(root, WorkFolder)));

    /// <summary>How far the ledger was looked through for what came too late for a day; by day.</summary>
    internal IReadOnlyDictionary<string, long> ReadSeen() =>
        TryRead(SeenFile) is { } json ? Parse<Dictionary<string, long>>(json, SeenFile) : new Dictionary<string, long>(StringComparer.Ordinal);

    internal void WriteSeen(IReadOnlyDictionary<string, long> seen) => Write(SeenFile, JsonSerializer.SerializeToUtf8Bytes(seen, ReportJson.Readable));

    private static string PathOf(ReportKind kind, string period, int number, string name) => $"{FolderOf(kind, period, number)}/{Part(name)}";

    private static string FolderOf(ReportKind kind, string period, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{PeriodFolder(kind, period)}/{number}");

    private static string PeriodFolder(ReportKind kind, string period) => ReportPeriod.First(kind, period) is not null
        ? $"{KindFolder(kind)}/{period}"
        : throw new ApplicationFailureException($"'{period}' is not the name of such a period.", ErrorTypes.NoSuchReport, nonRetryable: true);

    private static string KindFolder(ReportKind kind) => kind switch
    {
        ReportKind.Daily => "daily",
        ReportKind.Weekly => "weekly",
    };

    private static string Part(string name) =>
        name.Length > 0 && name is not ("." or "..") && name.IndexOfAny(['/', '\\', '\0']) < 0
            ? name
            : throw new ArgumentException($"'{name}' is not the name of a file.", nameof(name));

    private static IReadOnlyList<string> Names(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];

    private static byte[] Pack<T>(T content)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(zip, content, ReportJson.Compact);
        }

        return packed.ToArray();
    }

    private T ReadPacked<T>(string path)
    {
        using var zip = new GZipStream(new MemoryStream(Read(path)), CompressionMode.Decompress);
        try
        {
            return JsonSerializer.Deserialize<T>(zip, ReportJson.Compact) ?? throw Unreadable(path, null);
        }
        catch (Exception failure) when (failure is JsonException or InvalidDataException)
        {
            throw Unreadable(path, failure);
        }
    }

    private byte[]? TryRead(string path) => Guarded(() => files.Read(path));

    private void Write(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            files.Write(path, content);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ApplicationFailureException($"The file '{path}' cannot be written to the folder of reports.", failure, ErrorTypes.ReportFolder);
        }
    }

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ApplicationFailureException("The folder of reports cannot be used.", failure, ErrorTypes.ReportFolder);
        }
    }

    private static T Parse<T>(byte[] json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, ReportJson.Readable) ?? throw Unreadable(path, null);
        }
        catch (JsonException failure)
        {
            throw Unreadable(path, failure);
        }
    }

    /// <summary>Files are written whole: whoever changed one has to put it right.</summary>
    private static ApplicationFailureException Unreadable(string path, Exception? failure) =>
        new($"The file '{path}' in the folder of reports is not what was written there.", failure, ErrorTypes.ReportFolder, nonRetryable: true);
}
