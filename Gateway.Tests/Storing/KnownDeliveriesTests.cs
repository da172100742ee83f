using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Contracts.Deliveries;
using Webhooks.Gateway.Storing;
using Webhooks.Gateway.Tests.Hosting;
using Webhooks.Storage.Journal;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Tests.Storing;

public sealed class KnownDeliveriesTests : IAsyncLifetime, IDisposable
{
    private const string Old = "000102030405060708090a0b0c0d0e0f";
    private const string New = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";
    private const string Other = "80818283848586878889808182838485";

    private readonly TemporaryFolder folder = new();
    private readonly ManualTime time = new();
    private readonly CancellationTokenSource stop = new();
    private readonly KnownDeliveries known;
    private DeliveryLedger? ledger;
    private Task running = Task.CompletedTask;

    public KnownDeliveriesTests() => known = new(time);

    private DeliveryLedger Ledger => ledger ?? throw new InvalidOperationException("Not open.");

    public async Task InitializeAsync() => ledger = await DeliveryLedger.OpenAsync(
        new LedgerOptions { Path = Path.Combine(folder.Path, "ledger.db") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Ledger.DisposeAsync();
    }

    public void Dispose()
    {
        stop.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Until_it_has_read_the_ledger_everything_may_be_known()
    {
        await IndexAsync(Old);
        running = known.RunAsync(Ledger, _ => Task.CompletedTask, stop.Token);
        await time.WaitedForAsync();

        Assert.True(known.MayKnow(Old));
        Assert.True(known.MayKnow(New));
    }

    [Fact]
    public async Task What_the_ledger_has_is_known_and_what_it_has_not_is_new()
    {
        await IndexAsync(Old);
        await FillAsync(_ => Task.CompletedTask);

        Assert.True(known.MayKnow(Old));
        Assert.False(known.MayKnow(New));
    }

    [Fact]
    public async Task What_is_stored_while_it_reads_and_afterwards_is_known()
    {
        await FillAsync(_ =>
        {
            known.Add(Old);
            return Task.CompletedTask;
        });
        known.Add(New);

        Assert.True(known.MayKnow(Old));
        Assert.True(known.MayKnow(New));
        Assert.False(known.MayKnow(Other));
    }

    [Fact]
    public async Task What_was_stored_before_it_reads_is_waited_for()
    {
        // Stored before it began, and not in the ledger before the wait is over.
        known.Add(Old);
        await FillAsync(_ => IndexAsync(Old));

        Assert.True(known.MayKnow(Old));
    }

    /// <summary>Its timers: the start, one after each page with rows, and the long one when it is done.</summary>
    private async Task FillAsync(Func<CancellationToken, Task> catchUp)
    {
        running = known.RunAsync(Ledger, catchUp, stop.Token);
        do
        {
            await time.WaitedForAsync();
            time.Advance(TimeSpan.FromSeconds(1));
        }
        while (known.MayKnow(Other));
    }

    private Task IndexAsync(string id) => Ledger.IndexAsync(
        [
            new DeliveryEntry
            {
                Position = new(1, 64),
                Next = new(1, 128),
                Payload = new PayloadReference(1, 64, 2, new string('0', 64)),
                Facts = new AcceptedDelivery
                {
                    DeliveryId = id,
                    Key = $"github:github:1:{id}",
                    Source = "github",
                    Provider = WebhookProvider.GitHub,
                    EventName = "push",
                    ReceivedAt = DateTimeOffset.UnixEpoch,
                },
            },
        ],
        CancellationToken.None);
}
