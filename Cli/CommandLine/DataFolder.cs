using System.CommandLine;
using Microsoft.Extensions.Configuration;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;
using Webhooks.Storage.Secrets;

namespace Webhooks.Cli.CommandLine;

/// <summary>The data folder a command works on, with the settings of the gateway that writes it.</summary>
internal sealed class DataFolder(string path, StorageSettings settings)
{
    public IReadOnlyList<JournalKey> Keys => settings.Keys;

    public string JournalFolder => Existing(StorageSettings.JournalFolder(path));

    public IPayloads Payloads => settings.Payloads(path);

    public bool HasLedger => File.Exists(StorageSettings.LedgerFile(path));

    /// <summary>What became of the deliveries.</summary>
    public async Task<IDeliveryRecords> LedgerAsync(CancellationToken cancellationToken) => await LedgerFileAsync(cancellationToken);

    public Task<LedgerView> LedgerFileAsync(CancellationToken cancellationToken) => LedgerView.OpenAsync(StorageSettings.LedgerFile(path), cancellationToken);

    /// <summary>The ledger, and an audit of it for each call.</summary>
    public async Task<(IDeliveryRecords Ledger, Func<DeliveryAudit> Audit)> AuditAsync(CancellationToken cancellationToken)
    {
        var ledger = await LedgerFileAsync(cancellationToken);
        return (ledger, () => new JournalAudit(new JournalArchive(JournalFolder), ledger));
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
            command.Options.Add(config);
        }

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
