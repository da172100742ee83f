namespace Webhooks.Storage.Journal;

/// <summary>A key that encrypts bodies at rest. It is never shown: not by <see cref="ToString"/>, not in any message.</summary>
public sealed class JournalKey
{
    public const int Size = 32;
    public const int MaximumIdLength = 64;

    /// <param name="id">Its name in the records: 1 to 64 of letters, digits, dot, hyphen and underscore.</param>
    /// <param name="value">256 bits.</param>
    /// <exception cref="ArgumentException">Neither of the two.</exception>
    public JournalKey(string id, ReadOnlySpan<byte> value)
    {
        Id = IsId(id) ? id : throw new ArgumentException($"A key id is 1 to {MaximumIdLength} letters, digits, dots, hyphens or underscores.", nameof(id));
        Value = value.Length == Size ? value.ToArray() : throw new ArgumentException($"A key has {Size} bytes.", nameof(value));
    }

    public string Id { get; }

    internal byte[] Value { get; }

    public static bool IsId(string text) =>
        text.Length is > 0 and <= MaximumIdLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    public override string ToString() => $"journal key '{Id}'";
}
