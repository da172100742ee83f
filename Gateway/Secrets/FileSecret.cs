using Webhooks.Gateway.Configuration;

namespace Webhooks.Gateway.Secrets;

/// <summary>
/// A secret in a file, read each time it is asked for: a write, a rename over it and a link that was turned count for the next request, and
/// nothing depends on a watcher that may miss one of them.
/// </summary>
internal sealed class FileSecret(string path, SecretEntry entry, Func<byte[], SourceSecret> make, SecretAlarm alarm) : SecretFeed(entry)
{
    private readonly Lock changing = new();
    private volatile Known? known;

    public override IReadOnlyList<SourceSecret>? Current()
    {
        var before = known;
        var key = SecretFile.TryRead(path, before?.Key, out var fault);
        alarm.Set(fault is null ? null : $"the file '{path}' {fault}");
        return key is null || ReferenceEquals(key, before?.Key) ? before?.Secrets : Change(key);
    }

    private SourceSecret[] Change(byte[] key)
    {
        lock (changing)
        {
            // Another request may have seen the same change.
            if (known is { } already && already.Key.AsSpan().SequenceEqual(key))
            {
                return already.Secrets;
            }

            var changed = new Known(key, [make(key)]);
            known = changed;
            return changed.Secrets;
        }
    }

    private sealed class Known(byte[] key, SourceSecret[] secrets)
    {
        public byte[] Key => key;

        public SourceSecret[] Secrets => secrets;
    }
}
