using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Knowledge;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.PostgreSql;
using Webhooks.Storage.Secrets;

namespace Webhooks.Cli.CommandLine;

/// <summary>The data folder a command works on, with the settings of the gateway that writes it.</summary>
internal sealed class DataFolder(string path, StorageSettings settings)
{
    public IReadOnlyList<JournalKey> Keys => settings.Keys;

    /// <summary>Where accepted deliveries are.</summary>
    public string Place => settings.PostgreSql is null ? "journal" : "database";

    /// <exception cref="CannotRunException">There is none.</exception>
    public string JournalFolder => settings.PostgreSql is null
        ? Existing(StorageSettings.JournalFolder(path))
        : throw new CannotRunException("Deliveries are in PostgreSQL: there is no journal. \"webhooks ledger audit\" looks at all there is.");

    public bool HasLedger => File.Exists(StorageSettings.LedgerFile(path));

    /// <summary>What became of the deliveries.</summary>
    public async Task<IDeliveryRecords> LedgerAsync(CancellationToken cancellationToken) => settings.PostgreSql is { } options
        ? await PostgreSqlLedger.ViewAsync(options, cancellationToken)
        : await LedgerFileAsync(cancellationToken);

    /// <param name="ledger">As <see cref="LedgerAsync"/> gave it.</param>
    public IPayloads PayloadsOf(IDeliveryRecords ledger) =>
        ledger is PostgreSqlLedger database ? new PostgreSqlPayloads(database, settings.Keys) : settings.Payloads(path);

    public Task<LedgerView> LedgerFileAsync(CancellationToken cancellationToken) => LedgerView.OpenAsync(StorageSettings.LedgerFile(path), cancellationToken);

    /// <summary>The ledger, and an audit of it for each call.</summary>
    public async Task<(IDeliveryRecords Ledger, Func<DeliveryAudit> Audit)> AuditAsync(CancellationToken cancellationToken)
    {
        if (settings.PostgreSql is { } options)
        {
            var database = await PostgreSqlLedger.ViewAsync(options, cancellationToken);
            return (database, () => new PostgreSqlAudit(database));
        }

        var ledger = await LedgerFileAsync(cancellationToken);
        return (ledger, () => new JournalAudit(new JournalArchive(JournalFolder), ledger));
    }

    /// <summary>The documents, to look at.</summary>
    public Task<KnowledgeBase> KnowledgeAsync(CancellationToken cancellationToken) => settings.PostgreSql is { } options
        ? KnowledgeBase.ViewAsync(StorageSettings.KnowledgeFolder(path), options, cancellationToken)
        : KnowledgeBase.ViewAsync(StorageSettings.KnowledgeFolder(path), StorageSettings.KnowledgeFile(path), cancellationToken);

    /// <summary>Makes the index of the documents anew.</summary>
    public async Task<RebuildResult> RebuildKnowledgeAsync(CancellationToken cancellationToken)
    {
        var documents = Existing(StorageSettings.KnowledgeFolder(path));
        await using var database = settings.PostgreSql is { } options ? await PostgreSqlLedger.ViewAsync(options, cancellationToken) : null;
        await using var knowledge = await (database is null
            ? KnowledgeBase.OpenAsync(documents, StorageSettings.KnowledgeFile(path), TimeProvider.System, cancellationToken, settings.Links)
            : KnowledgeBase.OpenAsync(documents, database, TimeProvider.System, cancellationToken, settings.Links));
        return knowledge.MadeAtStart ?? await knowledge.RebuildAsync(cancellationToken);
    }

    public SecretStatusFile Secrets => new(path);

    private static string Existing(string folder) =>
        Directory.Exists(folder) ? folder : throw new CannotRunException($"There is no folder '{folder}'.");

    /// <summary>The options that say which folder it is.</summary>
    internal sealed class Options
    {
        private readonly Option<string?> data = new("--data")
        {
            Description = "Data folder of the gateway. Default: Webhooks:DataDirectory, or ./data.",
            HelpName = "DIR",
        };

        private readonly Option<string?> config = new("--config")
        {
            Description = "Configuration file (JSON) of the gateway. Environment variables such as Webhooks__Journal__… are read too and win.",
            HelpName = "FILE",
        };

        public void AddTo(Command command)
        {
            command.Options.Add(data);
            AddConfigTo(command);
        }

        /// <summary>For a command that needs the settings alone.</summary>
        public void AddConfigTo(Command command) => command.Options.Add(config);

        /// <exception cref="CannotRunException">The configuration has mistakes; all of them are in the message.</exception>
        public DataFolder Read(ParseResult parsed)
        {
            var configuration = Configuration(parsed);
            var mistakes = new List<string>();
            var settings = StorageSettings.Read(configuration, mistakes);
            return mistakes.Count == 0 ? new(PathOf(parsed, configuration), settings) : throw new CannotRunException(string.Join(Environment.NewLine, mistakes));
        }

        public string PathOf(ParseResult parsed, IConfiguration configuration) =>
            Path.GetFullPath(parsed.GetValue(data) ?? configuration["Webhooks:DataDirectory"] ?? "data");

        /// <exception cref="CannotRunException">There is no such file, or it cannot be read.</exception>
        public IConfiguration Configuration(ParseResult parsed)
        {
            var builder = new ConfigurationBuilder();
            if (parsed.GetValue(config) is { } file)
            {
                if (!File.Exists(file))
                {
                    throw new CannotRunException($"There is no file '{file}'.");
                }

                builder.AddJsonFile(Path.GetFullPath(file), optional: false);
            }

            try
            {
                return builder.AddEnvironmentVariables().Build();
            }
            catch (InvalidDataException)
            {
                // Its message would quote the file, which may hold keys.
                throw new CannotRunException($"The file '{parsed.GetValue(config)}' is not JSON.");
            }
        }
    }
}
