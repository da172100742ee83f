using Webhooks.Gateway.Secrets;

namespace Webhooks.Gateway.Configuration;

/// <summary>A live secret. A class, not a record: it must not print itself.</summary>
internal sealed class SourceSecret(byte[] key, DateTimeOffset notBefore, DateTimeOffset notAfter)
{
    /// <summary>The secret's bytes; those of a text are its UTF-8.</summary>
    public ReadOnlySpan<byte> Key => key;

    public DateTimeOffset NotBefore => notBefore;

    public DateTimeOffset NotAfter => notAfter;

    /// <summary>Where its value was read.</summary>
    public string From { get; init; } = "configuration";

    /// <summary>Its name and its successes; null where nobody asks for them.</summary>
    public SecretUse? Use { get; init; }

    public bool IsValidAt(DateTimeOffset now) => now >= notBefore && now <= notAfter;

    public SourceSecret WithoutUse() => new(key, notBefore, notAfter) { From = From };

    public override string ToString() => nameof(SourceSecret);
}
