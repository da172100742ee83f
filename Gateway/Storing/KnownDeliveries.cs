using Webhooks.Gateway.Configuration;
using Webhooks.Storage.Ledger;

namespace Webhooks.Gateway.Storing;

/// <summary>
/// Tells of most new deliveries that they are new without asking the ledger, which costs a tenth of what a delivery takes. It never says so of one
/// that the ledger has. It is filled from the ledger in the background; until then, and whenever it is not sure, the ledger is asked.
/// </summary>
internal sealed class KnownDeliveries(TimeProvider time)
{
    private const int Page = 10_000;
    private const long LeastCapacity = 1_000_000;

    /// <summary>Between two pages others have their turn.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GrowthInterval = TimeSpan.FromMinutes(1);

    private volatile DeliveryIdFilter? filter;
    private volatile DeliveryIdFilter? filling;

    /// <summary>False: the ledger does not have it.</summary>
    /// <param name="deliveryId">32 hex digits.</param>
    public bool MayKnow(string deliveryId)
    {
        if (filter is not { } filled)
        {
            return true;
        }

        Span<byte> id = stackalloc byte[DeliveryIdFilter.IdBytes];
        Convert.FromHexString(deliveryId, id, out _, out _);
        return filled.MayContain(id);
    }

    /// <summary>Called when a delivery is durable, and before anybody else can know that it is.</summary>
    /// <param name="deliveryId">32 hex digits.</param>
    public void Add(string deliveryId)
    {
        Span<byte> id = stackalloc byte[DeliveryIdFilter.IdBytes];
        Convert.FromHexString(deliveryId, id, out _, out _);

        // In this order: what is filled takes the other one's place first, and only then is no longer being filled.
        filling?.Add(id);
        filter?.Add(id);
    }

    /// <summary>Fills it, and fills a larger one when it is full, until cancelled.</summary>
    /// <param name="ledger">Where the ids are.</param>
    /// <param name="catchUp">When it ends, the ledger has every delivery that was durable before the call.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(DeliveryLedger ledger, Func<CancellationToken, Task> catchUp, CancellationToken cancellationToken)
    {
        await Task.Delay(StartPause.Length, time, cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (filter is not { IsFull: false })
            {
                await FillAsync(ledger, catchUp, cancellationToken);
            }

            await Task.Delay(GrowthInterval, time, cancellationToken);
        }
    }

    private async Task FillAsync(DeliveryLedger ledger, Func<CancellationToken, Task> catchUp, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var next = new DeliveryIdFilter(Math.Max(LeastCapacity, 2 * await ledger.CountAsync(cancellationToken)));

                // From here on new ones come by themselves. Those that were durable before are in the ledger when this wait ends, and so are read.
                filling = next;
                await catchUp(cancellationToken);
                await ReadAsync(ledger, next, cancellationToken);
                filter = next;
                filling = null;
                return;
            }
            catch (LedgerUnavailableException)
            {
                // The ledger is asked for each delivery meanwhile, and says to whoever asks that it is away.
                await Task.Delay(RetryAfter, time, cancellationToken);
            }
        }
    }

    private async Task ReadAsync(DeliveryLedger ledger, DeliveryIdFilter next, CancellationToken cancellationToken)
    {
        byte[] after = [];
        while (await ledger.IdsAsync(after, Page, cancellationToken) is [.., var last] ids)
        {
            ids.ForEach(id => next.Add(id));
            after = last;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
