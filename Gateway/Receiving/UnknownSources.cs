using Webhooks.Gateway.Limits;

namespace Webhooks.Gateway.Receiving;

/// <summary>
/// Evidence of requests to sources that do not exist: it shows a provider that was given a wrong address, whose deliveries are lost. Any scanner makes
/// such requests too, so only so many are recorded that they displace no other evidence to speak of.
/// </summary>
internal sealed class UnknownSources(TimeProvider time)
{
    /// <summary>At once, and then one a minute.</summary>
    public const int MostAtOnce = 60;

    private const double PerSecond = 1.0 / 60;
    private const int LongestName = 64;

    private readonly TokenBucket records = new(PerSecond, MostAtOnce, time);

    public bool MayRecord() => records.Take(1, TimeSpan.Zero, mostOwing: 0) is not null;

    /// <summary>No source can have this name. Of the sender's text only what could be one is kept.</summary>
    public static string AddressOf(string sought) =>
        $"/webhooks/{string.Concat(sought.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '?'))}";
}
