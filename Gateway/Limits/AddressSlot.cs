namespace Webhooks.Gateway.Limits;

/// <summary>What is known about the addresses that share a slot.</summary>
internal sealed class AddressSlot(TokenBucket refusals)
{
    private int held;

    /// <summary>More of its requests were turned away than an honest sender's would be.</summary>
    public bool IsUnruly => refusals.IsEmpty;

    /// <returns>How many requests it has now, this one included.</returns>
    public int Enter() => Interlocked.Increment(ref held);

    public void Leave() => Interlocked.Decrement(ref held);

    public void CountRefusal() => refusals.Count();
}
