using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Secrets;

/// <summary>A configured source with the secrets of each moment.</summary>
internal sealed class LiveSource(Source configured, IReadOnlyList<SecretFeed> feeds)
{
    private volatile Moment current = new(configured, new IReadOnlyList<SourceSecret>?[feeds.Count]);

    public string Name => configured.Name;

    public string? Tenant => configured.Tenant;

    public IReadOnlyList<SecretFeed> Feeds => feeds;

    /// <returns>The same source as long as none of its secrets changes.</returns>
    public Source Now()
    {
        var before = current;
        var lists = new IReadOnlyList<SourceSecret>?[feeds.Count];
        var isSame = before.Source.Secrets.Count > 0;
        for (var i = 0; i < lists.Length; i++)
        {
            lists[i] = feeds[i].Current();
            isSame &= ReferenceEquals(lists[i], before.Lists[i]);
        }

        if (isSame)
        {
            return before.Source;
        }

        var source = configured with { Secrets = [.. lists.SelectMany(list => list ?? [])], IsMissingSecrets = lists.Contains(null) };
        current = new Moment(source, lists);
        return source;
    }

    private sealed record Moment(Source Source, IReadOnlyList<SourceSecret>?[] Lists);
}
