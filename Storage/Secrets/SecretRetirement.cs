namespace Webhooks.Storage.Secrets;

/// <summary>The rule by which a secret counts as out of use.</summary>
public static class SecretRetirement
{
    /// <param name="secret">The one in question.</param>
    /// <param name="report">All secrets, this one among them.</param>
    /// <param name="quiet">For this long nobody may have used it.</param>
    /// <param name="now">The instant that is asked about.</param>
    public static Retirement Of(SecretStatus secret, SecretStatusReport report, TimeSpan quiet, DateTimeOffset now)
    {
        var newer = NewerThan(secret, report);
        var recent = now - quiet;
        return !secret.IsLive ? Retirement.NotLive
            : secret.NotAfter < now ? Retirement.Expired
            : newer.Count == 0 ? Retirement.Newest
            : secret.LastUsedAt > recent ? Retirement.StillUsed
            : !newer.Any(other => other.LastUsedAt > recent) ? Retirement.NewerUnused
            : secret.Since > recent ? Retirement.WatchedTooShortly
            : Retirement.Safe;
    }

    public static bool MayGo(this Retirement retirement) => retirement is Retirement.Safe or Retirement.Expired;

    /// <summary>Seen later; of those that were seen at once, valid later; of those, configured further down.</summary>
    private static List<SecretStatus> NewerThan(SecretStatus secret, SecretStatusReport report)
    {
        var oldestFirst = report.Secrets
            .Where(other => other.IsLive && other.Source == secret.Source)
            .OrderBy(other => other.Since)
            .ThenBy(other => other.NotBefore ?? DateTimeOffset.MinValue)
            .ToList();
        return [.. oldestFirst.Skip(1 + oldestFirst.IndexOf(secret))];
    }
}
