using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Contracts.Deliveries;
using Webhooks.Storage.Configuration;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Cli.Tests;

/// <summary>A data folder as a gateway writes it.</summary>
internal sealed class DataFolderFixture : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    private DataFolderFixture(string path, DeliveryJournal journal, DeliveryLedger ledger) => (Path, Journal, Ledger) = (path, journal, ledger);

    public string Path { get; }

    public DeliveryJournal Journal { get; }

    public DeliveryLedger Ledger { get; }

    public string JournalFolder => StorageSettings.JournalFolder(Path);

    public static async Task<DataFolderFixture> CreateAsync(params JournalKey[] keys)
    {
        var path = Directory.CreateTempSubdirectory("cli-tests-").FullName;
        var journal = await DeliveryJournal.OpenAsync(
            new JournalOptions { Directory = StorageSettings.JournalFolder(path), Keys = keys }, TimeProvider.System, NullLogger.Instance, default);
        var ledger = await DeliveryLedger.OpenAsync(
            new LedgerOptions { Path = StorageSettings.LedgerFile(path) }, TimeProvider.System, NullLogger.Instance, default);
        return new(path, journal, ledger);
    }

    public static string Id(int number) => number.ToString("x32");

    public static byte[] Body(int number) => Encoding.UTF8.GetBytes($"{{\"number\":{number}}}");

    public Task<PayloadReference> AppendAsync(int number, bool hasWorkflow = true) => Journal.AppendAsync(
        new AcceptedDelivery
        {
            DeliveryId = Id(number),
            Key = $"github/{number}",
            Source = "main",
            Provider = WebhookProvider.GitHub,
            EventName = "push",
            Entity = "github/repository/1",
            WorkflowType = hasWorkflow ? "GitHubRepositoryWorkflow" : null,
            ReceivedAt = Noon.AddMinutes(number),
        },
        Body(number),
        default);

    /// <summary>The ledger follows to the end of the journal.</summary>
    public async Task IndexAsync()
    {
        var entries = new List<JournalEntry>();
        await foreach (var entry in Journal.ReadFromAsync(await Ledger.PositionAsync(default), default))
        {
            entries.Add(entry);
        }

        await Ledger.IndexAsync(entries, default);
    }

    public Task SettleAsync(int number) =>
        Ledger.SettleAsync(Id(number), new Outcome { Kind = OutcomeKind.Handled, Artefacts = [$"commits/{number}.md"] }, Noon.AddHours(1), default);

    public Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync([.. arguments, "--data", Path]);

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        await Ledger.DisposeAsync();
        Directory.Delete(Path, recursive: true);
    }
}
