using Webhooks.Gateway.Configuration;
using Webhooks.Storage.Secrets;

namespace Webhooks.Gateway.Secrets;

/// <summary>What is known of all secrets at this moment.</summary>
internal sealed class SecretReport(LiveSources sources, SecretUses uses, SecretSettings settings, TimeProvider time)
{
    public SecretStatusReport Now()
    {
        var now = time.GetUtcNow();
        var live = new List<SecretStatus>();
        var unread = new List<SecretStatus>();
        foreach (var (source, feed) in sources.All.SelectMany(source => source.Feeds.Select(feed => (source.Name, feed))))
        {
            if (feed.Current() is { } secrets)
            {
                live.AddRange(secrets.Select(secret => StatusOf(secret, source, now)));
            }
            else
            {
                unread.Add(new SecretStatus
                {
                    Source = source, Name = feed.Entry.Name, From = feed.Entry.Origin.ToString(), IsLive = false, Since = now, SeenAt = now, Uses = 0,
                });
            }
        }

        return new SecretStatusReport { WrittenAt = now, QuietPeriod = settings.QuietPeriod, Secrets = [.. live, .. unread, .. uses.RememberedBut(live)] };
    }

    private static SecretStatus StatusOf(SourceSecret secret, string source, DateTimeOffset now) => new()
    {
        Source = source,
        Name = secret.Use?.Name ?? "",
        From = secret.From,
        NotBefore = secret.NotBefore > DateTimeOffset.MinValue ? secret.NotBefore : null,
        NotAfter = secret.NotAfter < DateTimeOffset.MaxValue ? secret.NotAfter : null,
        IsLive = true,
        Since = secret.Use?.Since ?? now,
        SeenAt = now,
        LastUsedAt = secret.Use?.LastUsedAt,
        Uses = secret.Use?.Uses ?? 0,
    };
}
