namespace Webhooks.Gateway.Limits;

/// <summary>What may keep a request from being received: the parts of it, for whoever receives.</summary>
internal sealed class ReceivingLimits(
    ClientAddress clients, Admission admission, AllowedAddresses addresses, SourceRates rates, Drain drain, LimitSettings settings, TimeProvider time)
{
    public ClientAddress Clients => clients;

    public Admission Admission => admission;

    public AllowedAddresses Addresses => addresses;

    public SourceRates Rates => rates;

    /// <summary>Whoever is connected should connect elsewhere.</summary>
    public bool IsDraining => drain.HasBegun;

    /// <returns>Whether a body that began at this timestamp has had its time.</returns>
    public Func<bool> BodyDeadline(long startedAt) => () => time.GetElapsedTime(startedAt) > settings.BodyTime;
}
