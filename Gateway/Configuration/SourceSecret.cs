namespace Webhooks.Gateway.Configuration;

/// <summary>A live secret. A class, not a record: it must not print itself.</summary>
internal sealed class SourceSecret(byte[] key, DateTimeOffset notBefore, DateTimeOffset notAfter)
{
    /// <summary>The secret's UTF-8 bytes.</summary>
    public ReadOnlySpan<byte> Key => key;

    public bool IsValidAt(DateTimeOffset now) => now >= notBefore && now <= notAfter;

    public override string ToString() => nameof(SourceSecret);
}
