using System.Threading.RateLimiting;
using Webhooks.Gateway.Receiving;

namespace Webhooks.Gateway.Limits;

/// <summary>A request's place among those that are served, or why it has none. Given back when it ends.</summary>
internal sealed class Place(RateLimitLease? lease, AddressSlot? address, Action left) : IDisposable
{
    /// <summary>Null: it is served.</summary>
    public ReceiveProblem? Refused { get; private init; }

    public static Place None(ReceiveProblem why) => new(null, null, () => { }) { Refused = why };

    /// <summary>It was turned away, and the fault was the sender's.</summary>
    public void CountRefusal() => address?.CountRefusal();

    public void Dispose()
    {
        if (Refused is null)
        {
            lease?.Dispose();
            address?.Leave();
            left();
        }
    }
}
