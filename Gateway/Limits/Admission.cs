using System.Net;
using System.Threading.RateLimiting;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Limits;

/// <summary>
/// Before a byte of a body is read: so many requests to sources are served at once, and the others wait a little or are asked to come again.
/// An address whose requests were turned away too often, or that has more than its share of places, is not shut out, since what it sends next may be
/// signed; it goes through a narrow lane, where it waits for its like and takes nothing from others.
/// </summary>
internal sealed class Admission(AddressTable addresses, Drain drain, LimitSettings settings, TimeProvider time) : IDisposable
{
    private const int NarrowPlaces = 16;
    private const int NarrowWaiting = 128;

    private readonly ConcurrencyLimiter wide = Lane(settings.RequestsAtOnce, settings.RequestsAtOnce);
    private readonly ConcurrencyLimiter narrow = Lane(Math.Min(NarrowPlaces, settings.RequestsAtOnce), NarrowWaiting);

    /// <param name="address">Null when it is not known: then only all requests together are limited.</param>
    /// <param name="aborted">The client has gone away.</param>
    public async ValueTask<Place> EnterAsync(IPAddress? address, CancellationToken aborted)
    {
        if (!drain.TryEnter())
        {
            return Place.None(ReceiveProblem.ShuttingDown);
        }

        var slot = address is null ? null : addresses.Of(address);
        var isUnruly = slot?.IsUnruly == true;
        var hasTooMany = slot?.Enter() > settings.RequestsAtOncePerAddress;
        if (await AcquireAsync(isUnruly || hasTooMany ? narrow : wide, aborted) is { } lease)
        {
            return new Place(lease, slot, drain.Leave);
        }

        slot?.Leave();
        drain.Leave();
        return Place.None(isUnruly ? ReceiveProblem.AddressRateExceeded : ReceiveProblem.GatewayOverloaded);
    }

    public void Dispose()
    {
        wide.Dispose();
        narrow.Dispose();
    }

    private async ValueTask<RateLimitLease?> AcquireAsync(ConcurrencyLimiter lane, CancellationToken aborted)
    {
        var lease = lane.AttemptAcquire();
        if (lease.IsAcquired)
        {
            return lease;
        }

        lease.Dispose();
        using var enough = new CancellationTokenSource(settings.Wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, aborted);
        try
        {
            lease = await lane.AcquireAsync(1, either.Token);
            return lease.IsAcquired ? lease : null;
        }
        catch (OperationCanceledException)
        {
            // It has waited long enough, or has gone.
            return null;
        }
    }

    private static ConcurrencyLimiter Lane(int places, int waiting) =>
        new(new ConcurrencyLimiterOptions { PermitLimit = places, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}
