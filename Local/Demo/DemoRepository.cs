using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Local.Demo;

/// <summary>Where the demo's commits come from, and as what they are delivered.</summary>
internal sealed record DemoRepository
{
    public required string Owner { get; init; }

    public required string Name { get; init; }

    public required string Branch { get; init; }

    /// <summary>Page of the repository; null when it is on no known host, so that documents get no links that lead nowhere.</summary>
    public string? Page { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<DemoCommit> Commits { get; init; }

    /// <summary>Stands in for GitHub's number: always the same for the same repository.</summary>
    public long Id => BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{Owner}/{Name}"))) & 0x7fff_ffff;

    /// <summary>The commits as pushes of a few each, as somebody works through a day.</summary>
    public IEnumerable<DemoCommit[]> Pushes() => Commits.Chunk(3);
}
