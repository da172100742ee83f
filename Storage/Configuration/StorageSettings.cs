using Microsoft.Extensions.Configuration;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Knowledge.Links;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.PostgreSql;
using Webhooks.Storage.Retention;

namespace Webhooks.Storage.Configuration;

/// <summary>The sections <c>Webhooks:Journal</c>, <c>Ledger</c>, <c>Retention</c>, <c>PostgreSql</c> and <c>KnowledgeBase</c>: the same for every process that uses one store.</summary>
public sealed class StorageSettings
{
    private const long Mebibyte = 1024 * 1024;
    private const string JournalSection = "Webhooks:Journal";
    private const string LedgerSection = "Webhooks:Ledger";
    private const string RetentionSection = "Webhooks:Retention";
    private const string PostgreSqlSection = "Webhooks:PostgreSql";
    private const string KnowledgeSection = "Webhooks:KnowledgeBase";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    private readonly long _segmentBytes;
    private readonly TimeSpan _segmentAge;
    private readonly bool _compresses;
    private readonly int _rejectionsKept;

    private StorageSettings(SettingsReader journal, SettingsReader ledger, SettingsReader retention, SettingsReader postgreSql, SettingsReader knowledge)
    {
        _segmentBytes = journal.Number("SegmentBytes", Mebibyte, 4096 * Mebibyte) ?? 64 * Mebibyte;
        _segmentAge = journal.Duration("SegmentAge", TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)) ?? TimeSpan.FromDays(1);
        _compresses = journal.Flag("Compress") ?? true;
        Keys = journal.Keys();
        _rejectionsKept = (int)(ledger.Number("RejectionsKept", 0, 10_000_000) ?? 100_000);
        var standard = new RetentionOptions();
        var window = ledger.Duration("DeduplicationWindow", RetentionOptions.ShortestDeduplicationWindow, Longest) ?? standard.DeduplicationWindow;
        Retention = new()
        {
            Bodies = journal.Duration("Retention", TimeSpan.FromHours(1), Longest) ?? standard.Bodies,
            MaximumJournalBytes = journal.Number("MaximumBytes", Mebibyte, long.MaxValue),
            DeduplicationWindow = window,
            Deliveries = ledger.Duration("Retention", window, Longest) ?? (window > standard.Deliveries ? window : standard.Deliveries),
            MaximumDeliveries = ledger.Number("MaximumDeliveries", 1, long.MaxValue),
            Rejections = ledger.Duration("RejectionRetention", TimeSpan.FromHours(1), Longest) ?? standard.Rejections,
            Interval = retention.Duration("Interval", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)) ?? standard.Interval,
        };
        PostgreSql = Database(postgreSql);
        Links = new()
        {
            ProjectKeys = knowledge.Words("ProjectKeys", LinkRules.IsProjectKey, "keys of projects such as SHOP").ToHashSet(StringComparer.Ordinal),
            GitHubHosts = knowledge.Words("GitHubHosts", LinkRules.IsHost, "hosts such as github.example.com") is { Count: > 0 } hosts
                ? hosts.ToHashSet(StringComparer.OrdinalIgnoreCase)
                : new LinkRules().GitHubHosts,
        };
        knowledge.RefuseUnknown();
        postgreSql.RefuseUnknown();
        journal.RefuseUnknown();
        ledger.RefuseUnknown();
        retention.RefuseUnknown();
    }

    /// <summary>The first one encrypts, all decrypt; empty when bodies are not encrypted.</summary>
    public IReadOnlyList<JournalKey> Keys { get; }

    public RetentionOptions Retention { get; }

    /// <summary>Null: journal and ledger are files of the data folder.</summary>
    public PostgreSqlOptions? PostgreSql { get; }

    /// <summary>What links documents of the knowledge base with each other.</summary>
    public LinkRules Links { get; }

    public bool Compresses => _compresses;

    /// <summary>Adds every mistake, each naming its key; with a mistake the settings must not be used. No mistake shows the value of a key.</summary>
    public static StorageSettings Read(IConfiguration configuration, ICollection<string> mistakes) => new(
        new(configuration, JournalSection, mistakes), new(configuration, LedgerSection, mistakes), new(configuration, RetentionSection, mistakes),
        new(configuration, PostgreSqlSection, mistakes), new(configuration, KnowledgeSection, mistakes));

    public static string JournalFolder(string dataDirectory) => Path.Combine(dataDirectory, "journal");

    public static string LedgerFile(string dataDirectory) => Path.Combine(dataDirectory, "ledger.db");

    public static string KnowledgeFolder(string dataDirectory) => Path.Combine(dataDirectory, "knowledge-base");

    public static string KnowledgeFile(string dataDirectory) => Path.Combine(dataDirectory, "knowledge-base.db");

    public static string OperationsFile(string dataDirectory) => Path.Combine(dataDirectory, "operations.db");

    public JournalOptions Journal(string dataDirectory) => new()
    {
        Directory = JournalFolder(dataDirectory),
        SegmentBytes = _segmentBytes,
        SegmentAge = _segmentAge,
        Compresses = _compresses,
        Keys = Keys,
    };

    public LedgerOptions Ledger(string dataDirectory) => new() { Path = LedgerFile(dataDirectory), RejectionsKept = _rejectionsKept };

    public PayloadReader Payloads(string dataDirectory) => new(JournalFolder(dataDirectory), Keys);

    private PostgreSqlOptions? Database(SettingsReader settings)
    {
        var lease = settings.Duration("Lease", PostgreSqlOptions.ShortestLease, PostgreSqlOptions.LongestLease);
        if (settings.ConnectionString("ConnectionString") is not { } connectionString)
        {
            return null;
        }

        var options = new PostgreSqlOptions { ConnectionString = connectionString, RejectionsKept = _rejectionsKept };
        return lease is { } given ? options with { Lease = given } : options;
    }
}
